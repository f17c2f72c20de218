"""Attempts and their answers, put together as tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from academy.assessment.queries.figures.sat import Papers, Wanted, chosen_attempts, read_sat
from academy.assessment.queries.figures.saves import read_given, read_saves
from academy.assessment.rules.analysis.gathering import Gathering, Item
from academy.assessment.rules.analysis.scores import FloatArray, Scores
from academy.assessment.rules.corrections import Corrected, corrected, full_marks
from academy.assessment.rules.items.kinds import kind_of
from academy.catalogue import queries as catalogue
from academy.content.model import Question, Quiz
from academy.kernel.languages import LANGUAGES


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The attempts as tables, and how they ended: whole percents, and how many passed."""

    scores: Scores
    percents: FloatArray
    passed: int


def gather(
    session: Session, wanted: Wanted, published: Quiz, *, corrections: Sequence[Corrected]
) -> Gathered:
    """Return what the wanted attempts say about the questions of a quiz.

    It is looked at as it is marked after its corrections: a question that counts for nobody is
    left out, and so is one that this wording of the quiz no longer has. Marks are those that
    answers were given at the time, or since: nothing is marked here.
    """
    asked, chosen = corrected(published, corrections), chosen_attempts(wanted)
    quizzes = {
        key: catalogue.package_of(session, key).quizzes[wanted.unit_id] for key in wanted.revisions
    }
    sat = read_sat(session, chosen, Papers(asked, quizzes, corrections))
    free = full_marks(asked, corrections)
    items = [
        _item(question, quizzes.values(), is_free=question.id in free)
        for question in asked.questions
    ]
    tags = [language.tag for language in LANGUAGES]
    gathering = Gathering(items, sat.available, sat.begun, languages=tags)
    offering = [item.id for item in items if item.offered]
    for saves in read_saves(session, tuple(sat.rows), read=offering):
        gathering.add(saves)
    by_people = [one.id for one in asked.questions if kind_of(one).is_marked_by_people]
    for attempt, question, marks in read_given(session, chosen, by_people):
        gathering.give(sat.rows[attempt], question, Fraction(marks))
    return Gathered(gathering.scores(), sat.percents, sat.passed)


def _item(question: Question, quizzes: Iterable[Quiz], *, is_free: bool) -> Item:
    """Return a question to be looked at; of one that was of another type once, without choices."""
    kind = kind_of(question)
    was = (one for quiz in quizzes for one in quiz.questions if one.id == question.id)
    is_same = all(kind_of(one) is kind for one in was)
    return Item(
        id=question.id,
        marks=float(question.marks),
        offered=kind.offered(question) if is_same else {},
        taken=lambda answer: kind.taken(question, answer),
        is_free=is_free,
    )
