from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.credentials import handlers, queries, rules, service
from academy.credentials.models import Credential
from academy.credentials.queries import Certificate
from academy.credentials.rules import CredentialRefused, Standing
from academy.credentials.service import issuing
from academy.db.audit import AuditEvent
from academy.db.engine import open_engine
from academy.db.migrate import upgrade
from academy.db.outbox import OutboxFact
from academy.kernel.facts import EnrolmentCompleted
from academy.kernel.refusal import Refusal
from tests.builders import enrol, publish, restructured, reworded
from tests.cast import NOW, Cast
from tests.credentials.made import UNKNOWN, complete, earn
from tests.enrolment.together import all_at_once

LATER = NOW + timedelta(days=30)


@pytest.fixture
def own_engine(empty_database_url: str) -> Iterator[Engine]:
    """A database in which things are really committed."""
    engine = open_engine(empty_database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


def count(session: Session, model: type = Credential) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def audited(session: Session, action: str) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def test_a_certificate_says_what_was_learned_and_by_whom(session: Session, cast: Cast) -> None:
    published = publish(session)
    user = session.get_one(User, cast.noi.id)
    user.name, user.latin_name = "ນ້ອຍ ແກ້ວ", "Noi Keo"
    made = earn(session, cast.noi)
    assert (made.name, made.latin_name, made.language) == ("ນ້ອຍ ແກ້ວ", "Noi Keo", "en")
    assert (made.course_id, made.edition, made.hours) == ("clean-water", 1, 2)
    assert made.revision_id == published.ref.revision_id
    assert (made.completed_at, made.issued_at) == (NOW, NOW)
    assert rules.canonical_id(made.public_id) == made.public_id


def test_its_words_are_kept_in_every_language_that_has_them(session: Session, cast: Cast) -> None:
    publish(session)
    made = earn(session, cast.noi)
    assert made.words["source"] == "en"
    assert set(made.words["title"]) == {"en", "km", "zh-Hans"}
    assert made.title("km").lang == "km"
    assert (made.title("lo").text, made.title("lo").lang) == ("Clean water", "en")
    assert made.statement("en").text == "The holder can make water safe at home."


def test_a_certificate_keeps_the_name_it_was_issued_with(session: Session, cast: Cast) -> None:
    publish(session)
    made = earn(session, cast.noi)
    session.get_one(User, cast.noi.id).name = "Somebody Else"
    session.commit()
    assert service.issue(session, enrolment_id=made.enrolment_id, now=LATER) == made
    found = queries.find_by_public_id(session, made.public_id)
    assert found is not None
    assert found.name == "Noi"


def test_it_is_of_the_edition_that_was_learned_in_its_newest_wording(
    session: Session, cast: Cast
) -> None:
    publish(session)
    seat = complete(session, cast.noi)
    wording = publish(session, reworded()).ref
    publish(session, restructured())
    made = service.issue(session, enrolment_id=seat.id, now=LATER)
    assert (made.edition, made.revision_id) == (1, wording.revision_id)


def test_nobody_has_a_certificate_of_a_course_not_completed(session: Session, cast: Cast) -> None:
    publish(session)
    seat = enrol(session, cast.noi)
    with pytest.raises(Refusal) as refused:
        service.issue(session, enrolment_id=seat.id, now=NOW)
    assert refused.value.reason is CredentialRefused.NOT_COMPLETED
    assert count(session) == 0


def test_told_twice_of_a_completion_there_is_one_certificate(session: Session, cast: Cast) -> None:
    publish(session)
    seat = complete(session, cast.noi)
    for _ in range(2):
        handlers.issue_certificate(session, EnrolmentCompleted(enrolment_id=seat.id, at=NOW))
    assert count(session) == 1
    (event,) = audited(session, "credential.issued")
    assert event.actor_id == cast.noi.id
    facts = select(OutboxFact.id).where(OutboxFact.topic == "credential-issued")
    assert len(session.scalars(facts).all()) == 1


def test_two_completions_at_once_give_one_certificate(own_engine: Engine) -> None:
    with Session(own_engine, expire_on_commit=False) as session:
        publish(session)
        seat = complete(session, Cast(session).noi)

    def finish(session: Session) -> Certificate:
        return service.issue(session, enrolment_id=seat.id, now=NOW)

    answers = all_at_once(own_engine, [finish] * 4)
    assert len({answer.public_id for answer in answers if isinstance(answer, Certificate)}) == 1
    with Session(own_engine) as session:
        assert count(session) == 1
        assert len(audited(session, "credential.issued")) == 1


def test_who_comes_second_is_given_what_the_first_made(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(session)
    made = earn(session, cast.noi)
    answers = iter([None, made])
    monkeypatch.setattr(issuing.queries, "of_enrolment", lambda *_: next(answers))
    assert service.issue(session, enrolment_id=made.enrolment_id, now=LATER) is made


def test_a_number_that_is_taken_is_tried_again_later(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(session)
    taken = earn(session, cast.dao).public_id
    seat = complete(session, cast.noi)
    monkeypatch.setattr(issuing, "readable_id", lambda: taken)
    with pytest.raises(IntegrityError):
        service.issue(session, enrolment_id=seat.id, now=NOW)
    assert count(session) == 1


def test_a_certificate_is_revoked_for_a_reason_that_is_kept(session: Session, cast: Cast) -> None:
    publish(session)
    made, other = earn(session, cast.noi), earn(session, cast.dao)
    service.revoke(
        session,
        public_id=made.public_id,
        why="  Issued to the\nwrong person. ",
        actor_id=cast.mali.id,
        now=LATER,
    )
    found, kept = (queries.of_enrolment(session, one.enrolment_id) for one in (made, other))
    assert found is not None
    assert kept == other
    assert (found.standing, found.revoked_at) == (Standing.REVOKED, LATER)
    assert (found.revoked_why, found.revoked_on) == (
        "Issued to the wrong person.",
        LATER.date(),
    )
    (event,) = audited(session, "credential.revoked")
    assert (event.actor_id, event.subject) == (cast.mali.id, f"credential:{made.public_id}")
    assert event.details["why"] == "Issued to the wrong person."


@pytest.mark.parametrize(
    ("number", "why", "reason"),
    [
        (UNKNOWN, "why", CredentialRefused.UNKNOWN),
        (None, " ", CredentialRefused.NO_REASON),
    ],
)
def test_what_cannot_be_revoked_is_refused(
    session: Session, cast: Cast, *, number: str | None, why: str, reason: CredentialRefused
) -> None:
    publish(session)
    made = earn(session, cast.noi)
    with pytest.raises(Refusal) as refused:
        service.revoke(
            session, public_id=number or made.public_id, why=why, actor_id=None, now=LATER
        )
    assert refused.value.reason is reason
    assert queries.of_enrolment(session, made.enrolment_id) == made


def test_the_schema_itself_keeps_a_seat_to_one_certificate(session: Session, cast: Cast) -> None:
    publish(session)
    made = earn(session, cast.noi)
    row = session.get_one(Credential, made.id)
    values = {column.name: getattr(row, column.name) for column in Credential.__table__.columns}
    twin = {**values, "id": cast.dao.id, "public_id": UNKNOWN}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Credential).values(twin))
