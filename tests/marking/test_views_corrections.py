"""Correcting a question that was wrong, on the pages of those who teach the course."""

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.assessment import queries
from academy.db.audit import AuditEvent
from academy.enrolment.models import Enrolment
from academy.enrolment.queries import Seat, find_seat
from academy.learning.models import QuizBest
from tests.assessment.regraded import COURSE, HALF, LOOK, RIGHT
from tests.assessment.regraded import attempt as submit
from tests.authoring.staff import assign
from tests.browserless import Page, Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, Cast

AT = f"/en/teach/courses/clean-water/quizzes/{LOOK}/corrections"
OF = f"{AT}/of/clearest"


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat in a course that Som teaches; she has half of the first quiz, Dao all of it."""
    publish(session)
    assign(session, cast.som)
    submit(session, enrol(session, cast.dao), RIGHT)
    seat = enrol(session, cast.noi)
    submit(session, seat, HALF)
    return seat


def propose(visitor: Visitor, kind: str, *, reason: str = "Two are right.", **more: str) -> str:
    answer = visitor.post(OF, kind=kind, reason=reason, text=more.get("text", ""))
    assert answer.status_code == 303, answer.text
    return answer.location or ""


def apply(visitor: Visitor, plan: str) -> TestResponse:
    hidden = visitor.get(plan).all("input", type="hidden")
    sent = {one.attributes["name"]: one.attributes["value"] for one in hidden}
    return visitor.post(plan, seen=sent["seen"], attempts=sent["attempts"])


def written(visitor: Visitor) -> str:
    """The question as the form has it, line by line."""
    elements = visitor.get(OF).elements
    (area,) = ("".join(text) for tag, own, text in elements if own.get("id") == "text")
    return area.lstrip("\r\n")


@pytest.mark.usefixtures("seat")
def test_the_questions_of_a_quiz_lead_to_their_corrections(as_som: Visitor) -> None:
    page = as_som.get(AT)

    assert page.heading == "Corrections"
    assert page.one("a", href=OF).text == "clearest"
    assert "Nothing was corrected in this quiz." in page.text


@pytest.mark.usefixtures("seat")
def test_a_correction_is_shown_before_it_is_made(session: Session, as_som: Visitor) -> None:
    page = as_som.get(propose(as_som, "void"))

    assert "2 submitted attempts were asked this question." in page.text
    assert "2 attempts on edition 1" in page.text
    assert "2 scores change." in page.text
    assert "1 becomes better." in page.text
    assert "1 stays the same share of other marks." in page.text
    assert "1 attempt passes that did not." in page.text
    assert "50% → 67% passes now" in page.text
    assert "Nobody loses a completed course or a certificate." in page.text
    assert queries.corrections_made(session, COURSE, LOOK) == ()


def test_a_correction_is_made_as_it_was_shown(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor
) -> None:
    answer = apply(as_som, propose(as_som, "void"))

    assert (answer.status_code, answer.location) == (303, AT)
    page = as_som.get(AT)
    assert "Corrected. 2 scores changed." in page.text
    assert "Two are right." in page.text
    assert "Som" in page.text
    assert session.get(QuizBest, (seat.id, LOOK)).percent == 67
    event = session.query(AuditEvent).filter_by(action="question.corrected").one()
    assert (event.actor_id, event.details["kind"], event.details["scores"]) == (
        cast.som.id,
        "void",
        2,
    )


@pytest.mark.usefixtures("seat")
def test_the_key_is_corrected_in_the_questions_own_words(session: Session, as_som: Visitor) -> None:
    text = written(as_som)
    moved = text.replace("  correct: true\n", "").replace(
        "  text: Clear water\n", "  text: Clear water\n  correct: true\n"
    )
    page = as_som.get(propose(as_som, "key", text=moved))

    assert "Boiled water" in page.text
    assert "50% → 75% passes now" in page.text
    assert "100% → 75%" in page.text
    assert queries.corrections_made(session, COURSE, LOOK) == ()


@pytest.mark.usefixtures("seat")
def test_another_answer_is_ticked_as_right(as_som: Visitor) -> None:
    ticked = as_som.get(OF).one("input", id="right-boiled").attributes
    assert "checked" in ticked
    answer = as_som.post(OF, kind="key", reason="So.", right="clear", text=written(as_som))
    page = as_som.get(answer.location or "")

    assert "Right from now on" in page.text
    assert "50% → 75% passes now" in page.text


@pytest.mark.parametrize("right", [[], ["clear", "cold"], ["odd"]])
@pytest.mark.usefixtures("seat")
def test_ticks_have_to_make_sense(as_som: Visitor, right: list[str]) -> None:
    answer = as_som.post(OF, kind="key", reason="So.", right=right, text=written(as_som))

    assert answer.status_code == 422
    assert "Only what counts as right, and how, may be another." in answer.text


@pytest.mark.usefixtures("seat")
def test_true_and_false_are_ticked_too(as_som: Visitor) -> None:
    address = f"{AT}/of/see-germs"
    assert "checked" in as_som.get(address).one("input", id="right-false").attributes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("correct: true", "correct: perhaps", "Line "),
        ("id: cold", "id: warm", "The question has to keep its id, its type"),
        ("marks: 1", "marks: [", "cannot be read"),
    ],
)
@pytest.mark.usefixtures("seat")
def test_a_question_that_cannot_be_read_is_sent_back(
    as_som: Visitor, old: str, new: str, *, words: str
) -> None:
    text = written(as_som)
    assert old in text
    answer = as_som.post(OF, kind="key", reason="So.", text=text.replace(old, new))

    assert answer.status_code == 422
    page = Page(answer.text)
    assert words in page.text
    assert new in page.one("textarea", id="text").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": "So."}, "Please choose one of these."),
        ({"kind": "void"}, "Please fill this in."),
        ({"kind": "odd", "reason": "So."}, "Not a valid choice."),
        ({"kind": "as-published", "reason": "So."}, "marked as it was published already"),
    ],
)
@pytest.mark.usefixtures("seat")
def test_a_correction_needs_a_choice_and_a_reason(
    as_som: Visitor, fields: dict[str, str], words: str
) -> None:
    answer = as_som.post(OF, **fields)

    assert answer.status_code == 422
    assert words in Page(answer.text).text


def test_an_attempt_since_the_look_is_included_and_told(
    session: Session, seat: Seat, as_som: Visitor
) -> None:
    plan = propose(as_som, "void")
    hidden = as_som.get(plan).all("input", type="hidden")
    sent = {one.attributes["name"]: one.attributes["value"] for one in hidden}
    submit(session, seat, RIGHT)

    as_som.post(plan, seen=sent["seen"], attempts=sent["attempts"])

    assert "1 attempt was submitted after you looked. It is included." in as_som.get(AT).text


@pytest.mark.usefixtures("seat")
def test_after_somebody_elses_correction_it_has_to_be_looked_at_again(
    session: Session, as_som: Visitor
) -> None:
    first, second = propose(as_som, "void"), propose(as_som, "full")
    hidden = as_som.get(first).all("input", type="hidden")
    sent = {one.attributes["name"]: one.attributes["value"] for one in hidden}
    apply(as_som, second)

    answer = as_som.post(first, seen=sent["seen"], attempts=sent["attempts"])

    assert answer.location == first
    assert "Somebody else corrected this quiz since you looked." in as_som.get(first).text
    assert len(queries.corrections_made(session, COURSE, LOOK)) == 1


def test_whoever_completed_and_passes_no_longer_is_counted(
    session: Session, seat: Seat, cast: Cast, *, as_som: Visitor
) -> None:
    apply(as_som, propose(as_som, "void"))
    session.query(Enrolment).filter_by(id=seat.id).update(
        {"status": "completed", "completed_at": NOW}
    )
    session.commit()

    page = as_som.get(propose(as_som, "as-published", reason="It was right."))

    assert "1 attempt passes no longer." in page.text
    assert "keeps that and the certificate" in page.text
    apply(as_som, propose(as_som, "as-published", reason="It was right."))
    session.expire_all()
    assert session.get(Enrolment, seat.id).status == "completed"
    assert find_seat(session, cast.noi.id, COURSE).is_completed


@pytest.mark.usefixtures("seat")
def test_a_quiz_keeps_a_question_that_counts(as_som: Visitor) -> None:
    for question in ("clearest", "signs"):
        answer = as_som.post(f"{AT}/of/{question}", kind="void", reason="Both are right.")
        apply(as_som, answer.location or "")
    answer = as_som.post(f"{AT}/of/see-germs", kind="void", reason="And this.")

    assert answer.status_code == 422
    assert "left without any question that counts" in answer.text


@pytest.mark.usefixtures("seat")
def test_plans_of_other_quizzes_are_not_found(as_som: Visitor) -> None:
    plan = propose(as_som, "void")
    other = plan.replace(LOOK, "treat-check")

    as_som.get(other, status=404)
    as_som.get(f"{AT}/plans/{'0' * 64}.correct", status=404)
    as_som.get(f"{AT}/plans/{'0' * 64}.zip", status=404)
    as_som.get(f"{AT}/of/nothing", status=404)
    as_som.get(AT.replace(LOOK, "look"), status=404)


def test_the_grade_page_tells_what_was_corrected(seat: Seat, as_som: Visitor) -> None:
    apply(as_som, propose(as_som, "void"))
    page = as_som.get(f"/en/teach/courses/clean-water/grades/{seat.id}/{LOOK}")

    assert "History of this score" in page.text
    assert "Question clearest: Two are right." in page.text


@pytest.mark.usefixtures("seat")
def test_only_those_who_teach_the_course_correct_it(as_mali: Visitor, as_noi: Visitor) -> None:
    as_mali.get(AT, status=403)
    as_noi.get(AT, status=403)
