"""Quizzes that keep time, tell at once, ask how sure one is, or draw, through their pages."""

import time
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Accommodation, Opening
from academy.assessment.rules.attempts import AttemptRefused, ClosedBy
from academy.assessment.rules.conditions import GRACE
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import NewAnswer
from academy.assessment.service import Begin, Keeping
from academy.content.model import Mode
from academy.enrolment.queries import Seat
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from tests import builders
from tests.assessment.sheets import PaperForm
from tests.browserless import Visitor
from tests.cast import NOW, Cast

LOOK = "look-check"
CLEAREST, SIGNS = "Which water is safe?", "Which signs warn you?"
MINUTE = timedelta(minutes=1)
HINTED = "shuffle: false\nquestions:\n- id: clearest\n"


def published(session: Session, cast: Cast, extra: str, *, hints: str = "") -> Seat:
    """Return Noi's seat in a course whose first quiz, and its first question, say more."""
    files = builders.package_files()
    name = f"quizzes/{LOOK}.yaml"
    files = builders.with_text(files, name, "shuffle:", new=f"{extra}\nshuffle:")
    if hints:
        files = builders.with_text(files, name, "id: clearest", new=f"id: clearest\n    {hints}")
    builders.publish(session, files)
    return builders.enrol(session, cast.noi)


def start(session: Session, seat: Seat, *, after: timedelta = timedelta(), code: str = "") -> UUID:
    return service.start(session, seat=seat, begin=Begin(LOOK, NOW + after, code))


def keep(
    session: Session,
    attempt: UUID,
    answer: Answer,
    *,
    key: str = "k",
    after: timedelta = timedelta(),
    **more: object,
) -> bool:
    new = NewAnswer("clearest", answer, key, **more)  # type: ignore[arg-type]
    mode = Mode(str(more.pop("mode", "deferred"))) if "mode" in more else Mode.DEFERRED
    keeping = Keeping("en", b"secret", NOW + after, mode)
    return bool(service.save(session, attempt_id=attempt, answers=[new], keeping=keeping))


# --- time ----------------------------------------------------------------------------------------


def test_answers_are_taken_until_the_time_and_its_grace_are_over(
    session: Session, cast: Cast
) -> None:
    attempt = start(session, published(session, cast, "minutes: 10"))
    in_time, late = 10 * MINUTE + GRACE, 10 * MINUTE + GRACE + timedelta(seconds=1)

    assert keep(session, attempt, "boiled", after=in_time)
    with pytest.raises(Refusal) as caught:
        keep(session, attempt, "cold", key="other", after=late)

    assert caught.value.reason is AttemptRefused.TIME_IS_UP
    assert keep(session, attempt, "boiled", after=late), "its receipt is still known"


def test_when_time_ran_out_what_was_saved_counts(session: Session, cast: Cast) -> None:
    attempt = start(session, published(session, cast, "minutes: 10"))
    keep(session, attempt, "boiled")

    assert service.close_overdue(session, now=NOW + 10 * MINUTE) == 0
    assert service.close_overdue(session, now=NOW + 12 * MINUTE) == 1
    assert service.close_overdue(session, now=NOW + 12 * MINUTE) == 0

    sitting = queries.get_sitting(session, attempt)
    assert (sitting.closed_by, sitting.submitted_at) == (ClosedBy.TIME, NOW + 10 * MINUTE)
    assert sitting.marks == 1


def test_another_attempt_may_begin_where_the_last_one_was_left_open(
    session: Session, cast: Cast
) -> None:
    seat = published(session, cast, "minutes: 10")
    first = start(session, seat)

    second = start(session, seat, after=12 * MINUTE)

    assert second != first
    assert not queries.get_sitting(session, first).is_open


def test_a_closing_quiz_ends_an_attempt(session: Session, cast: Cast) -> None:
    seat = published(session, cast, "minutes: 10")
    session.add(
        Opening(
            course_id=seat.course_id,
            unit_id=LOOK,
            opens_at=None,
            closes_at=NOW + 5 * MINUTE,
            code="lotus",
            changed_by=cast.som.id,
            changed_at=NOW,
        )
    )
    with pytest.raises(Refusal) as caught:
        start(session, seat, code="rose")
    assert caught.value.reason is AttemptRefused.WRONG_CODE

    attempt = start(session, seat, code=" LOTUS")
    assert queries.get_sitting(session, attempt).deadline_at == NOW + 5 * MINUTE


