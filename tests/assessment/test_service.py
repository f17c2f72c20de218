"""Beginning, keeping and submitting, on both stores."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Attempt, Response
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.paper import lay_out
from academy.assessment.rules.sheet import NewAnswer, save_key
from academy.assessment.rules.standing import Standing
from academy.assessment.service import Begin, Keeping, Saved
from academy.content.reader import read_package
from academy.db.outbox import OutboxFact
from academy.enrolment import queries as seats
from academy.enrolment.queries import Seat
from academy.kernel.facts import AttemptGraded
from academy.kernel.refusal import NotFound, Refusal
from tests import builders
from tests.cast import NOW, Cast

LOOK, TREAT = "look-check", "treat-check"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    """Noi's seat; Dao has one as well, with an attempt of her own."""
    builders.publish(session)
    other = builders.enrol(session, cast.dao)
    dao = service.start(session, seat=other, begin=Begin(LOOK, NOW))
    keep(session, dao, ("clearest", "clear"))
    return builders.enrol(session, cast.noi)


def start(session: Session, seat: Seat, unit_id: str = LOOK) -> UUID:
    return service.start(session, seat=seat, begin=Begin(unit_id, NOW))


def keep(
    session: Session, attempt: UUID, *answers: tuple[str, Answer | None], page: str = "page"
) -> tuple[Saved, ...]:
    new = [
        NewAnswer(question, answer, save_key(page, question, (answer, None, False)))
        for question, answer in answers
    ]
    keeping = Keeping(locale="km", secret=b"secret", now=NOW)
    return service.save(session, attempt_id=attempt, answers=new, keeping=keeping)


def answers(session: Session, attempt: UUID) -> dict[str, Answer]:
    return dict(queries.answers_of(queries.kept_answers(session, attempt)))


def rows(session: Session, attempt: UUID) -> int:
    statement = select(func.count()).select_from(Response).where(Response.attempt_id == attempt)
    return session.scalar(statement) or 0


def test_an_attempt_begins_on_the_newest_wording_of_the_seats_edition(
    session: Session, seat: Seat
) -> None:
    reworded = builders.publish(session, builders.reworded())
    builders.publish(session, builders.rekeyed())
    sitting = queries.get_sitting(session, start(session, seat))
    assert sitting.revision_id == reworded.ref.revision_id
    assert (sitting.number, sitting.available, sitting.is_open) == (1, 4, True)
    assert 0 <= sitting.seed < 2**31


def test_beginning_twice_goes_on_with_the_open_attempt(session: Session, seat: Seat) -> None:
    assert start(session, seat) == start(session, seat)
    assert start(session, seat, TREAT) != start(session, seat)


def test_beginning_puts_the_seat_in_progress(session: Session, seat: Seat) -> None:
    start(session, seat)
    assert seats.seat_by_id(session, seat.id).status == "in_progress"


@pytest.mark.parametrize("unit", ["boil", "nowhere"])
def test_what_is_no_quiz_cannot_begin(session: Session, seat: Seat, unit: str) -> None:
    with pytest.raises(NotFound):
        start(session, seat, unit)


def test_when_all_attempts_are_used_none_begins(session: Session, seat: Seat) -> None:
    for number in (1, 2):
        attempt = start(session, seat, TREAT)
        assert queries.get_sitting(session, attempt).number == number
        service.submit(session, attempt_id=attempt, now=NOW)
    with pytest.raises(Refusal) as refused:
        start(session, seat, TREAT)
    assert refused.value.reason is AttemptRefused.NONE_LEFT


