"""Changes to people."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from academy.accounts import queries, service
from academy.accounts.models import Consent, Membership, User
from academy.accounts.queries import Account
from academy.accounts.rules import AccountRefused
from academy.accounts.service import Newcomer, Profile
from academy.db.audit import AuditEvent
from academy.db.outbox import OutboxFact
from academy.kernel.actor import Actor, Role
from academy.kernel.refusal import Refusal
from tests.accounts.conftest import People, wide
from tests.cast import NOW, PASSWORD, Cast

SECRET = "kept by the tests"


def account(session: Session, user: User) -> Account:
    found = queries.find_account(session, user.id)
    assert found is not None
    return found


def reason(refused: pytest.ExceptionInfo[Refusal]) -> object:
    return refused.value.reason


def test_who_registers_by_address_can_be_written_to(session: Session) -> None:
    newcomer = Newcomer("Sok@Example.ORG", "hash", "សុខ", "km", "KH")
    user = service.register(session, newcomer, terms="2026-11", now=NOW)
    assert (user.email, user.username) == ("sok@example.org", None)
    assert (user.name, user.locale, user.country) == ("សុខ", "km", "KH")
    assert (user.time_zone, user.created_at, user.is_active) == ("Asia/Phnom_Penh", NOW, True)
    consent = session.get_one(Consent, (user.id, "terms", "2026-11"))
    assert consent.given_at == NOW


def test_who_registers_by_user_name_needs_no_address(session: Session) -> None:
    newcomer = Newcomer("Sok.Sophea", "hash", "សុខ", "km")
    user = service.register(session, newcomer, terms=None, now=NOW)
    assert (user.email, user.username) == (None, "sok.sophea")
    assert (user.country, user.time_zone) == (None, None)
    assert session.scalars(select(Consent)).all() == []


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ("sok", "SOK", AccountRefused.USERNAME_TAKEN),
        ("sok", wide("sok"), AccountRefused.USERNAME_TAKEN),
        ("ກ\u0eb3", "ກ\u0ecd\u0eb2", AccountRefused.USERNAME_TAKEN),
        ("sok@example.org", "Sok@EXAMPLE.org", AccountRefused.EMAIL_TAKEN),
        ("sok@example.org", wide("sok@example.org"), AccountRefused.EMAIL_TAKEN),
    ],
)
def test_one_way_in_is_one_persons_whatever_its_case_and_width(
    people: People, *, first: str, second: str, refused: AccountRefused
) -> None:
    people.add(first)
    with pytest.raises(Refusal) as caught:
        people.add(second)
    assert reason(caught) is refused


def test_whoever_is_a_moment_later_is_refused_too(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.add("sok")
    monkeypatch.setattr(queries, "find_by_login", lambda *_: None)
    with pytest.raises(Refusal) as caught, session.begin_nested():
        people.add("sok")
    assert reason(caught) is AccountRefused.USERNAME_TAKEN


def test_a_person_is_recognised_by_their_password(session: Session, people: People) -> None:
    sok = account(session, people.add("sok"))
    assert service.recognise(sok, PASSWORD) == sok
    assert not service.is_outdated(sok)


def test_a_password_is_the_same_from_every_keyboard(session: Session, people: People) -> None:
    user = people.add("sok")
    user.password_hash = service.hash_password("café in Vientiane")
    session.flush()
    assert service.recognise(account(session, user), "cafe\u0301 in Vientiane")


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), PASSWORD + " ", "\0" * 9])
def test_nobody_is_recognised_by_another_password(
    session: Session, people: People, password: str
) -> None:
    with pytest.raises(Refusal) as caught:
        service.recognise(account(session, people.add("sok")), password)
    assert reason(caught) is AccountRefused.NOT_RECOGNISED


def test_strangers_and_closed_accounts_get_the_same_answer(
    session: Session, people: People, noi: Actor
) -> None:
    user = people.add("sok")
    user.is_active = False
    session.flush()
    without_password = queries.find_account(session, noi.id)
    for one in (None, account(session, user), without_password):
        with pytest.raises(Refusal) as caught:
            service.recognise(one, PASSWORD)
        assert reason(caught) is AccountRefused.NOT_RECOGNISED


def test_a_stranger_costs_as_much_work_as_a_person(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    real = PasswordHasher.verify

    def count(self: PasswordHasher, known: str, password: str) -> bool:
        verified.append(known.rpartition("$")[0].rpartition("$")[0])
        return real(self, known, password)

    monkeypatch.setattr(PasswordHasher, "verify", count)
    for one in (account(session, people.add("sok")), None):
        with pytest.raises(Refusal):
            service.recognise(one, "wrong")
    assert len(verified) == 2
    assert set(verified) == {"$argon2id$v=19$m=19456,t=2,p=1"}


def test_an_old_hash_is_renewed_and_sessions_go_on(session: Session, people: People) -> None:
    user = people.add("sok")
    user.password_hash = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    session.flush()
    before = account(session, user)
    assert service.is_outdated(before)
    service.renew_hash(session, user_id=user.id, password_hash=service.hash_password(PASSWORD))
    after = account(session, user)
    assert not service.is_outdated(after)
    assert after.stamp == before.stamp


def test_a_new_password_changes_the_stamp(session: Session, people: People) -> None:
    user = people.add("sok")
    before = user.stamp
    stamp = service.change_password(session, user_id=user.id, password_hash="new", now=NOW)
    assert stamp == account(session, user).stamp != before
    assert account(session, user).password_hash == "new"
    assert "account.new-password" in session.scalars(select(AuditEvent.action)).all()


def test_a_profile_is_kept(session: Session, people: People) -> None:
    user = people.add("sok", country="KH")
    service.update_profile(
        session,
        user_id=user.id,
        profile=Profile("សុខ សុភា", "Sok Sophea", "km", "ID", "Asia/Jayapura"),
        now=NOW,
    )
    kept = queries.person(session, user.id)
    assert (kept.name, kept.latin_name, kept.locale) == ("សុខ សុភា", "Sok Sophea", "km")
    assert (kept.country, kept.time_zone) == ("ID", "Asia/Jayapura")


def test_without_a_time_zone_the_countrys_is_taken(session: Session, people: People) -> None:
    user = people.add("sok", country="KH")
    service.update_profile(
        session, user_id=user.id, profile=Profile("Sok", None, "km", "MM", None), now=NOW
    )
    assert queries.person(session, user.id).time_zone == "Asia/Yangon"
    service.update_profile(
        session, user_id=user.id, profile=Profile("Sok", None, "km", None, None), now=NOW
    )
    assert queries.person(session, user.id).time_zone is None


def test_an_account_without_an_address_gets_one(session: Session, people: People) -> None:
    user = people.add("sok")
    service.add_email(session, user_id=user.id, email="Sok@Example.org", now=NOW)
    assert queries.find_by_login(session, "sok@example.org") == account(session, user)
    assert queries.find_by_login(session, "sok") == account(session, user)
    with pytest.raises(Refusal) as caught:
        service.add_email(session, user_id=user.id, email="other@example.org", now=NOW)
    assert reason(caught) is AccountRefused.HAS_EMAIL


def test_nobody_gets_the_address_of_another(session: Session, people: People, noi: Actor) -> None:
    assert noi
    with pytest.raises(Refusal) as caught:
        service.add_email(session, user_id=people.add("sok").id, email="NOI@example.org", now=NOW)
    assert reason(caught) is AccountRefused.EMAIL_TAKEN


def test_a_reset_is_asked_for_people_with_an_address_only(
    session: Session, people: People, cast: Cast
) -> None:
    people.add("sok")
    session.get_one(User, cast.dao.id).is_active = False
    for typed in ("Noi@Example.org", "sok", "dao@example.org", "nobody@example.org", ""):
        service.ask_reset(session, email=typed if cast.noi else "", now=NOW)
    (fact,) = session.scalars(select(OutboxFact))
    assert fact.topic == "password-reset-asked"
    assert fact.payload["user_id"] == str(cast.noi.id)
    assert fact.payload["locale"] == "en"


def test_a_link_is_good_for_one_hour_and_one_password(session: Session, people: People) -> None:
    user = people.add("sok@example.org")
    token = service.reset_token(account(session, user), secret=SECRET, now=NOW)

    def owner(minutes: int = 0, text: str = token, secret: str = SECRET) -> Account | None:
        now = NOW + timedelta(minutes=minutes)
        return service.account_of_token(session, text, secret=secret, now=now)

    assert owner(59) == account(session, user)
    assert owner(60) is None
    assert owner(text=token + "x") is None
    assert owner(text="") is None
    assert owner(secret="another") is None
    service.change_password(session, user_id=user.id, password_hash="new", now=NOW)
    assert owner() is None


def test_a_link_does_not_open_a_closed_account(session: Session, people: People) -> None:
    user = people.add("sok@example.org")
    token = service.reset_token(account(session, user), secret=SECRET, now=NOW)
    user.is_active = False
    session.flush()
    assert service.account_of_token(session, token, secret=SECRET, now=NOW) is None
    session.execute(delete(Consent))
    session.delete(user)
    session.flush()
    assert service.account_of_token(session, token, secret=SECRET, now=NOW) is None


def test_a_role_is_granted_once_and_written_down(session: Session, cast: Cast) -> None:
    place = service.add_organisation(session, "A ministry", country="LA", now=NOW)
    assert service.add_organisation(session, "A ministry", now=NOW) == place
    for _ in range(2):
        service.grant(
            session,
            user=cast.noi.id,
            organisation=place,
            role=Role.INSTRUCTOR,
            by=cast.mali.id,
            now=NOW,
        )
    held = session.scalars(select(Membership).where(Membership.user_id == cast.noi.id)).all()
    assert [(one.organisation_id, one.role) for one in held] == [(place, "instructor")]
    (event,) = session.scalars(select(AuditEvent))
    assert (event.action, event.actor_id) == ("role.granted", cast.mali.id)
    assert event.subject == f"user:{cast.noi.id}"
    assert event.details == {"role": "instructor", "organisation": str(place)}
