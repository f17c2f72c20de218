"""Reads about progress. Columns only: the lesson page is the busiest page there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.queries import AttemptFacts
from academy.assessment.rules.attempts import AttemptRefused, attempts_left
from academy.assessment.rules.conditions import again_at, may_start, minutes_for, missing
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import CourseCard, Outline, Words
from academy.content.catalogues import localised
from academy.content.inline import render_inline
from academy.content.model import Package
from academy.content.quiz_texts import Text
from academy.db.prepared import PreparedRead
from academy.enrolment import queries as enrolment
from academy.enrolment.queries import Seat
from academy.learning import rules
from academy.learning.models import Progress, QuizBest, UnitCompletion
from academy.learning.rules import MovePreview


@dataclass(frozen=True, slots=True)
class Counters:
    """How far a learner is, as it was last counted.

    `done` and `total` count required units; `score` is a whole percentage, `None` before the
    first required quiz; `last_unit_id` is the unit that was done most recently.
    """

    done: int
    total: int
    score: int | None
    last_unit_id: str | None


def done_units(session: Session, enrolment_id: UUID) -> frozenset[str]:
    """Return the ids of all units ever done in a seat, those of earlier editions too."""
    return frozenset(unit_id for (unit_id,) in _DONE.rows(session, seat=enrolment_id))


def done_by_seat(session: Session, enrolment_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Return the ids of all units ever done in many seats, in one read."""
    statement = select(UnitCompletion.enrolment_id, UnitCompletion.unit_id).where(
        UnitCompletion.enrolment_id.in_(list(enrolment_ids))
    )
    found: dict[UUID, set[str]] = {}
    for seat, unit_id in session.execute(statement):
        found.setdefault(seat, set()).add(unit_id)
    return found


