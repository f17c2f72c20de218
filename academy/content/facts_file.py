"""From `facts.yaml` to country facts: one table for all courses."""

from datetime import date

from academy.content import bounds
from academy.content.faults import FaultCode, Faults
from academy.content.model import Fact, FactKind
from academy.content.yaml_nodes import Record, read_record
from academy.kernel.countries import COUNTRIES

FILE = "facts.yaml"


def read_facts(data: bytes) -> tuple[Fact, ...]:
    """Return the facts of the table; raise `PackageRefused` with every line that is wrong."""
    faults = Faults()
    table = read_record(data, FILE, faults)
    facts: list[Fact] = []
    if table is not None:
        seen: set[tuple[str, FactKind]] = set()
        for record in table.records("facts"):
            fact = _fact(record)
            if (fact.country, fact.kind) in seen:
                record.fault(FaultCode.DUPLICATE_FACT, country=fact.country, kind=fact.kind)
            seen.add((fact.country, fact.kind))
            facts.append(fact)
        table.end()
    faults.refuse_if_serious()
    return tuple(facts)


def _fact(record: Record) -> Fact:
    fact = Fact(
        country=record.text("country", bounds.WORD),
        kind=record.word("kind", FactKind),
        text=record.text("text"),
        url=record.text("url", bounds.TEXT, optional=True),
        source=record.text("source"),
        checked=record.day("checked"),
        review_by=record.day("review_by"),
    )
    record.end()
    if fact.country and fact.country not in COUNTRIES:
        known = ", ".join(COUNTRIES)
        record.fault(FaultCode.UNKNOWN_COUNTRY, "country", country=fact.country, countries=known)
    if fact.url and not fact.url.startswith("https://"):
        record.fault(FaultCode.BAD_LINK, "url", target=fact.url)
    if date.min < fact.review_by <= fact.checked:
        record.fault(FaultCode.DATES_REVERSED, "review_by")
    return fact
