"""What a cheat, a careless author or an unlucky draw might do to marks."""

from fractions import Fraction

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Attempt
from academy.assessment.rules.corrections import CorrectionKind
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.rules.standing import Scored, Terms, standing
from academy.assessment.service import Begin, Keeping
from academy.content.model import Counts, Mode
from academy.learning import service as learning
from tests import builders
from tests.assessment.regraded import COURSE, LOOK, RIGHT, attempt, correct, proposal
from tests.assessment.sheets import PaperForm
from tests.browserless import Visitor
from tests.cast import NOW, Cast

QUIZ = f"quizzes/{LOOK}.yaml"


def with_quiz(extra: str, **changes: str) -> builders.Files:
    """The course, its quiz with more lines in front."""
    files = builders.package_files(**changes)
    return builders.with_text(files, QUIZ, "shuffle", new=f"{extra}\nshuffle")


def test_certainty_cannot_be_raised_once_an_answer_was_told_to_be_right(
    session: Session, cast: Cast
) -> None:
    builders.publish(session, with_quiz("mode: adaptive\ncertainty: true"))
    seat = builders.enrol(session, cast.noi)
    key = service.start(session, seat=seat, begin=Begin(LOOK, NOW))
    keeping = Keeping(locale="en", secret=b"secret", now=NOW, mode=Mode.ADAPTIVE)
    tried = [
        NewAnswer("clearest", "boiled", "first", 1, is_check=True),
        NewAnswer("clearest", "boiled", "second", 3),
    ]
    for one in tried:
        service.save(session, attempt_id=key, answers=[one], keeping=keeping)
    service.submit(session, attempt_id=key, now=NOW)
    marks = queries.marks_of(queries.kept_answers(session, key))
    assert marks["clearest"] == Fraction(1, 3)


def test_marks_always_fit_where_they_are_kept(session: Session, cast: Cast) -> None:
    exact = "marks: 0.123456789012345678901234567"
    files = builders.with_text(
        builders.package_files(), QUIZ, "- id: clearest\n", new=f"- id: clearest\n    {exact}\n"
    )
    builders.publish(session, files)
    seat = builders.enrol(session, cast.noi)
    sitting = attempt(session, seat, RIGHT)
    assert (sitting.percent, sitting.passed) == (100, True)
    marks, available = session.execute(select(Attempt.marks, Attempt.available)).one()
    assert max(len(str(marks)), len(available)) <= 40


def test_a_void_question_is_drawn_last(session: Session, cast: Cast) -> None:
    builders.publish(session, with_quiz("draw: 1"))
    correct(session, proposal(CorrectionKind.VOID), cast.som)
    correct(session, proposal(CorrectionKind.VOID, "signs"), cast.som)
    for learner in (cast.noi, cast.dao, cast.mali):
        seat = builders.enrol(session, learner)
        assert attempt(session, seat, RIGHT).percent == 100


def test_an_average_counts_an_attempt_below_zero_as_the_zero_that_it_shows() -> None:
    tries = [Scored(Fraction(-1), 0, passed=False), Scored(Fraction(1), 100, passed=True)]
    found = standing(Terms(Counts.AVERAGE, 60), tries, None)
    assert found is not None
    assert (found.percent, found.share) == (50, Fraction(1, 2))
    for counts in Counts:
        alone = standing(Terms(counts, 60), tries[:1], None)
        assert alone is not None
        assert (alone.percent, alone.share) == (0, 0)


def begin(visitor: Visitor) -> PaperForm:
    front = f"/en/learn/{COURSE}/{LOOK}/"
    return PaperForm.open(visitor, visitor.post(f"{front}attempts", seen_on=front).location or "")


def submitted(visitor: Visitor) -> str:
    form = begin(visitor)
    form.submit()
    visitor.post(f"{form.address}submit", seen_on=f"{form.address}?check=1", confirmed="1")
    return form.address


def test_no_key_is_told_where_a_newer_edition_lets_another_attempt_begin(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    once = builders.with_text(builders.package_files(), QUIZ, "attempts: 0", new="attempts: 1")
    builders.publish(session, once)
    seat = builders.enrol(session, cast.noi)
    address = submitted(as_noi)
    assert "Right answer" in as_noi.get(address).text
    builders.publish(session)
    learning.move_edition(session, seat=seat, now=NOW)
    session.commit()
    assert "Right answer" not in as_noi.get(address).text


def test_full_marks_are_shown_for_a_question_without_an_answer(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    builders.publish(session)
    builders.enrol(session, cast.noi)
    address = submitted(as_noi)
    correct(session, proposal(CorrectionKind.FULL), cast.som)
    told = as_noi.get(address).all("section", class_="question")
    (one,) = [each.text for each in told if "Which water is safe?" in each.text]
    assert "1 of 1 mark" in one


@pytest.mark.parametrize("before", ["9" * 30, "-" + "9" * 30, "x", "%00"])
def test_receipts_begin_anywhere(
    as_noi: Visitor, session: Session, cast: Cast, *, before: str
) -> None:
    builders.publish(session)
    builders.enrol(session, cast.noi)
    form = begin(as_noi)
    assert as_noi.get(f"{form.address}receipts?before={before}").heading


def test_a_right_answer_is_called_right_whatever_it_took(
    as_noi: Visitor, session: Session, cast: Cast
) -> None:
    costly = with_quiz("mode: adaptive\ncertainty: true")
    costly = builders.with_text(
        costly, QUIZ, "- id: clearest\n", new="- id: clearest\n    penalty: 0.2\n"
    )
    builders.publish(session, costly)
    builders.enrol(session, cast.noi)
    form = begin(as_noi)
    for choice in ("Clear water", "Boiled water"):
        form = PaperForm.open(as_noi, form.address).choose("Which water is safe?", choice)
        place = form.place("Which water is safe?")
        as_noi.client.post(f"{form.address}answers", data={**form.fields, "check": place})
    paper = as_noi.get(form.address).text
    assert "✓ Right · 0.267 of 1 mark" in paper
    assert "Partly right" not in paper
    as_noi.post(f"{form.address}submit", seen_on=f"{form.address}?check=1", confirmed="1")
    assert "✓ Right · 0.267 of 1 mark" in as_noi.get(form.address).text