def test_several_answers_are_kept_at_once_each_with_a_receipt(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    saved = keep(
        session, attempt, ("clearest", "boiled"), ("signs", ["smell"]), ("see-germs", False)
    )
    assert answers(session, attempt) == {
        "clearest": "boiled",
        "signs": ["smell"],
        "see-germs": False,
    }
    kept = queries.kept_answers(session, attempt)
    assert {one.question_id: one.receipt for one in saved} == {
        key: one.receipt for key, one in kept.items()
    }
    assert len({one.receipt for one in saved}) == 3


def test_the_same_answer_from_the_same_page_is_kept_once(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    first = keep(session, attempt, ("clearest", "boiled"))
    assert keep(session, attempt, ("clearest", "boiled")) == first
    assert rows(session, attempt) == 1


def test_another_answer_from_an_old_page_is_a_new_save(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    keep(session, attempt, ("clearest", "boiled"))
    keep(session, attempt, ("clearest", "cold"))
    assert answers(session, attempt) == {"clearest": "cold"}


def test_a_late_replay_does_not_bring_an_old_answer_back(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    first = keep(session, attempt, ("clearest", "boiled"))
    keep(session, attempt, ("clearest", "cold"))
    assert keep(session, attempt, ("clearest", "boiled")) == first
    assert answers(session, attempt) == {"clearest": "cold"}


def test_an_answer_can_be_taken_back(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    keep(session, attempt, ("clearest", "boiled"))
    (saved,) = keep(session, attempt, ("clearest", None))
    assert answers(session, attempt) == {}
    assert saved.receipt == queries.kept_answers(session, attempt)["clearest"].receipt


def test_replays_and_new_answers_may_come_together(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    keep(session, attempt, ("clearest", "boiled"))
    saved = keep(session, attempt, ("see-germs", True), ("clearest", "boiled"))
    assert {one.question_id for one in saved} == {"clearest", "see-germs"}
    assert rows(session, attempt) == 2


def test_keeping_nothing_changes_nothing(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    assert keep(session, attempt) == ()
    assert session.get_one(Attempt, attempt).saves == 0


def test_a_submitted_attempt_refuses_new_answers_but_knows_the_old_ones(
    session: Session, seat: Seat
) -> None:
    attempt = start(session, seat)
    first = keep(session, attempt, ("clearest", "boiled"))
    service.submit(session, attempt_id=attempt, now=LATER)
    assert keep(session, attempt, ("clearest", "boiled")) == first
    with pytest.raises(Refusal) as refused:
        keep(session, attempt, ("clearest", "cold"))
    assert refused.value.reason is AttemptRefused.SUBMITTED
    assert answers(session, attempt) == {"clearest": "boiled"}


def test_submitting_marks_what_was_saved_last(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    keep(session, attempt, ("clearest", "cold"), ("signs", ["smell"]))
    keep(session, attempt, ("clearest", "boiled"), ("see-germs", None))
    service.submit(session, attempt_id=attempt, now=LATER)
    sitting = queries.get_sitting(session, attempt)
    assert (sitting.marks, sitting.percent, sitting.passed) == (Fraction(2), 50, False)
    assert sitting.submitted_at == LATER
    kept = queries.kept_answers(session, attempt)
    assert {key: one.marks for key, one in kept.items()} == {
        "clearest": 1,
        "signs": 1,
        "see-germs": None,
    }


def test_an_attempt_is_marked_on_the_questions_that_it_drew(session: Session, cast: Cast) -> None:
    quiz = f"quizzes/{LOOK}.yaml"
    files = builders.with_text(builders.package_files(), quiz, "shuffle", new="draw: 2\nshuffle")
    builders.publish(session, files)
    attempt = start(session, builders.enrol(session, cast.noi))
    sitting = queries.get_sitting(session, attempt)
    right: dict[str, Answer] = {
        "clearest": "boiled",
        "signs": ["smell", "brown"],
        "see-germs": False,
    }
    paper = lay_out(read_package(files).quizzes[LOOK], sitting.seed)
    assert len(paper) == 2
    assert sitting.available == sum(slot.question.marks for slot in paper)
    keep(session, attempt, *((slot.question.id, right[slot.question.id]) for slot in paper))
    service.submit(session, attempt_id=attempt, now=LATER)
    done = queries.get_sitting(session, attempt)
    assert (done.marks, done.percent, done.passed) == (sitting.available, 100, True)
    assert queries.standings(session, sitting.enrolment_id, {})[LOOK].share == 1


def test_submitting_tells_the_floors_above_once(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    keep(session, attempt, ("clearest", "boiled"), ("signs", ["smell", "brown"]))
    for _ in range(2):
        service.submit(session, attempt_id=attempt, now=LATER)
    session.flush()
    facts = session.scalars(select(OutboxFact).where(OutboxFact.topic == AttemptGraded.topic)).all()
    assert [
        (fact.payload["attempt_id"], fact.payload["percent"], fact.payload["passed"])
        for fact in facts
    ] == [(str(attempt), 75, True)]


def test_an_attempt_is_marked_by_the_revision_it_began_on(session: Session, seat: Seat) -> None:
    attempt = start(session, seat, TREAT)
    keep(session, attempt, ("minutes", "1"))
    builders.publish(session, builders.rekeyed())
    service.submit(session, attempt_id=attempt, now=LATER)
    assert queries.kept_answers(session, attempt)["minutes"].marks == 1


@pytest.mark.parametrize(
    ("word", "marks"), [("Microbes", 1), ("មេរោគ", 1), ("細菌", 1), ("fish", 0)]
)
def test_a_word_counts_in_any_language_whatever_the_page_spoke(
    session: Session, seat: Seat, *, word: str, marks: int
) -> None:
    attempt = start(session, seat, TREAT)
    keep(session, attempt, ("name", word))
    service.submit(session, attempt_id=attempt, now=LATER)
    assert queries.kept_answers(session, attempt)["name"].marks == marks


def test_an_empty_paper_can_be_submitted(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    service.submit(session, attempt_id=attempt, now=LATER)
    assert queries.get_sitting(session, attempt).percent == 0


def test_attempts_are_listed_oldest_first(session: Session, seat: Seat) -> None:
    first = start(session, seat)
    service.submit(session, attempt_id=first, now=LATER)
    second = start(session, seat)
    start(session, seat, TREAT)
    facts = queries.attempts_at(session, seat.id, LOOK)
    assert [(one.id, one.number, one.state, one.percent, one.passed) for one in facts] == [
        (first, 1, "submitted", 0, False),
        (second, 2, "open", None, None),
    ]


def test_the_best_score_of_each_quiz_counts_submitted_attempts(
    session: Session, seat: Seat
) -> None:
    for answer in ("boiled", "cold"):
        attempt = start(session, seat)
        keep(session, attempt, ("clearest", answer), ("signs", ["smell", "brown"]))
        service.submit(session, attempt_id=attempt, now=LATER)
    start(session, seat)
    start(session, seat, TREAT)
    assert queries.standings(session, seat.id, {}) == {
        LOOK: Standing(percent=75, passed=True, attempts=2, share=Fraction(3, 4))
    }


def test_the_best_score_is_exact(session: Session, seat: Seat) -> None:
    attempt = start(session, seat)
    service.submit(session, attempt_id=attempt, now=LATER)
    marked = update(Attempt).where(Attempt.id == attempt)
    session.execute(marked.values(marks="2", available="3", percent=67))
    best = queries.standings(session, seat.id, {})[LOOK]
    assert (best.percent, best.share) == (67, Fraction(2, 3))


def test_an_attempt_is_found_by_its_learner_only(session: Session, seat: Seat, cast: Cast) -> None:
    attempt = start(session, seat)
    found = queries.find_sitting(session, attempt, cast.noi.id)
    assert found is not None
    assert found.unit_id == LOOK
    assert queries.find_sitting(session, attempt, cast.dao.id) is None
