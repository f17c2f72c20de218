"""Reads of the gradebook: a page of learners, or all of them some hundred at a time.

A page reads its own fifty seats and their attempts, in a number of reads that never changes. In
the order in which learners came, an index hands the seats out one after the other; in every other
order the database sorts, and nobody but it sees the others. Scores it sorts by are those that were
last counted (`learning.queries.quiz_scores`): nothing is marked or added up to find the page.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.assessment import queries as assessment
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.standing import Standing, Terms
from academy.catalogue import queries as catalogue
from academy.content.model import Package
from academy.enrolment import queries as enrolment
from academy.learning import queries as learning
from academy.learning.rules import mean_score
from academy.marking.rules.gradebook import Order, QuizState, Wanted, written_score

PAGE = 50
_AT_ONCE = 500
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """How a learner stands in one quiz, and whether an attempt is under way or awaits people."""

    standing: Standing | None
    is_open: bool
    is_awaited: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A learner of a course. `mean` is that of the required quizzes, in whole percent."""

    seat: UUID
    learner_id: UUID
    name: str
    country: str | None
    status: str
    cohort: UUID | None
    cells: Mapping[str, Cell]
    mean: int | None


@dataclass(frozen=True, slots=True)
class Book:
    """A page of the gradebook, from 1."""

    rows: Sequence[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, ceil(self.total / PAGE))


def book_page(session: Session, course_id: str, wanted: Wanted) -> Book:
    """Return a page of the gradebook; past the last one, that is the last one."""
    roster = _Roster(course_id, wanted)
    total = count_rows(session, course_id, wanted)
    page = min(wanted.page, max(1, ceil(total / PAGE)))
    found = session.execute(roster.ordered().offset((page - 1) * PAGE).limit(PAGE)).all()
    return Book(_rows(session, found), total, page)


def book_rows(session: Session, course_id: str, wanted: Wanted) -> Iterator[list[Row]]:
    """Yield all learners that are asked for, as they came, some hundred at a time."""
    roster = _Roster(course_id, wanted)
    last: UUID | None = None
    while found := session.execute(roster.after(last).limit(_AT_ONCE)).all():
        yield _rows(session, found)
        last = found[-1].id


def count_rows(session: Session, course_id: str, wanted: Wanted) -> int:
    """Return how many learners are asked for."""
    return session.scalar(_Roster(course_id, wanted).count()) or 0


