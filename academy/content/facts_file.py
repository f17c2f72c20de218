"""From `facts.yaml` to country facts and back: one table for all courses."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from academy.content import bounds
from academy.content.faults import FaultCode, Faults
from academy.content.model import Fact, FactKind
from academy.content.yaml_nodes import Record, read_record
from academy.kernel.countries import COUNTRIES

FILE = "facts.yaml"
_WIDE = 1_000_000


def read_facts(data: bytes) -> tuple[Fact, ...]:
    """Return the facts of the table; raise `PackageRefused` with every line that is wrong."""
    faults = Faults()
    table = read_record(data, FILE, faults)
    facts: list[Fact] = []
    if table is not None:
        seen: set[tuple[str, FactKind]] = set()
        for record in table.records("facts", at_least=0):
            fact = _fact(record)
            if (fact.country, fact.kind) in seen:
                record.fault(FaultCode.DUPLICATE_FACT, country=fact.country, kind=fact.kind)
            seen.add((fact.country, fact.kind))
            facts.append(fact)
        table.end()
    faults.refuse_if_serious()
    return tuple(facts)


def is_address(url: str) -> bool:
    """Tell whether a fact may lead there."""
    return url.startswith("https://")


def write_facts(facts: Iterable[Fact]) -> bytes:
    """Return the file of these facts: read back, they are the same, in the same order."""
    rows = [
        {
            "country": fact.country,
            "kind": fact.kind.value,
            "text": fact.text,
            **({"url": fact.url} if fact.url else {}),
            "source": fact.source,
            "checked": fact.checked,
            "review_by": fact.review_by,
        }
        for fact in facts
    ]
    dumped: str = yaml.dump(
        {"facts": rows}, Dumper=_Spelled, allow_unicode=True, sort_keys=False, width=_WIDE
    )
    return dumped.encode()


class _Spelled(yaml.SafeDumper):
    """Writes every value out, as we read it: a day that two facts share is no anchor."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML calls it
        return True


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
    if fact.url and not is_address(fact.url):
        record.fault(FaultCode.BAD_LINK, "url", target=fact.url)
    if date.min < fact.review_by <= fact.checked:
        record.fault(FaultCode.DATES_REVERSED, "review_by")
    return fact
