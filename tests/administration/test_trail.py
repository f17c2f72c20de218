"""The audit trail: who may read what of it, how it is searched, and how it leaves."""

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.accounts.policy import EVERYTHING, Scope
from academy.administration.cli.trail import audit as group
from academy.administration.messages.trail import ACTIONS, FAULTS
from academy.administration.queries import trail as queries
from academy.administration.queries.trail import Sought
from academy.db import audit
from academy.db.audit import AuditEvent
from academy.db.chain import Fault
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from tests.browserless import Page, Visitor
from tests.cast import NOW, Cast, add_user
from tests.conftest import CountQueries

_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*")
_RECORDER = re.compile(r"(?:^|[._])(?:note|record)(?:$|_)")


class Staff:
    """A ministry with a hub below it and an administrator of its own, and a company beside it."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session, self.academy = session, cast.academy()
        self.ministry = self.place("Ministry", None)
        self.hub = self.place("Hub", self.ministry)
        self.company = self.place("Company", None)
        self.learner = self.person("Bounmy", self.hub, Role.LEARNER)
        self.stranger = self.person("Karl", self.company, Role.LEARNER)
        self.chief = self.person("Chief", self.ministry, Role.ADMIN)
        session.commit()

    def place(self, name: str, above: UUID | None) -> UUID:
        made = Organisation(id=uuid7(NOW), name=name, country="LA", parent_id=above)
        self.session.add(made)
        self.session.flush()
        return made.id

    def person(self, name: str, organisation: UUID, role: Role) -> Actor:
        user = add_user(self.session, name)
        self.session.add(Membership(user_id=user.id, organisation_id=organisation, role=role.value))
        return Actor(user.id, name, frozenset({(role, organisation)}))

    @property
    def scope(self) -> Scope:
        return Scope(frozenset({self.ministry, self.hub}))


@pytest.fixture
def staff(session: Session, cast: Cast) -> Staff:
    return Staff(session, cast)


@pytest.fixture
def trail(session: Session, staff: Staff) -> Iterator[Session]:
    """Four events: about a person of the hub, in the hub, about a stranger, and one of nobody."""
    audit.stand_at("192.0.2.7")
    put(session, "account.new-password", f"user:{staff.learner.id}", by=staff.learner.id)
    put(session, "grades.exported", "course:wells", organisation=str(staff.hub))
    put(session, "account.new-password", f"user:{staff.stranger.id}", by=staff.stranger.id)
    audit.stand_at()
    put(session, "facts.loaded", "facts", count=3)
    audit.seal(session)
    session.commit()
    yield session
    audit.stand_at()


def put(
    session: Session, action: str, subject: str, *, by: UUID | None = None, **details: str | int
) -> None:
    moment = NOW + timedelta(minutes=session.query(AuditEvent).count())
    audit.record(session, actor_id=by, action=action, subject=subject, now=moment, **details)
    session.flush()


def actions(page: queries.Page) -> list[str]:
    return [one.action for one in page.entries]


def rows(page: Page) -> list[str]:
    return [one.text for one in page.all("tr")[1:]]


# reach


def test_the_academy_sees_all_the_newest_first(trail: Session) -> None:
    found = queries.page(trail, EVERYTHING, Sought())
    assert [one.subject.partition(":")[0] for one in found.entries] == [
        "facts",
        "user",
        "course",
        "user",
    ]


def test_an_organisation_sees_what_concerns_it_and_its_people(trail: Session, staff: Staff) -> None:
    found = queries.page(trail, staff.scope, Sought())
    assert actions(found) == ["grades.exported", "account.new-password"]
    assert found.entries[1].person_id == staff.learner.id
    assert found.organisations == {staff.hub: "Hub"}
    assert found.people == {staff.learner.id: "Bounmy"}


def test_what_concerns_it_in_both_ways_is_seen_once(trail: Session, staff: Staff) -> None:
    put(trail, "role.granted", f"user:{staff.learner.id}", organisation=str(staff.ministry))
    assert len(queries.page(trail, staff.scope, Sought()).entries) == 3


def test_whoever_reaches_nothing_sees_nothing(trail: Session) -> None:
    assert queries.page(trail, Scope(frozenset()), Sought()).entries == []


# filters


@pytest.mark.parametrize(
    ("sought", "number"),
    [
        (Sought(action="account.new-password"), 2),
        (Sought(subject="course:wells"), 1),
        (Sought(place="192.0.2.7"), 3),
        (Sought(place="command"), 1),
        (Sought(since=date(2026, 11, 23), until=date(2026, 11, 23)), 4),
        (Sought(since=date(2026, 11, 24)), 0),
        (Sought(until=date(2026, 11, 22)), 0),
        (Sought(actor=UUID(int=0)), 0),
    ],
)
def test_filters_narrow_the_trail(trail: Session, sought: Sought, number: int) -> None:
    assert len(queries.page(trail, EVERYTHING, sought).entries) == number


def test_what_somebody_did_is_found_by_their_key(trail: Session, staff: Staff) -> None:
    found = queries.page(trail, EVERYTHING, Sought(actor=staff.learner.id))
    assert actions(found) == ["account.new-password"]


@pytest.mark.parametrize("reach", ["everything", "ministry"])
def test_pages_follow_each_other_without_gap_or_double(
    trail: Session, staff: Staff, reach: str
) -> None:
    for _ in range(5):
        put(trail, "role.granted", f"user:{staff.learner.id}")
    scope = EVERYTHING if reach == "everything" else staff.scope
    whole = queries.page(trail, scope, Sought())
    first = queries.page(trail, scope, Sought(), limit=3)
    second = queries.page(trail, scope, Sought(after=first.next), limit=50)
    assert [*first.entries, *second.entries] == list(whole.entries)
    assert second.next is None


def test_a_page_takes_the_same_queries_however_much_is_on_it(
    trail: Session, staff: Staff, count_queries: CountQueries
) -> None:
    queries.page(trail, staff.scope, Sought())
    with count_queries() as few:
        queries.page(trail, staff.scope, Sought())
    for _ in range(20):
        person = staff.person(f"Person {uuid7(NOW)}", staff.hub, Role.LEARNER)
        put(trail, "role.granted", f"user:{person.id}", by=person.id)
    queries.page(trail, staff.scope, Sought())
    with count_queries() as many:
        queries.page(trail, staff.scope, Sought())
    assert len(few) == len(many) == 3


@pytest.mark.parametrize(
    ("sought", "index"),
    [
        (Sought(), "ix_audit_event_at"),
        (Sought(action="role.granted"), "ix_audit_event_action_at"),
        (Sought(actor=UUID(int=1)), "ix_audit_event_actor_id_at"),
        (Sought(subject="course:wells"), "ix_audit_event_subject"),
    ],
)
def test_each_filter_has_an_index(trail: Session, sought: Sought, index: str) -> None:
    assert index in plan(trail, EVERYTHING, sought)


def test_what_is_within_reach_is_found_by_indexes(trail: Session, staff: Staff) -> None:
    found = plan(trail, staff.scope, Sought())
    assert "ix_audit_event_organisation_id_at" in found
    assert "ix_audit_event_subject" in found


def plan(session: Session, scope: Scope, sought: Sought) -> str:
    """Return how the database finds a page among many more events."""
    fill(session)
    statement = queries._newest(scope, sought, limit=51)
    store = session.get_bind().dialect.name
    compiled = statement.compile(
        session.connection(), compile_kwargs={"literal_binds": True, "render_postcompile": True}
    )
    explain = "EXPLAIN" if store == "postgresql" else "EXPLAIN QUERY PLAN"
    found = session.execute(text(f"{explain} {compiled}".replace(":", r"\:"))).all()
    return "\n".join(str(row) for row in found)


def fill(session: Session) -> None:
    """Put many events on the trail, each of another person, at another moment."""
    events = [
        {
            "id": uuid7(NOW),
            "at": NOW - timedelta(minutes=number),
            "actor_id": uuid7(NOW),
            "action": f"thing.done-{number % 100}",
            "subject": f"user:{uuid7(NOW)}",
            "details": {},
            "place": "command",
            "organisation_id": uuid7(NOW),
        }
        for number in range(5000)
    ]
    session.execute(insert(AuditEvent), events)
    session.execute(text("ANALYZE audit_event"))


# pages


@pytest.mark.usefixtures("trail")
def test_the_page_tells_who_did_what_to_whom(staff: Staff, app: Flask) -> None:
    page = Visitor(app).signed_in(staff.chief).get("/en/admin/trail")
    newest, oldest = rows(page)
    assert "Grades were taken away" in newest
    assert "Hub" in newest
    assert "Nobody who was signed in" in newest
    assert "Bounmy A password was changed Bounmy" in oldest
    assert "192.0.2.7" in oldest


@pytest.mark.usefixtures("trail")
def test_the_page_is_searched_by_e_mail_address(as_mali: Visitor) -> None:
    page = as_mali.get("/en/admin/trail?who=bounmy@example.org")
    assert len(rows(page)) == 1
    assert len(rows(as_mali.get("/en/admin/trail?about=karl@example.org"))) == 1
    assert len(rows(as_mali.get("/en/admin/trail?about=facts"))) == 1
    assert rows(as_mali.get("/en/admin/trail?who=nobody@example.org")) == []


def test_who_was_erased_is_somebody(trail: Session, staff: Staff, as_mali: Visitor) -> None:
    trail.query(User).filter_by(id=staff.learner.id).update({"erased_at": NOW, "name": "–"})
    page = as_mali.get(f"/en/admin/trail?who={staff.learner.id}")
    assert "Somebody who was erased" in rows(page)[0]


@pytest.mark.usefixtures("trail")
def test_a_day_that_is_none_is_told(as_mali: Visitor) -> None:
    page = as_mali.get("/en/admin/trail?since=yesterday")
    assert page.all("p", class_="error")
    answer = as_mali.client.get("/en/admin/trail.csv?since=yesterday")
    assert answer.status_code == 302


def test_the_next_page_is_one_link_away(trail: Session, as_mali: Visitor) -> None:
    for _ in range(queries.PAGE):
        put(trail, "role.granted", "user:x")
    first = as_mali.get("/en/admin/trail?place=command")
    (more,) = [one for one in first.all("a") if one.text == "Earlier events"]
    assert len(rows(first)) == queries.PAGE
    assert len(rows(as_mali.get(more.attributes["href"]))) == 1


def test_a_learner_does_not_see_the_trail(as_noi: Visitor) -> None:
    for address in ("trail", "trail.csv", "trail.jsonl"):
        as_noi.get(f"/en/admin/{address}", status=403)


# files


def test_csv_holds_what_is_within_reach_and_runs_no_formula(
    trail: Session, staff: Staff, app: Flask
) -> None:
    trail.query(User).filter_by(id=staff.learner.id).update({"name": "=HYPERLINK(1)"})
    answer = Visitor(app).signed_in(staff.chief).client.get("/en/admin/trail.csv")
    first, second = csv.DictReader(io.StringIO(answer.text))
    assert first["actor"] == "'=HYPERLINK(1)"
    assert first["subject"] == f"user:{staff.learner.id}"
    assert first["at"] == "2026-11-23T08:30:00Z"
    assert second["organisation_id"] == str(staff.hub)
    assert json.loads(second["details"]) == {"organisation": str(staff.hub)}
    assert (first["number"], second["number"]) == ("1", "2")


@pytest.mark.usefixtures("trail")
def test_whoever_has_all_lines_can_check_the_chain(as_mali: Visitor) -> None:
    before = audit.BEGINNING
    answer = as_mali.client.get("/en/admin/trail.jsonl")
    lines = answer.text.splitlines()
    for number, line in enumerate(lines, 1):
        one = json.loads(line)
        event = line.partition('"event":')[2].removesuffix("}")
        assert one["number"] == number
        assert one["digest"] == sha256(f"{before}\n{event}".encode()).hexdigest()
        before = one["digest"]
    assert len(lines) == 5  # with the export itself


def test_taking_the_trail_away_is_on_the_trail(trail: Session, staff: Staff, app: Flask) -> None:
    Visitor(app).signed_in(staff.chief).client.get("/en/admin/trail.csv?place=192.0.2.7")
    one = trail.query(AuditEvent).filter_by(action="trail.exported").one()
    assert one.actor_id == staff.chief.id
    assert one.details == {"format": "csv", "of_place": "192.0.2.7"}


# commands


def run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(group, words, obj=ScriptInfo(create_app=lambda: app))


@pytest.mark.usefixtures("trail")
def test_the_command_tells_that_the_trail_is_whole(app: Flask) -> None:
    assert run(app, "verify").output == "The trail is whole: 4 links.\n"
    number, digest = run(app, "head").output.split()
    assert number == "4"
    assert run(app, "verify", "--head", digest).exit_code == 0


def test_the_command_tells_the_first_broken_place(trail: Session, app: Flask) -> None:
    answer = run(app, "verify", "--head", "f" * 64)
    assert answer.exit_code == 1
    assert "the trail: other-chain." in answer.output
    put(trail, "role.granted", "user:x")
    trail.info.clear()
    answer = run(app, "verify")
    assert answer.exit_code == 1
    assert "unsealed" in answer.output


@pytest.mark.usefixtures("trail")
def test_the_command_lists_what_is_looked_for(app: Flask) -> None:
    lines = run(app, "search", "--who", "bounmy@example.org").output.splitlines()
    assert [line.split("\t")[1:3] for line in lines] == [["Bounmy", "account.new-password"]]
    lines = run(app, "search", "--about", "karl@example.org", "--from", "2026-11-23").output
    assert lines.count("\n") == 1
    assert run(app, "search", "--about", "facts", "--to", "2026-11-23").output.count("\n") == 1
    assert run(app, "search", "--who", "nobody").exit_code == 1
    assert run(app, "search", "--limit", "2").output.count("\n") == 2


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_the_command_writes_a_file(app: Flask, tmp_path: Path, format_: str) -> None:
    out = tmp_path / "trail"
    assert run(app, "export", "--format", format_, "--out", str(out)).exit_code == 0
    assert "grades.exported" in out.read_text()
    assert "grades.exported" in run(app, "export", "--format", format_, "--out", "-").output


# words


def codes() -> set[str]:
    """Return what stands in the program where something is recorded."""
    calls = (
        call
        for path in Path("academy").glob("**/*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _RECORDER.search(ast.unparse(call.func))
    )
    words = (node for call in calls for part in _told(call) for node in ast.walk(part))
    return {
        word.value
        for word in words
        if isinstance(word, ast.Constant)
        and isinstance(word.value, str)
        and _CODE.fullmatch(word.value)
    }


def _told(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that may be the action."""
    return [*call.args, *(one.value for one in call.keywords if one.arg == "action")]


def test_everything_that_is_recorded_has_words() -> None:
    recorded = codes()
    assert {"account.registered", "review.asked", "sign-in.refused"} <= recorded
    assert recorded - set(ACTIONS) == set()


def test_every_fault_has_words() -> None:
    assert set(FAULTS) == set(Fault)