def seats_named(session: Session, course_id: str, seats: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the names of those whose seats these are."""
    found = session.execute(_Roster(course_id, Wanted()).only(seats))
    return {row.id: row.name for row in found}


def find_row(session: Session, course_id: str, seat: UUID) -> Row | None:
    """Return one learner of a course; a seat of another course is not there."""
    roster = _Roster(course_id, Wanted())
    rows = _rows(session, session.execute(roster.only([seat])).all())
    return rows[0] if rows else None


def written_scores(
    session: Session, course_id: str, seats: Sequence[UUID]
) -> Mapping[UUID, Mapping[str, Fraction]]:
    """Return the scores of seats as files have them; those of other courses are left out."""
    roster = _Roster(course_id, Wanted())
    found: dict[UUID, Mapping[str, Fraction]] = {}
    for first in range(0, len(seats), _AT_ONCE):
        rows = session.execute(roster.only(seats[first : first + _AT_ONCE])).all()
        stands = _standings(session, rows, _packages(session, rows))
        for row in rows:
            own = stands.get(row.id, {})
            found[row.id] = {unit: written_score(one) for unit, one in own.items()}
    return found


class _Roster:
    """The statements that find the learners who are asked for."""

    def __init__(self, course_id: str, wanted: Wanted) -> None:
        self._course, self._wanted = course_id, wanted
        self._seats = enrolment.roster(course_id).subquery("seats")
        self._people = people.everybody().subquery("people")

    def count(self) -> Select[int]:
        statement = select(func.count()).select_from(self._seats)
        if self._wanted.name:
            statement = statement.join(self._people, self._is_theirs)
        return statement.where(*self._conditions())

    def ordered(self) -> Select[*tuple[Any, ...]]:
        statement, key = self._keyed(self._all().where(*self._conditions()))
        seat = self._seats.c.id
        if self._wanted.is_downward:
            return statement.order_by(key.desc().nulls_last(), seat.desc())
        return statement.order_by(key.asc().nulls_last(), seat.asc())

    def after(self, last: UUID | None) -> Select[*tuple[Any, ...]]:
        seat = self._seats.c.id
        beyond = () if last is None else (seat > last,)
        return self._all().where(*self._conditions(), *beyond).order_by(seat)

    def only(self, seats: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
        return self._all().where(self._seats.c.id.in_(list(seats)))

    @property
    def _is_theirs(self) -> ColumnElement[bool]:
        return self._people.c.id == self._seats.c.learner_id

    def _all(self) -> Select[*tuple[Any, ...]]:
        seats, people_ = self._seats.c, self._people.c
        return select(
            seats.id,
            seats.learner_id,
            people_.name,
            people_.country,
            seats.status,
            seats.cohort_id,
            seats.edition_id,
        ).join_from(self._seats, self._people, self._is_theirs)

    def _keyed(
        self, statement: Select[*tuple[Any, ...]]
    ) -> tuple[Select[*tuple[Any, ...]], ColumnElement[Any]]:
        """Return a statement and what it is put in order by."""
        seats, people_ = self._seats.c, self._people.c
        if self._wanted.by_quiz is not None:
            scores = learning.quiz_scores(self._wanted.by_quiz).subquery("scores")
            joined = statement.outerjoin(scores, scores.c.enrolment_id == seats.id)
            return joined, scores.c.percent
        if self._wanted.order is Order.MEAN:
            means = learning.mean_scores().subquery("means")
            joined = statement.outerjoin(means, means.c.enrolment_id == seats.id)
            return joined, means.c.score_percent
        keys: dict[Order, ColumnElement[Any]] = {
            Order.NAME: func.lower(people_.name),
            Order.COUNTRY: people_.country,
            Order.STATUS: seats.status,
        }
        return statement, keys.get(self._wanted.order, seats.enrolled_at)

    def _conditions(self) -> Iterator[ColumnElement[bool]]:
        wanted, seats = self._wanted, self._seats.c
        if wanted.name:
            yield self._people.c.name.icontains(wanted.name, autoescape=True)
        if wanted.status is not None:
            yield seats.status == wanted.status
        if wanted.cohort is not None:
            yield seats.cohort_id == wanted.cohort
        if wanted.quiz is not None and wanted.state is not None:
            yield _STATES[wanted.state](seats.id, self._course, wanted.quiz)


def _has_passed(seat: ColumnElement[UUID], _course: str, unit_id: str) -> ColumnElement[bool]:
    scores = learning.quiz_scores(unit_id).subquery()
    return seat.in_(select(scores.c.enrolment_id).where(scores.c.passed))


def _has_not_passed(seat: ColumnElement[UUID], _course: str, unit_id: str) -> ColumnElement[bool]:
    scores = learning.quiz_scores(unit_id).subquery()
    return seat.in_(select(scores.c.enrolment_id).where(~scores.c.passed))


def _is_awaited(seat: ColumnElement[UUID], course: str, unit_id: str) -> ColumnElement[bool]:
    return seat.in_(assessment.seats_awaiting(course, unit_id))


def _never_tried(seat: ColumnElement[UUID], course: str, unit_id: str) -> ColumnElement[bool]:
    return seat.not_in(assessment.seats_tried(course, unit_id))


_STATES: Mapping[QuizState, Callable[[ColumnElement[UUID], str, str], ColumnElement[bool]]] = {
    QuizState.PASSED: _has_passed,
    QuizState.NOT_PASSED: _has_not_passed,
    QuizState.AWAITING: _is_awaited,
    QuizState.NEVER: _never_tried,
}


def _rows(session: Session, found: Sequence[Any]) -> list[Row]:
    packages = _packages(session, found)
    stands = _standings(session, found, packages)
    pending = assessment.unscored_seats(session, [row.id for row in found])
    return [
        Row(
            row.id,
            row.learner_id,
            row.name,
            row.country,
            row.status,
            row.cohort_id,
            _cells(row.id, stands.get(row.id, {}), pending),
            _mean(packages[row.edition_id], stands.get(row.id, {})),
        )
        for row in found
    ]


def _cells(
    seat: UUID, stands: Mapping[str, Standing], pending: Mapping[tuple[UUID, str], str]
) -> Mapping[str, Cell]:
    units = {*stands, *(unit for key, unit in pending if key == seat)}
    return {
        unit: Cell(
            stands.get(unit),
            is_open=pending.get((seat, unit)) == AttemptState.OPEN,
            is_awaited=pending.get((seat, unit)) == AttemptState.SUBMITTED,
        )
        for unit in units
    }


def _mean(package: Package, stands: Mapping[str, Standing]) -> int | None:
    scores = {unit: _WHOLE * one.share for unit, one in stands.items()}
    mean = mean_score(package.course.units, scores)
    return None if mean is None else floor(mean)


def _packages(session: Session, found: Sequence[Any]) -> Mapping[UUID, Package]:
    """Return the course as each edition has it; there are few, however many the seats."""
    return {
        edition: catalogue.package_of(
            session, catalogue.revision_of_edition(session, edition).revision_id
        )
        for edition in {row.edition_id for row in found}
    }


def _standings(
    session: Session, found: Sequence[Any], packages: Mapping[UUID, Package]
) -> Mapping[UUID, Mapping[str, Standing]]:
    terms: dict[UUID, Mapping[str, Terms]] = {
        edition: assessment.terms_of(package.quizzes) for edition, package in packages.items()
    }
    return assessment.standings_by_seat(session, {row.id: terms[row.edition_id] for row in found})
