"""What people have to mark in a quiz."""

from dataclasses import replace
from fractions import Fraction
from uuid import uuid4

from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.content.model import Conduct, Feedback, Quiz
from academy.content.questions.free_text import FreeText
from academy.content.questions.rubrics import Criterion, Level
from academy.content.questions.true_false import TrueFalse
from academy.marking.rules.work import for_people, rubric_of, work_at, worth

BACK = Feedback("Good.", "Look again.")
RUBRIC = (Criterion("ideas", "Ideas", (Level("few", "Few", 0), Level("many", "Many", 2))),)
ESSAY = FreeText(id="essay", marks=Fraction(4), text="Say it.", feedback=BACK, rubric=RUBRIC)
NOTE = FreeText(id="note", marks=Fraction(1), text="Note it.", feedback=BACK)
GERMS = TrueFalse(id="germs", marks=Fraction(1), text="Germs?", feedback=BACK, answer=False)
QUIZ = Quiz("Quiz", "", 60, 0, False, (ESSAY, NOTE, GERMS))  # noqa: FBT003
OLD, NEW = uuid4(), uuid4()


def test_only_what_no_program_can_mark_is_marked_by_people() -> None:
    assert [question.id for question in for_people(QUIZ)] == ["essay", "note"]


def test_what_counts_for_nobody_or_for_everybody_needs_no_marker() -> None:
    void = Corrected("essay", CorrectionKind.VOID)
    full = Corrected("note", CorrectionKind.FULL)
    assert [question.id for question in for_people(QUIZ, [void])] == ["note"]
    assert [question.id for question in for_people(QUIZ, [full])] == ["essay"]


def test_a_question_is_as_it_was_last_written_and_old_ones_stay() -> None:
    reworded = replace(QUIZ, questions=(replace(NOTE, text="Write it."),))
    work = work_at("quiz", [(OLD, QUIZ), (NEW, reworded)], [])
    assert list(work.questions) == ["essay", "note"]
    assert work.questions["note"].text == "Write it."


def test_each_revision_says_how_many_mark_its_answers_and_the_last_how_many_review() -> None:
    strict = replace(QUIZ, conduct=Conduct(markers=2, peers=3))
    work = work_at("quiz", [(OLD, QUIZ), (NEW, strict)], [])
    assert (work.markers(OLD), work.markers(NEW), work.peers) == (1, 2, 3)
    assert work_at("quiz", [], []).peers == 0


def test_levels_are_worth_their_points_by_criterion() -> None:
    assert worth(ESSAY) == {"ideas": {"few": 0, "many": 2}}
    assert rubric_of(NOTE) == ()
    assert rubric_of(GERMS) == ()