def test_extra_time_and_attempts_are_a_learners_own(session: Session, cast: Cast) -> None:
    seat = published(session, cast, "minutes: 10")
    session.add(
        Accommodation(
            id=uuid7(NOW),
            learner_id=cast.noi.id,
            course_id=None,
            extra_percent=50,
            extra_attempts=2,
            reason="private",
            granted_by=cast.som.id,
            granted_at=NOW,
            ended_at=None,
        )
    )

    attempt = start(session, seat)

    assert queries.get_sitting(session, attempt).deadline_at == NOW + 15 * MINUTE
    assert queries.allowance_of(session, cast.dao.id, seat.course_id).extra_attempts == 0


def test_a_page_says_until_when(session: Session, cast: Cast, as_noi: Visitor) -> None:
    published(session, cast, "minutes: 10")
    session.commit()
    form = opened(as_noi)

    assert "Your time ends on" in form.page.text
    assert form.page.one("output", role="timer")


# --- told at once --------------------------------------------------------------------------------


def opened(visitor: Visitor) -> PaperForm:
    front = f"/en/learn/clean-water/{LOOK}/"
    answer = visitor.post(f"{front}attempts", seen_on=front)
    return PaperForm.open(visitor, answer.location or "")


def pressed(form: PaperForm, button: str, place: int, *, address: str = "answers") -> PaperForm:
    """Press a button of a question; return the page that it leads to."""
    fields = {**form.fields, button: [str(place)]}
    form.visitor.post(f"{form.address}{address}", seen_on=form.address, **fields)
    return PaperForm.open(form.visitor, form.address)


def test_an_answer_that_was_checked_stands(session: Session, cast: Cast, as_noi: Visitor) -> None:
    published(session, cast, "mode: immediate")
    session.commit()
    form = opened(as_noi)
    form.choose(CLEAREST, "Cold water")

    told = pressed(form, "check", form.place(CLEAREST))

    assert "Not right" in told.page.text
    assert "Right answer" in told.page.text
    assert "a1" not in told.fields
    assert len(told.page.all("fieldset", class_="question")) == 2


def test_what_was_told_is_not_answered_again(session: Session, cast: Cast) -> None:
    attempt = start(session, published(session, cast, "mode: immediate"))
    at_once = Keeping("en", b"secret", NOW, Mode.IMMEDIATE)
    for answer, key in (("cold", "one"), ("boiled", "two")):
        new = NewAnswer("clearest", answer, key, is_check=key == "one")
        service.save(session, attempt_id=attempt, answers=[new], keeping=at_once)

    assert queries.kept_answers(session, attempt)["clearest"].answer == "cold"


