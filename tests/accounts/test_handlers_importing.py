"""Lasting jobs over files of people: every row has one fate, and what was shown is done once."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User, UserPast
from academy.accounts.rules.importing import RowRefused
from academy.accounts.service.taking_in import take_in
from academy.db.audit import AuditEvent
from academy.db.outbox import OutboxFact
from academy.jobs.lasting import do_lasting
from academy.jobs.ledger import JobFacts, State
from academy.kernel.fates import Fate, RowFault
from tests.accounts.importing import (
    Office,
    add_administrator,
    add_member,
    add_place,
    failing_once,
)
from tests.cast import Cast

HEADER = "name,email,username,organisation,role,country\n"


@pytest.fixture
def hub(session: Session, cast: Cast) -> Organisation:
    return add_place(session, "Hanoi Hub", cast.academy())


@pytest.fixture
def elsewhere(session: Session, cast: Cast) -> Organisation:
    return add_place(session, "Yangon Hub", cast.academy())


@pytest.fixture
def office(app: Flask, session: Session, hub: Organisation) -> Office:
    return Office(app, add_administrator(session, hub), hub)


def counts(facts: JobFacts) -> dict[str, int]:
    assert facts.state is State.DONE, facts.problem
    assert facts.result
    return facts.result["counts"]


def codes(office: Office, facts: JobFacts) -> list[str]:
    return [fault.code for one in office.fates(facts) for fault in one.faults]


def people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(User)) or 0


def test_a_file_is_looked_through_to_its_end(office: Office) -> None:
    looked = office.look("name;email\nSok;sok@example.org\n\nDara;\n")
    assert looked.result == {"encoding": "utf-8", "delimiter": ";", "header": True, "rows": 2}
    broken = office.look(b"name,email\n" + b"Sok,\n" * 50 + b'"Dara,\n')
    assert broken.result == {"fault": "open-quote", "line": 52}


def test_a_file_that_cannot_be_read_so_is_refused_as_a_whole(office: Office) -> None:
    checked = office.check(HEADER + "José,,,,,\n", encoding="utf-16-le")
    assert checked.result is not None
    assert checked.result["fault"] == "other-encoding"
    assert checked.file is None


def test_fates_are_told_row_by_row(
    office: Office, session: Session, elsewhere: Organisation
) -> None:
    hub = office.home
    add_member(session, "Known", hub)
    add_member(session, "Stranger", elsewhere)
    add_member(session, "Nobody")
    add_member(session, "Shared", hub, elsewhere)
    add_member(session, "Gone", hub, is_active=False)
    lines = [
        "New,new@example.org,,,,",
        "Known,known@example.org,,,,",
        "Known A,known@example.org,,,,",
        "Known,known@example.org,,,,",
        "known,,,,,",
        "Stranger,stranger@example.org,,,,",
        "Nobody,nobody@example.org,,,,",
        "Shared B,shared@example.org,,,,",
        "Gone,gone@example.org,,,,",
        "Far,far@example.org,,Yangon Hub,,",
        "Boss,boss@example.org,,,teacher,",
    ]
    checked = office.check(HEADER + "\n".join(lines))

    fates = office.fates(checked)
    assert [one.fate.value for one in fates] == [
        "new", "unchanged", "refused", "duplicate", "perhaps", *["refused"] * 6,
    ]  # fmt: skip
    assert (fates[2].twin, fates[3].twin) == (3, 3)
    assert codes(office, checked) == [
        RowFault.SAID_OTHERWISE,
        RowRefused.BEYOND_REACH,
        RowRefused.BEYOND_REACH,
        RowRefused.PARTLY_BEYOND_REACH,
        RowRefused.CLOSED_ACCOUNT,
        RowRefused.UNKNOWN_ORGANISATION,
        RowRefused.ROLE_NOT_ALLOWED,
    ]
    assert counts(checked) == {
        "new": 1, "unchanged": 1, "duplicate": 1, "perhaps": 1, "refused": 7,
    }  # fmt: skip


def test_what_is_taken_is_what_was_shown(office: Office, session: Session) -> None:
    add_member(session, "Known", office.home, locale="vi")
    before = people(session)
    file = HEADER + "New,new@example.org,new.one,,,LA\nKnown A,known@example.org,,,,TH\n"
    taken = office.take(office.check(file))

    assert counts(taken) == {"new": 1, "changed": 1}
    assert people(session) == before + 1
    new = session.scalars(select(User).where(User.username == "new.one")).one()
    assert (new.name, new.email, new.locale, new.country) == ("New", "new@example.org", "vi", "LA")
    assert (new.time_zone, new.password_hash) == ("Asia/Vientiane", "!")
    assert new.searched == "new new@example.org new.one"
    known = session.scalars(select(User).where(User.email == "known@example.org")).one()
    assert (known.name, known.country, known.locale) == ("Known A", "TH", "vi")
    assert session.scalars(select(UserPast.name)).all() == ["Known"]
    session.expire_all()
    assert counts(office.check(file)) == {"unchanged": 2}


def test_staff_are_made_only_where_that_was_allowed_and_each_is_written_down(
    office: Office, session: Session
) -> None:
    file = HEADER + "Boss,boss@example.org,,,teacher,\nSok,sok@example.org,,,,\n"
    office.take(office.check(file, staff=True))
    events = {one.action: one for one in session.scalars(select(AuditEvent))}
    assert set(events) == {"people.import-begun", "role.granted", "people.imported"}
    assert events["role.granted"].details["role"] == "instructor"
    assert events["people.imported"].details["new"] == 2
    assert events["people.imported"].organisation_id == office.home.id
    assert "boss" not in str([one.details for one in events.values()]).lower()


def test_letters_go_to_new_people_with_an_address_if_they_are_wanted(
    office: Office, session: Session
) -> None:
    file = HEADER + "Sok,sok@example.org,,,,\nDara,,dara,,,\n"
    office.take(office.check(file), letters=True)
    topics = session.scalars(select(OutboxFact.topic)).all()
    assert topics == ["access-given"]


def test_who_is_perhaps_here_is_added_only_if_somebody_says_so(
    office: Office, session: Session
) -> None:
    add_member(session, "Known", office.home)
    file = HEADER + "KNOWN,other@example.org,,,,\n"
    assert counts(office.take(office.check(file))) == {"left": 1}
    assert counts(office.take(office.check(file), perhaps=True)) == {"perhaps": 1}
    assert counts(office.check(file)) == {"unchanged": 1}


def test_who_was_changed_meanwhile_is_left_out_and_told(office: Office, session: Session) -> None:
    checked = office.check(HEADER + "New,new@example.org,,,,\nSok,sok@example.org,,,,\n")
    add_member(session, "New", office.home)
    taken = office.take(checked)
    assert counts(taken) == {"new": 2}  # what the row says is so, whoever did it

    checked = office.check(HEADER + "Noi,noi@example.org,,,,\nDao,dao@example.org,,,,\n")
    add_member(session, "Noi")
    taken = office.take(checked)
    assert counts(taken) == {"new": 1, "left": 1}
    assert codes(office, taken) == [RowFault.CHANGED_MEANWHILE, RowRefused.BEYOND_REACH]


def test_all_or_nothing_is_nothing_where_one_row_changed_meanwhile(
    office: Office, session: Session
) -> None:
    checked = office.check(HEADER + "Dao,dao@example.org,,,,\nNoi,noi@example.org,,,,\n")
    add_member(session, "Noi")
    before = people(session)
    taken = office.take(checked, all=True)
    assert taken.result == {"counts": {}, "changed_row": 3}
    assert people(session) == before


def test_all_or_nothing_is_all(office: Office, session: Session) -> None:
    before = people(session)
    file = HEADER + "".join(f"P {n},p{n}@example.org,,,,\n" for n in range(1_100))
    taken = office.take(office.check(file), all=True)
    assert counts(taken) == {"new": 1_100}
    assert people(session) == before + 1_100


def test_who_administers_no_more_takes_nobody_in(office: Office, session: Session) -> None:
    checked = office.check(HEADER + "New,new@example.org,,,,\n")
    held = session.get(Membership, (office.actor.id, office.home.id, "admin"))
    session.delete(held)
    session.commit()
    assert counts(office.take(checked)) == {"left": 1}


@pytest.mark.parametrize("how", [(2, False), (2, True), (1, False)])
def test_an_interrupted_job_goes_on_and_takes_nobody_twice(
    office: Office, session: Session, monkeypatch: pytest.MonkeyPatch, *, how: tuple[int, bool]
) -> None:
    at, all_of_them = how
    before = people(session)
    file = HEADER + "".join(f"P {n},p{n}@example.org,,,,\n" for n in range(1_200))
    checked = office.check(file)
    where = "academy.accounts.handlers.importing.take_in"
    with failing_once(monkeypatch, where, take_in, at=at):
        broken = office.take(checked, all=all_of_them)
    assert (broken.state, broken.problem) == (State.WAITING, "OSError")
    done = 0 if all_of_them else (at - 1) * 500
    assert (broken.done, people(session)) == (done, before + done)

    with office.app.app_context():
        do_lasting(str(broken.id))
    after = office.again(broken)
    assert counts(after) == {"new": 1_200}
    assert people(session) == before + 1_200
    imported = select(func.count()).where(AuditEvent.action == "people.imported")
    assert session.scalar(imported) == 1


CELL = st.sampled_from(
    [
        "",
        "Sok",
        "ນ້ອຍ",
        "sok@example.org",
        "dara",
        "=1+1",
        "Hanoi Hub",
        "teacher",
        "LA",
        "\u202e",
        "x" * 130,
    ]
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELL, min_size=6, max_size=6), min_size=1, max_size=12))
def test_every_row_has_one_fate_and_twice_is_once(office: Office, rows: list[list[str]]) -> None:
    file = HEADER + "".join(",".join(row) + "\n" for row in rows)
    said = [number for number, row in enumerate(rows, start=2) if any(row)]
    if not said:
        return
    checked = office.check(file)
    first = office.fates(checked)
    assert [one.row for one in first] == said

    office.take(checked, perhaps=True)

    after = office.fates(office.check(file))
    for before, now in zip(first, after, strict=True):
        taken = before.is_to_do(with_perhaps=True) or before.fate is Fate.UNCHANGED
        assert now.fate is (Fate.UNCHANGED if taken else before.fate)
