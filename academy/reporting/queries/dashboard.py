"""The numbers of the dashboard: one pass over an index for counts, whatever the period."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from academy.accounts.queries import Place
from academy.db.export import iso_text
from academy.enrolment.models import Enrolment
from academy.reporting.policy import Scope
from academy.reporting.rules.durations import Spread, spread_of
from academy.reporting.rules.periods import Period, pieces

K = TypeVar("K")

_COUNTED, _LISTED, _COMPLETED = (
    "INDEXED BY ix_enrolment_counted",
    "INDEXED BY ix_enrolment_listed",
    "INDEXED BY ix_enrolment_completed",
)
_DAY = 10
"""Letters of `2026-11-23`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which seats are counted. `scope` is what the reader reaches, and of that what they chose."""

    scope: Scope
    course: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in a period: seats taken, seats completed.

    `kept_up` are those of the seats taken in the period that were completed in it, too.
    """

    enrolled: int = 0
    completed: int = 0
    kept_up: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.enrolled + other.enrolled,
            self.completed + other.completed,
            self.kept_up + other.kept_up,
        )

    @property
    def rate(self) -> float | None:
        """The share, in percent, of those who began in the period; `None` where nobody did."""
        return 100 * self.kept_up / self.enrolled if self.enrolled else None


@dataclass(frozen=True, slots=True)
class Pair:
    """The same of two periods: the one that is looked at, and the one it is compared with."""

    now: Tally = Tally()
    then: Tally = Tally()

    def __add__(self, other: "Pair") -> "Pair":
        return Pair(self.now + other.now, self.then + other.then)