def test_another_try_costs_and_the_key_waits_for_the_right_one(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    published(session, cast, "mode: adaptive", hints="penalty: 0.25")
    session.commit()
    form = opened(as_noi)
    form.choose(CLEAREST, "Cold water")
    wrong = pressed(form, "check", form.place(CLEAREST))
    assert "You may try again." in wrong.page.text
    assert "Right answer" not in wrong.page.text

    wrong.choose(CLEAREST, "Boiled water")
    right = pressed(wrong, "check", 1)

    assert "a1" not in right.fields
    as_noi.post(f"{form.address}submit", seen_on=form.address, confirmed="1")
    attempt = UUID(form.address.strip("/").split("/")[-1])
    session.expire_all()
    assert queries.kept_answers(session, attempt)["clearest"].marks == Fraction(3, 4)


def test_hints_come_one_by_one_and_cost(session: Session, cast: Cast, as_noi: Visitor) -> None:
    published(
        session, cast, "mode: adaptive", hints="penalty: 0.1\n    hints: [Think of fire., Of heat.]"
    )
    session.commit()
    form = opened(as_noi)
    assert "Think of fire." not in form.page.text
    assert "Show a hint; it costs 10%" in form.page.text

    once = pressed(form, "hint", 1, address="hints")
    assert "Think of fire." in once.page.text
    assert "Of heat." not in once.page.text

    twice = pressed(once, "hint", 1, address="hints")
    assert "Of heat." in twice.page.text
    assert "Show a hint" not in twice.page.text
    twice.choose(CLEAREST, "Boiled water")
    pressed(twice, "check", 1)
    as_noi.post(f"{form.address}submit", seen_on=form.address, confirmed="1")
    attempt = UUID(form.address.strip("/").split("/")[-1])
    session.expire_all()
    assert queries.kept_answers(session, attempt)["clearest"].marks == Fraction(4, 5)


def test_a_quiz_that_tells_at_the_end_has_no_hints(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    published(session, cast, "wait: 5", hints="hints: [Think of fire.]")
    session.commit()
    form = opened(as_noi)

    answer = as_noi.post(f"{form.address}hints", seen_on=form.address, hint="1", key="k")

    assert answer.status_code == 404
    assert "hint" not in form.page.text.lower()


# --- how sure ------------------------------------------------------------------------------------


def test_being_sure_and_right_earns_all_of_it(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    published(session, cast, "certainty: true")
    session.commit()
    form = opened(as_noi)
    form.choose(CLEAREST, "Boiled water")
    form.fields["c1"] = ["3"]
    form.save()
    again = PaperForm.open(as_noi, form.address)
    assert again.fields["c1"] == ["3"]

    as_noi.post(f"{form.address}submit", seen_on=form.address, confirmed="1")

    attempt = UUID(form.address.strip("/").split("/")[-1])
    session.expire_all()
    assert queries.kept_answers(session, attempt)["clearest"].marks == 1


def test_sure_and_wrong_costs_but_a_result_is_never_below_nothing(
    session: Session, cast: Cast
) -> None:
    attempt = start(session, published(session, cast, "certainty: true"))
    keep(session, attempt, "cold", certainty=3)
    service.submit(session, attempt_id=attempt, now=NOW)

    sitting = queries.get_sitting(session, attempt)
    assert (sitting.marks, sitting.percent) == (-2, 0)


def test_changing_only_how_sure_one_is_is_a_new_save(
    session: Session, cast: Cast, as_noi: Visitor
) -> None:
    published(session, cast, "certainty: true")
    session.commit()
    form = opened(as_noi)
    form.choose(CLEAREST, "Boiled water").save()
    again = PaperForm.open(as_noi, form.address)
    again.fields["c1"] = ["2"]
    again.save()

    attempt = UUID(form.address.strip("/").split("/")[-1])
    session.expire_all()
    assert queries.kept_answers(session, attempt)["clearest"].certainty == 2


# --- which attempt counts ------------------------------------------------------------------------


def test_questions_come_again_only_when_none_are_left(session: Session, cast: Cast) -> None:
    seat = published(session, cast, "draws: [{count: 1}]")
    asked: list[str] = []
    for number in range(3):
        attempt = start(session, seat, after=number * MINUTE)
        sitting = queries.get_sitting(session, attempt)
        asked += sitting.asked or ()
        service.submit(session, attempt_id=attempt, now=NOW + number * MINUTE)

    assert len(set(asked)) == 3


# --- a page that was left open -------------------------------------------------------------------


def test_a_page_left_open_for_a_day_still_submits(
    session: Session, cast: Cast, as_noi: Visitor, *, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(session, cast, "wait: 5")
    session.commit()
    form = opened(as_noi)
    form.choose(CLEAREST, "Boiled water")
    tomorrow = time.time() + timedelta(days=1).total_seconds()
    monkeypatch.setattr(time, "time", lambda: tomorrow)

    assert form.fields["csrf_token"], "what the page itself carries is all that is sent"
    answer = as_noi.client.post(f"{form.address}submit", data={**form.fields, "confirmed": "1"})

    assert answer.status_code == 303
    attempt = UUID(form.address.strip("/").split("/")[-1])
    session.expire_all()
    assert queries.kept_answers(session, attempt)["clearest"].marks == 1