def done_under_way(session: Session, course_id: str) -> dict[str, int]:
    """Return how many learners who are on their way through a course have done each unit."""
    statement = (
        select(UnitCompletion.unit_id, func.count())
        .where(UnitCompletion.enrolment_id.in_(enrolment.seats_under_way(course_id)))
        .group_by(UnitCompletion.unit_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def scores(session: Session, enrolment_id: UUID, package: Package) -> dict[str, Fraction]:
    """Return how a seat stands in each quiz that has a score, in exact percent.

    `QuizBest` has whole percents for people to read; what is decided is decided on the marks.
    """
    terms = assessment.terms_of(package.quizzes)
    stands = assessment.standings(session, enrolment_id, terms)
    return {unit_id: 100 * one.share for unit_id, one in stands.items()}


def score_of(session: Session, enrolment_id: UUID) -> int | None:
    """Return the score of a seat as it was last counted, in whole percent."""
    return session.scalar(
        select(Progress.score_percent).where(Progress.enrolment_id == enrolment_id)
    )


def quiz_scores(unit_id: str) -> Select[UUID, int, bool]:
    """Return the statement that finds how seats stand in a quiz, as it was last counted.

    It is for the statements of floors above, which put seats in order or pick some of them.
    """
    return select(QuizBest.enrolment_id, QuizBest.percent, QuizBest.passed).where(
        QuizBest.unit_id == unit_id
    )


def mean_scores() -> Select[UUID, int | None]:
    """Return the statement that finds the mean score of each seat, as it was last counted."""
    return select(Progress.enrolment_id, Progress.score_percent)


def progress_of(session: Session, enrolment_id: UUID) -> Counters | None:
    """Return the counters of a seat, or `None` where nothing was done yet."""
    return progress_by_seat(session, [enrolment_id]).get(enrolment_id)


def progress_by_seat(session: Session, enrolment_ids: Iterable[UUID]) -> Mapping[UUID, Counters]:
    """Return the counters of many seats in one read; seats with nothing done are left out."""
    statement = select(
        Progress.enrolment_id,
        Progress.units_done,
        Progress.units_total,
        Progress.score_percent,
        Progress.last_unit_id,
    ).where(Progress.enrolment_id.in_(list(enrolment_ids)))
    return {
        row.enrolment_id: Counters(
            row.units_done, row.units_total, row.score_percent, row.last_unit_id
        )
        for row in session.execute(statement)
    }


@dataclass(frozen=True, slots=True)
class Way:
    """What the pages of a course show one learner.

    Their seat, their edition in its newest wording and the reader's language, and what is done:
    units of earlier editions too.
    """

    seat: Seat
    revision_id: UUID
    outline: Outline
    done: frozenset[str]


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer edition beside the learner's own, and what moving there would mean."""

    old: Outline
    new: Outline
    preview: MovePreview
    before: rules.Progress
    after: rules.Progress


@dataclass(frozen=True, slots=True)
class QuizFront:
    """What a learner should know before a quiz.

    `left` is how many more attempts may begin, `None` where there is no limit. `open_id` is the
    attempt that still takes answers. `again_at` is when the next attempt may begin, `minutes` the
    time for one, this learner's extra time included (0: no limit), `missing` the quizzes that have
    to be passed before. `refused` says why none may begin now, whoever knows the code.
    """

    intro: Text
    questions: int
    pass_mark: int
    attempts: tuple[AttemptFacts, ...]
    left: int | None
    open_id: UUID | None
    opens_at: datetime | None
    closes_at: datetime | None
    again_at: datetime | None
    minutes: float
    extra_percent: int
    extra_attempts: int
    needs_code: bool
    missing: tuple[str, ...]
    refused: AttemptRefused | None


@dataclass(frozen=True, slots=True)
class DeskCourse:
    """A course on a learner's desk. `counters` is `None` where nothing was done yet."""

    seat: Seat
    title: Words
    track: str
    counters: Counters | None


def way(session: Session, seat: Seat, locale: str) -> Way:
    """Return a learner's way through a course, in a language: two reads, the rest is in memory."""
    revision_id = catalogue.revision_of_edition(session, seat.edition_id).revision_id
    outline = catalogue.outline(session, revision_id, locale)
    return Way(seat, revision_id, outline, done_units(session, seat.id))


def falls_short(session: Session, here: Way, counters: Counters | None) -> bool:
    """Tell whether the mean score so far is below what the course asks for, if it asks at all."""
    course = catalogue.package_of(session, here.revision_id).course
    minimum, score = course.completion.minimum_score, counters and counters.score
    return minimum is not None and score is not None and score < minimum


def find_newer(session: Session, seat: Seat, locale: str) -> Newer | None:
    """Return what the newest edition would change for a learner; `None` if they are on it."""
    newest = catalogue.newest_revision(session, seat.course_id)
    if newest is None or newest.edition_id == seat.edition_id:
        return None
    here = way(session, seat, locale)
    old, new = here.outline, catalogue.outline(session, newest.revision_id, locale)
    return Newer(
        old=old,
        new=new,
        preview=rules.preview_move(old.units, new.units, here.done),
        before=rules.progress(old.units, here.done),
        after=rules.progress(new.units, here.done),
    )


def quiz_front(
    session: Session, here: Way, unit_id: str, *, locale: str, now: datetime
) -> QuizFront:
    """Return a quiz's terms and how the learner's attempts at it went, in a few reads."""
    package = catalogue.package_of(session, here.revision_id)
    quiz = package.quizzes[unit_id]
    intro = localised(package, locale, unit_id, quiz.intro)
    attempts = assessment.attempts_at(session, here.seat.id, unit_id)
    terms = assessment.conditions_for(session, here.seat, unit_id, package=package)
    return QuizFront(
        intro=Text(render_inline(intro.text, "../{}/".format), intro.lang),
        questions=quiz.asked,
        pass_mark=quiz.pass_mark,
        attempts=tuple(each for each in attempts if each.submitted_at is not None),
        left=attempts_left(quiz, attempts, terms.allowance.extra_attempts),
        open_id=next((each.id for each in attempts if each.submitted_at is None), None),
        opens_at=terms.opening.opens_at,
        closes_at=terms.opening.closes_at,
        again_at=again_at(quiz, attempts),
        minutes=float(minutes_for(quiz, terms.allowance)),
        extra_percent=terms.allowance.extra_percent,
        extra_attempts=terms.allowance.extra_attempts,
        needs_code=terms.opening.code is not None,
        missing=missing(quiz, terms.passed),
        refused=may_start(quiz, attempts, terms, code=terms.opening.code or "", now=now),
    )


def desk(session: Session, learner_id: UUID, locale: str) -> list[DeskCourse]:
    """Return every course of a learner, the one they were last busy with first."""
    seats = enrolment.seats_of(session, learner_id)
    counters = progress_by_seat(session, [seat.id for seat in seats])
    cards = {card.id: card for card in catalogue.courses_in(session, locale)}
    return [
        DeskCourse(seat, *_title(session, seat, locale=locale, cards=cards), counters.get(seat.id))
        for seat in seats
    ]


def _title(
    session: Session, seat: Seat, *, locale: str, cards: Mapping[str, CourseCard]
) -> tuple[Words, str]:
    """Return the title and the track of a seat's course; archived ones have no card."""
    card = cards.get(seat.course_id)
    if card is not None:
        return card.title, card.track
    revision_id = catalogue.revision_of_edition(session, seat.edition_id).revision_id
    outline = catalogue.outline(session, revision_id, locale)
    return outline.title, outline.track


# Built once, and of the table itself: see `enrolment.queries`.
_COMPLETIONS = UnitCompletion.__table__.c
_DONE = PreparedRead(
    select(_COMPLETIONS.unit_id).where(_COMPLETIONS.enrolment_id == bindparam("seat"))
)
