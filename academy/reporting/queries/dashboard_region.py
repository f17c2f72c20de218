"""What is counted across all organisations: quarters that are over, and nothing but numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.models import Membership
from academy.accounts.policy import below
from academy.enrolment.models import Enrolment
from academy.kernel.actor import Role
from academy.reporting.queries.dashboard import midnight
from academy.reporting.rules.periods import Period
from academy.reporting.rules.suppression import Table, blanks

DIMENSIONS = ("country", "course", "language")


@dataclass(frozen=True, slots=True)
class RegionTable:
    """Seats by one thing. Each line is completed, not completed, and all; `None` is blank."""

    lines: Mapping[str, Sequence[int | None]]
    total: Sequence[int]


def first_enrolment(session: Session) -> date | None:
    """Return the day on which the first seat of all was taken."""
    first = session.scalar(select(func.min(Enrolment.enrolled_at)))
    return first and first.date()


def region(session: Session, period: Period, by: str) -> RegionTable | None:
    """Count the seats taken in a period, and those of them it completed, by one thing.

    Numbers are blank where people could be made out, also by who knows those of an organisation and
    all below it. `None` where nothing can be shown.
    """
    counted = _counted(session, period)
    kind = DIMENSIONS.index(by)
    keys = sorted({one.keys[kind] for one in counted})
    places = {key: place for place, key in enumerate(keys)}
    whole = _table(places, kind, counted)
    known = (_table(places, kind, own) for own in _known(session, counted))
    hidden = blanks(whole, known)
    if hidden is None or not keys:
        return None
    lines = [
        [None if (row, column) in hidden else number for column, number in enumerate(numbers)]
        for row, numbers in enumerate(whole.counts[:-1])
    ]
    return RegionTable(dict(zip(keys, lines, strict=True)), whole.counts[-1])


@dataclass(frozen=True, slots=True)
class _Count:
    keys: tuple[str, str, str]
    organisation: UUID | None
    completed: int
    seats: int


def _counted(session: Session, period: Period) -> Sequence[_Count]:
    done = and_(Enrolment.completed_at.is_not(None), Enrolment.completed_at < midnight(period.end))
    country = func.coalesce(Enrolment.country, "")
    keys = (country, Enrolment.course_id, Enrolment.language, Enrolment.organisation_id)
    rows = session.execute(
        select(*keys, func.count().filter(done), func.count())
        .where(
            Enrolment.enrolled_at >= midnight(period.first),
            Enrolment.enrolled_at < midnight(period.end),
        )
        .group_by(*keys)
        .with_hint(Enrolment, "INDEXED BY ix_enrolment_listed", "sqlite")
    )
    return [_Count((row[0], row[1], row[2]), *row[3:]) for row in rows]


def _table(places: Mapping[str, int], kind: int, counted: Iterable[_Count]) -> Table:
    rows = [[0, 0] for _ in places]
    for one in counted:
        row = rows[places[one.keys[kind]]]
        row[0] += one.completed
        row[1] += one.seats - one.completed
    return Table.of(rows)


def _known(session: Session, counted: Sequence[_Count]) -> Iterator[Sequence[_Count]]:
    """Yield what administrators see: an organisation's own, and that of all below it.

    Who administers several sees all of them. The Academy's own see everything; from them there is
    nothing to keep.
    """
    own: dict[UUID, list[_Count]] = {}
    for one in counted:
        if one.organisation is not None:
            own.setdefault(one.organisation, []).append(one)
    lines, roots = people.lines(session), people.roots(session)
    seen = {frozenset[UUID]()}
    alone = [frozenset({organisation}) for organisation in sorted(lines.keys() - roots)]
    for held in (*alone, *(several for several in _several(session) if not several & roots)):
        within = below(held, lines).intersection(own)
        if within not in seen:
            seen.add(within)
            yield [one for place in within for one in own[place]]


def _several(session: Session) -> Sequence[frozenset[UUID]]:
    """Return the organisations of everybody who administers more than one."""
    several = (
        select(Membership.user_id)
        .where(Membership.role == Role.ADMIN.value)
        .group_by(Membership.user_id)
        .having(func.count() > 1)
    )
    rows = session.execute(
        select(Membership.user_id, Membership.organisation_id)
        .where(Membership.role == Role.ADMIN.value, Membership.user_id.in_(several))
        .order_by(Membership.user_id)
    )
    held: dict[UUID, set[UUID]] = {}
    for user, organisation in rows:
        held.setdefault(user, set()).add(organisation)
    return [frozenset(places) for places in held.values()]
