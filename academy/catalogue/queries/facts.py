"""What differs from country to country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from academy.catalogue.models import CountryFact
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


def country_facts(session: Session) -> Mapping[tuple[str, str], FactRow]:
    """Return every fact by its country and kind: a small table, in one query."""
    rows = session.execute(_facts())
    return {(row.country, row.kind): FactRow(*row) for row in rows}


def facts_for(session: Session, kind: str, country: str | None) -> tuple[FactRow, ...]:
    """Return the fact of a country; without a country, or where it has none, those of all."""
    rows = [FactRow(*row) for row in session.execute(_facts().where(CountryFact.kind == kind))]
    own = tuple(row for row in rows if row.country == country)
    return own or tuple(sorted(rows, key=lambda row: COUNTRIES.index(row.country)))


def _facts() -> Select[str, str, str, str | None, str, date, date]:
    return select(
        CountryFact.country,
        CountryFact.kind,
        CountryFact.text,
        CountryFact.url,
        CountryFact.source,
        CountryFact.checked,
        CountryFact.review_by,
    )
