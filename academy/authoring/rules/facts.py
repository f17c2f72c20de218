"""The table of country facts as those see it who keep it: what is due, what is missing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from academy.content.fact_table import FactTable, Place
from academy.content.model import Fact, FactKind
from academy.kernel.countries import COUNTRIES

SOON = timedelta(days=60)
"""So long before its day a fact is said to fall due."""


class Due(StrEnum):
    """Which facts need somebody's work."""

    PAST = "past"
    SOON = "soon"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FactWish:
    """Which facts somebody wants to see; what is `None` does not matter."""

    country: str | None = None
    kind: FactKind | None = None
    due: Due | None = None

    def wants(self, place: Place) -> bool:
        """Tell whether this country and kind are wanted."""
        country, kind = place
        return self.country in {None, country} and self.kind in {None, kind}


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What there is: `past` has to be checked again, `current` by country; some of that is `soon`.

    `removed` is what can be put back.
    """

    past: tuple[Fact, ...]
    current: tuple[tuple[str, tuple[Fact, ...]], ...]
    soon: frozenset[Fact]
    missing: tuple[Place, ...]
    removed: tuple[Fact, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.past or self.current or self.missing or self.removed)


def is_past(fact: Fact, today: date) -> bool:
    """Tell whether a fact may not be trusted any more."""
    return fact.review_by < today


def is_due_soon(fact: Fact, today: date) -> bool:
    """Tell whether a fact will have to be checked again soon."""
    return today <= fact.review_by <= today + SOON


def sheet(table: FactTable, wish: FactWish, *, today: date) -> FactSheet:
    """Return what is wanted of the table. What was taken out is shown where no date is asked for.

    What is past its date stands first where it is longest past, all else by country and kind.
    """
    wanted = [fact for place, fact in table.facts.items() if wish.wants(place)]
    past = sorted((each for each in wanted if is_past(each, today)), key=_by_date)
    soon = frozenset(each for each in wanted if is_due_soon(each, today))
    current = [
        each for each in wanted if not is_past(each, today) and (wish.due is None or each in soon)
    ]
    gone = table.removed.keys() - table.facts.keys()
    return FactSheet(
        past=tuple(past) if wish.due in {None, Due.PAST} else (),
        current=_by_country(current) if wish.due in {None, Due.SOON} else (),
        soon=soon,
        missing=_missing(table, wish) if wish.due in {None, Due.MISSING} else (),
        removed=tuple(fact for place, fact in table.removed.items() if place in gone)
        if wish == FactWish()
        else (),
    )


def _by_date(fact: Fact) -> tuple[date, str, str]:
    return fact.review_by, fact.country, fact.kind


def _by_country(facts: Iterable[Fact]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    grouped: dict[str, list[Fact]] = {country: [] for country in COUNTRIES}
    for fact in facts:
        grouped[fact.country].append(fact)
    return tuple((country, tuple(own)) for country, own in grouped.items() if own)


def _missing(table: FactTable, wish: FactWish) -> tuple[Place, ...]:
    every = ((country, kind) for country in COUNTRIES for kind in FactKind)
    return tuple(place for place in every if place not in table.facts and wish.wants(place))
