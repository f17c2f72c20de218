"""What somebody may try to come by more than is theirs: through files, merges and old letters."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts import queries, service
from academy.accounts.models import Membership, Organisation, User
from academy.accounts.rules import Kind, OrganisationRefused, PersonRefused
from academy.accounts.rules.consents import Agreement, ConsentRefused
from academy.accounts.rules.importing import RowRefused
from academy.accounts.service import By, OrganisationFacts
from academy.accounts.service import personal as accounts
from academy.accounts.service.consents import open_if_grown_up, record_on_paper
from academy.db.personal import Merge
from academy.jobs import importing
from academy.kernel.clock import now as clock
from academy.kernel.fates import Fate
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from tests.accounts.importing import Office, add_administrator, add_member, add_place
from tests.accounts.test_handlers_importing import HEADER, codes
from tests.cast import NOW, Cast


@pytest.fixture
def hub(session: Session, cast: Cast) -> Organisation:
    return add_place(session, "Hanoi Hub", cast.academy())


@pytest.fixture
def office(app: Flask, session: Session, hub: Organisation) -> Office:
    return Office(app, add_administrator(session, hub), hub)


def is_active(session: Session, user: User) -> bool:
    session.expire_all()
    return session.get_one(User, user.id).is_active


def test_a_file_moves_no_child_past_the_law_of_a_country(
    office: Office, session: Session, hub: Organisation
) -> None:
    """Who needs no guardian in Singapore may still need one in Thailand."""
    grown = (clock() - timedelta(days=400)).date()
    child = add_member(session, "Child", hub, country="SG", adult_on=grown)
    checked = office.check(HEADER + "Child,child@example.org,,,,TH\n")
    assert [one.fate for one in office.fates(checked)] == [Fate.REFUSED]
    assert codes(office, checked) == [PersonRefused.AWAITS_GUARDIAN]
    office.take(checked)
    session.expire_all()
    assert session.get_one(User, child.id).country == "SG"


def test_a_file_moves_a_child_whose_later_day_is_kept(
    office: Office, session: Session, hub: Organisation
) -> None:
    grown = (clock() - timedelta(days=4000)).date()
    was_child = add_member(session, "Grown", hub, country="SG", adult_on=grown)
    checked = office.check(HEADER + "Grown,grown@example.org,,,,TH\n")
    office.take(checked)
    session.expire_all()
    moved = session.get_one(User, was_child.id)
    assert moved.country == "TH"
    assert moved.adult_on is not None
    assert moved.adult_on > grown


def test_who_is_deactivated_stays_out_though_a_double_waited_for_a_guardian(
    session: Session, hub: Organisation
) -> None:
    kept = add_member(session, "Kept", hub)
    gone = add_member(session, "Gone", hub, is_active=False, guardian_email="")
    order = Merge(kept=kept.id, gone=gone.id, now=NOW, behind=frozenset(), takes_email=False)
    accounts.hand_over(session, order)
    service.deactivate(session, kept.id, by=By(None, NOW))
    assert queries.awaiting(session, kept.id) is None
    assert not open_if_grown_up(session, kept.id, now=NOW)
    assert not is_active(session, kept)


def test_who_was_deactivated_before_is_not_opened_by_the_guardian_of_a_double(
    session: Session, hub: Organisation
) -> None:
    kept = add_member(session, "Kept", hub, is_active=False)
    gone = add_member(session, "Gone", hub, is_active=False, guardian_email="mae@example.org")
    order = Merge(kept=kept.id, gone=gone.id, now=NOW, behind=frozenset(), takes_email=False)
    accounts.hand_over(session, order)
    assert queries.awaiting(session, kept.id) is None
    assert not open_if_grown_up(session, kept.id, now=NOW)


def test_who_is_under_age_is_reactivated_with_a_guardians_consent_only(
    session: Session, hub: Organisation
) -> None:
    grown = (NOW + timedelta(days=400)).date()
    child = add_member(
        session, "Child", hub, is_active=False, guardian_email="mae@example.org", adult_on=grown
    )
    by = By(None, NOW)
    service.deactivate(session, child.id, by=by)
    with pytest.raises(Refusal) as refused:
        service.reactivate(session, child.id, by=by)
    assert refused.value.reason is ConsentRefused.GUARDIAN_AWAITED
    record_on_paper(session, child.id, Agreement.GUARDIAN, by=None, now=NOW)
    assert not is_active(session, child)
    service.reactivate(session, child.id, by=by)
    assert is_active(session, child)


def test_who_is_deactivated_while_a_guardian_is_asked_is_not_opened_by_the_guardian(
    session: Session, hub: Organisation
) -> None:
    child = add_member(session, "Child", hub, is_active=False, guardian_email="parent@example.org")
    learner = queries.awaiting(session, child.id)
    assert learner
    service.deactivate(session, child.id, by=By(None, NOW))
    assert queries.awaiting(session, child.id) is None
    assert not is_active(session, child)


def test_who_loses_the_role_while_a_file_is_taken_in_takes_in_no_more(
    office: Office, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"New {at},new{at}@example.org,,,,\n" for at in range(1200))
    checked = office.check(HEADER + lines)
    step = importing.take_good_rows

    def and_then_lose_it(plan: object, taker: object, *, step: object, done: int = 0) -> None:
        def told(inside: Session, done: int, total: int) -> None:
            step(inside, done, total)  # type: ignore[operator]
            inside.query(Membership).filter_by(user_id=office.actor.id).delete()

        original(plan, taker, step=told, done=done)  # type: ignore[arg-type]

    original = step
    monkeypatch.setattr(importing, "take_good_rows", and_then_lose_it)
    office.take(checked)
    session.expire_all()
    made = session.query(User).filter(User.email.like("new%@example.org")).count()
    assert 0 < made < 1200


def test_an_organisation_named_almost_like_another_takes_nobody_from_it(
    app: Flask, session: Session, cast: Cast
) -> None:
    """Who may add an organisation below their own chooses its name, and others' files say it."""
    academy = session.get_one(Organisation, cast.academy())
    mine = add_place(session, "A hub of mine", academy.id)
    meant = add_place(session, "Pakse Hub", academy.id)
    add_place(session, "Pakse hub.", mine.id)
    add_place(session, "paksehub", mine.id)
    office = Office(app, add_administrator(session, academy, "Head"), academy)
    checked = office.check(HEADER + "Noi,noi@example.org,,Pakse Hub,,\n")
    assert [one.told["organisation"] for one in office.fates(checked)] == [str(meant.id)]
    unsure = office.check(HEADER + "Noi,noi@example.org,,PAKSE HUB,,\n")
    assert codes(office, unsure) == [RowRefused.UNKNOWN_ORGANISATION]


def test_nobody_makes_an_academy_of_their_own(session: Session) -> None:
    """The Academy is known by its name: whoever takes that first would reach everything."""
    ministry = Organisation(id=uuid7(NOW), name="Ministry")
    session.add(ministry)
    session.commit()
    facts = OrganisationFacts(queries.ACADEMY, Kind.OTHER, None)
    with pytest.raises(Refusal) as added:
        service.add_below(session, ministry.id, facts, by=By(None, NOW))
    with pytest.raises(Refusal) as named:
        service.change_organisation(session, ministry.id, facts, by=By(None, NOW))
    assert {added.value.reason, named.value.reason} == {OrganisationRefused.ORGANISATION_NAME_TAKEN}