@dataclass(frozen=True, slots=True)
class Counts:
    """Seats by what they can be told apart by. A country that nobody told is empty."""

    total: Pair
    courses: Mapping[str, Pair]
    countries: Mapping[str, Pair]
    languages: Mapping[str, Pair]
    organisations: Mapping[UUID | None, Pair]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the dashboard says of a period and of the one it is compared with.

    `learners` and `spreads` are of the period and of the other.
    """

    period: Period
    then: Period
    counts: Counts
    pieces: Sequence[tuple[Period, Tally]]
    learners: tuple[int, int]
    spreads: tuple[Spread | None, Spread | None]


def look(session: Session, wanted: Wanted, period: Period, *, then: Period) -> Figures:
    """Count everything: five statements."""
    parts = pieces(period)
    now_active, then_active = active(session, wanted, period, then)
    return Figures(
        period=period,
        then=then,
        counts=counts(session, wanted, period, then=then),
        pieces=list(zip(parts, over_time(session, wanted, parts), strict=True)),
        learners=(now_active, then_active),
        spreads=(spread(session, wanted, period), spread(session, wanted, then)),
    )


def branches(places: Sequence[Place]) -> Mapping[UUID, str]:
    """Return, for every organisation, the name of the one it is counted with.

    These are the ones at the top of what the reader reaches or, where a single one is at the top,
    that one by itself and each directly below it with all that is below that.
    """
    level = 0 if sum(not one.depth for one in places) > 1 else 1
    found: dict[UUID, str] = {}
    name = ""
    for one in places:  # each comes before those below it
        name = one.name if one.depth <= level else name
        found[one.id] = name
    return found


def counts(session: Session, wanted: Wanted, period: Period, *, then: Period) -> Counts:
    """Count seats taken and completed in two periods, in one pass in the order of an index."""
    keys = (Enrolment.course_id, Enrolment.country, Enrolment.language, Enrolment.organisation_id)
    order = (keys[0], Enrolment.status, *keys[1:])
    either = or_(
        *(_within(moment, one) for moment in _MOMENTS for one in (period, then))
    )  # most seats are neither
    rows = session.execute(
        select(*keys, *_tallied(period), *_tallied(then))
        .where(*conditions(wanted), either)
        .group_by(*order)
        .with_hint(Enrolment, _COUNTED, "sqlite")
    ).all()
    found = [(row[:4], Pair(Tally(*row[4:7]), Tally(*row[7:]))) for row in rows]
    return Counts(
        total=sum((pair for _, pair in found), Pair()),
        courses=_folded(found, lambda key: key[0]),
        countries=_folded(found, lambda key: key[1] or ""),
        languages=_folded(found, lambda key: key[2]),
        organisations=_folded(found, lambda key: key[3]),
    )


def over_time(session: Session, wanted: Wanted, parts: Sequence[Period]) -> Sequence[Tally]:
    """Count seats taken and completed in each piece of a period: one statement."""
    wished = tuple(conditions(wanted))
    asked = [
        _counted(wished, moment, piece, hint=hint)
        for moment, hint in zip(_MOMENTS, (_LISTED, _COMPLETED), strict=True)
        for piece in parts
    ]
    numbers = session.execute(select(*asked)).one()
    return [
        Tally(enrolled, completed)
        for enrolled, completed in zip(numbers[: len(parts)], numbers[len(parts) :], strict=True)
    ]


def active(session: Session, wanted: Wanted, *periods: Period) -> Sequence[int]:
    """Count, for each period, the learners whose work in a course touches it.

    Work lasts from its beginning to the last sign of it, however seldom there was one.
    """
    touching = [
        and_(Enrolment.started_at < midnight(one.end), Enrolment.last_activity_at >= _start(one))
        for one in periods
    ]
    learners = [func.count(case((touch, Enrolment.learner_id)).distinct()) for touch in touching]
    first = min(one.first for one in periods)
    asked = select(*learners).where(
        *conditions(wanted), Enrolment.last_activity_at >= midnight(first)
    )
    return list(session.execute(asked).one())


def spread(session: Session, wanted: Wanted, period: Period) -> Spread | None:
    """Return how many days passed from enrolment to completion, for what a period completed."""
    first, last = (func.substr(iso_text(moment), 1, _DAY) for moment in _MOMENTS)
    rows = session.execute(
        select(first, last, func.count())
        .where(*conditions(wanted), _within(Enrolment.completed_at, period))
        .group_by(last, first)
        .with_hint(Enrolment, _COMPLETED, "sqlite")
    ).all()
    ordinals = {text: date.fromisoformat(text).toordinal() for row in rows for text in row[:2]}
    passed: dict[int, int] = {}
    for begun, done, number in rows:
        took = ordinals[done] - ordinals[begun]
        passed[took] = passed.get(took, 0) + number
    return spread_of(passed)


def conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Yield what must hold of a seat."""
    if wanted.scope.organisations is not None:
        yield Enrolment.organisation_id.in_(sorted(wanted.scope.organisations))
    if wanted.course is not None:
        yield Enrolment.course_id == wanted.course
    if wanted.country is not None:
        yield Enrolment.country == wanted.country
    if wanted.language is not None:
        yield Enrolment.language == wanted.language


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins, in UTC."""
    return datetime.combine(day, time.min, UTC)


_MOMENTS: tuple[Any, Any] = (Enrolment.enrolled_at, Enrolment.completed_at)


def _start(period: Period) -> datetime:
    return midnight(period.first)


def _within(moment: Any, period: Period) -> ColumnElement[bool]:
    return and_(moment >= _start(period), moment < midnight(period.end))


def _tallied(period: Period) -> tuple[ColumnElement[int], ...]:
    enrolled, completed = (_within(moment, period) for moment in _MOMENTS)
    both = and_(enrolled, Enrolment.completed_at < midnight(period.end))
    return tuple(func.count().filter(one) for one in (enrolled, completed, both))


def _counted(
    wished: tuple[ColumnElement[bool], ...], moment: Any, piece: Period, *, hint: str
) -> Any:
    counted: Select[int] = (
        select(func.count())
        .select_from(Enrolment)
        .where(*wished, _within(moment, piece))
        .with_hint(Enrolment, hint, "sqlite")
    )
    return counted.scalar_subquery()


def _folded(found: Sequence[tuple[Any, Pair]], key: Callable[[Any], K]) -> dict[K, Pair]:
    folded: dict[K, Pair] = {}
    for keys, pair in found:
        own = key(keys)
        folded[own] = folded.get(own, Pair()) + pair
    return folded
