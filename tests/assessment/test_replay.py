"""Any sequence of saves, with doubles and retries, comes to one state."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from academy.assessment import queries, service
from academy.assessment.models import Response
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.receipts import receipt
from academy.assessment.rules.sheet import NewAnswer, save_key
from academy.assessment.service import Begin, Keeping
from academy.enrolment.queries import Seat
from tests import builders
from tests.cast import NOW, Cast

SECRET = b"secret"


@dataclass(frozen=True)
class Click:
    """One answer, sent from one page."""

    page: str
    question: str
    answer: Answer | None

    @property
    def new(self) -> NewAnswer:
        key = save_key(self.page, self.question, (self.answer, None, False))
        return NewAnswer(self.question, self.answer, key)


CLICKS = st.builds(
    Click, st.sampled_from("pq"), st.just("clearest"), st.sampled_from(["boiled", "cold", None])
) | st.builds(Click, st.sampled_from("pq"), st.just("see-germs"), st.booleans())
SENT = st.lists(st.tuples(CLICKS, st.integers(1, 3)), max_size=8)


@pytest.fixture
def seat(session: Session, cast: Cast) -> Seat:
    builders.publish(session)
    return builders.enrol(session, cast.noi)


@given(sent=SENT, late=st.lists(st.integers(0, 7), max_size=4))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_doubles_and_late_retries_change_nothing(
    session: Session, seat: Seat, *, sent: list[tuple[Click, int]], late: list[int]
) -> None:
    attempt = service.start(session, seat=seat, begin=Begin("look-check", NOW))

    def send(click: Click) -> str:
        keeping = Keeping(locale="en", secret=SECRET, now=NOW)
        (saved,) = service.save(session, attempt_id=attempt, answers=[click.new], keeping=keeping)
        return saved.receipt

    wanted: dict[str, Answer | None] = {}
    seen: dict[Click, str] = {}
    for click, times in sent:
        if click not in seen:
            wanted[click.question] = click.answer
        receipts = {send(click) for _ in range(times)}
        assert receipts == {seen.setdefault(click, min(receipts))}
    for number in late:
        if number < len(sent):
            assert send(sent[number][0]) == seen[sent[number][0]]
    kept = queries.kept_answers(session, attempt)
    assert {key: one.answer for key, one in kept.items()} == wanted
    rows = session.query(Response).filter_by(attempt_id=attempt).all()
    assert {row.receipt for row in rows} == set(seen.values())
    for row in rows:
        assert row.receipt == receipt(
            SECRET,
            attempt_id=attempt,
            sequence=row.sequence,
            question_id=row.question_id,
            answer=row.answer,
            at=row.saved_at,
        )
    service.submit(session, attempt_id=attempt, now=NOW)
