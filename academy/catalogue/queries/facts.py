"""What differs from country to country."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from academy.catalogue.models import CountryFact, RemovedFact
from academy.content.fact_table import FactTable, in_order, place_of
from academy.content.model import Fact, FactKind
from academy.kernel.countries import COUNTRIES


@dataclass(frozen=True, slots=True)
class FactRow:
    """What is so in one country, as people there say it. `url` may be missing."""

    country: str
    kind: str
    text: str
    url: str | None
    source: str
    checked: date
    review_by: date


def fact_table(session: Session) -> FactTable:
    """Return every fact, and every one that was taken out: two small tables, in two queries."""
    here = [_fact(FactRow(*row)) for row in session.execute(_facts(CountryFact))]
    gone = [_fact(FactRow(*row)) for row in session.execute(_facts(RemovedFact))]
    return FactTable(
        {place_of(fact): fact for fact in in_order(here)},
        {place_of(fact): fact for fact in in_order(gone)},
    )


def facts_for(session: Session, kind: str, country: str | None) -> tuple[FactRow, ...]:
    """Return the fact of a country; without a country, or where it has none, those of all."""
    rows = [
        FactRow(*row)
        for row in session.execute(_facts(CountryFact).where(CountryFact.kind == kind))
    ]
    own = tuple(row for row in rows if row.country == country)
    return own or tuple(sorted(rows, key=lambda row: COUNTRIES.index(row.country)))


def _fact(row: FactRow) -> Fact:
    return Fact(
        country=row.country,
        kind=FactKind(row.kind),
        text=row.text,
        url=row.url or "",
        source=row.source,
        checked=row.checked,
        review_by=row.review_by,
    )


def _facts(
    table: type[CountryFact] | type[RemovedFact],
) -> Select[str, str, str, str | None, str, date, date]:
    return select(
        table.country,
        table.kind,
        table.text,
        table.url,
        table.source,
        table.checked,
        table.review_by,
    )
