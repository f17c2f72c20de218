"""Who gets where: every address, as every role of every organisation, beside a written table.

`access.txt` says of each route who is let in, besides what its declared access asks. The things
that addresses name belong to the hub: a tree of organisations stands around it.

    Academy ─┬─ Ministry ── Hub ── Class
             └─ Shop
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from academy.accounts.models import Membership, Organisation
from academy.assessment import service as assessment
from academy.assessment.service import Begin
from academy.credentials.service import issue
from academy.enrolment.models import Application, Cohort, CohortInstructor, Enrolment, Invitation
from academy.jobs.lasting import do_lasting
from academy.jobs.ledger import Job
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from academy.reporting import service
from academy.reporting.models import SavedReport, Schedule
from academy.reporting.rules import Format, Report
from academy.reporting.rules.runs import Run
from academy.reporting.rules.saved import to_json
from academy.web.access import Access
from tests.authoring.drafting import write_lesson
from tests.authoring.staff import assign
from tests.browserless import Visitor
from tests.builders import enrol, publish
from tests.cast import NOW, Cast, add_user

WRITTEN = Path(__file__).with_name("access.txt")
PLACES = ("academy", "ministry", "hub", "class", "shop")
ABOVE = {"ministry": "academy", "hub": "ministry", "class": "hub", "shop": "academy"}
ACTORS = tuple((role, place) for role in Role for place in PLACES)
REACH = frozenset((Role.ADMIN, place) for place in ("academy", "ministry", "hub"))
OWNER = (Role.ADMIN, "hub")
GUIDE = (Role.INSTRUCTOR, "hub")
LEARNER = (Role.LEARNER, "hub")
OVERSEER = (Role.ADMIN, "academy")
WHO = {
    "all": frozenset(ACTORS),
    "reach": REACH,
    "reach+guide": REACH | {GUIDE},
    "owner": frozenset({OWNER}),
    "learner": frozenset({LEARNER}),
    "overseer": frozenset({OVERSEER}),
    "guide": frozenset({GUIDE}),
    "above": REACH - {OWNER},
    "admins": frozenset(one for one in ACTORS if one[0] is Role.ADMIN),
    "academy+owner": frozenset({OVERSEER, OWNER}),
    "ministry": frozenset({(Role.ADMIN, "ministry")}),
    "makers": frozenset(one for one in ACTORS if one[0] in {Role.INSTRUCTOR, Role.ADMIN}),
    "nobody": frozenset[tuple[Role, str]](),
}
"""The words of the table. `makers` may write courses; none of them works on the one there is."""
JOBS = {
    "accounts.import_columns": "people-file",
    "accounts.check_people": "people-file",
    "accounts.import_rows": "people-check",
    "accounts.take_people": "people-check",
    "accounts.import_done": "people-take",
    "accounts.import_left_csv": "people-take",
    "accounts.import_left_xlsx": "people-take",
    "enrolment.list_columns": "list-file",
    "enrolment.check_list": "list-file",
    "enrolment.list_rows": "list-check",
    "enrolment.take_list": "list-check",
    "enrolment.list_done": "list-take",
    "enrolment.list_left_csv": "list-take",
    "enrolment.list_left_xlsx": "list-take",
    "administration.parcel": "personal-data",
}
"""The kind of job that a page is about; all are the hub's administrator's, and under way."""
ABOUT_QUIZZES = ("/quiz", "/questions/", "/try", "/marking/", "/grades/")
LET_IN = {200, 302, 303, 400, 409, 410, 422}


@dataclass(frozen=True)
class Line:
    """What the table says of a route: who is let in, and what the others are told.

    `forbidden` may know of the thing, but not do this to it.
    """

    who: frozenset[tuple[Role, str]]
    others: str
    forbidden: frozenset[tuple[Role, str]]


@dataclass
class Stage:
    """The tree, an actor of every role in every organisation, and one of everything at the hub."""

    app: Flask
    connection: Connection
    people: dict[tuple[Role, str], Actor]
    named: dict[str, str] = field(default_factory=dict[str, str])

    def address(self, rule: Rule) -> str:
        """Where a route is, for things of the hub."""
        own = {f"{rule.endpoint}:{name}" for name in rule.arguments}
        if "/teach/" in rule.rule and not any(part in rule.rule for part in ABOUT_QUIZZES):
            own.add("lesson:unit")
        here = self.named | {
            key.partition(":")[2]: self.named[key] for key in own & self.named.keys()
        }
        return re.sub(r"<[^>]*?(\w+)>", lambda part: here[part[1]], rule.rule)

    def knock(self, who: Visitor, rule: Rule, method: str) -> TestResponse:
        """Go there, and undo whatever came of it."""
        before = self.connection.begin_nested()
        try:
            sent = {"organisation": self.named["organisation"], "role": "learner"}
            data = sent if method == "POST" else None
            return who.client.open(self.address(rule), method=method, data=data, buffered=True)
        finally:
            before.rollback()


def table() -> dict[str, Line]:
    lines = (line.split() for line in WRITTEN.read_text().splitlines() if line[:1] not in {"", "#"})
    return {
        f"{method} {endpoint}": Line(WHO[who], others, WHO[rest[0] if rest else "nobody"])
        for method, endpoint, who, others, *rest in lines
    }


def doors(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            yield rule, method, f"{method} {rule.endpoint}"


def access_of(app: Flask, rule: Rule) -> Access:
    return vars(app.view_functions[rule.endpoint])["access"]


def came_of(answer: TestResponse) -> str:
    is_sent_away = answer.status_code == 302 and "/login" in (answer.location or "")
    if is_sent_away or answer.status_code == 401:
        return "sign-in"
    return "in" if answer.status_code in LET_IN else str(answer.status_code)


def expected(app: Flask, rule: Rule, line: Line, *, who: tuple[Role, str] | None) -> str:
    access = access_of(app, rule)
    if access is not Access.PUBLIC:
        if who is None:
            return "sign-in"
        if not access.roles & {Role.LEARNER, who[0]}:
            return "403"
    if who in line.who or (who is None and line.who):
        return "in"
    return "403" if who in line.forbidden else line.others


@pytest.fixture
def unguarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application without its tokens against forged requests: another test sees to those."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)  # noqa: FBT003 - a dictionary
    return app


@pytest.fixture
def stage(unguarded: Flask, session: Session, cast: Cast) -> Stage:
    publish(session)
    places = {"academy": cast.academy()}
    for place, above in ABOVE.items():
        made = Organisation(id=uuid7(NOW), name=place.title(), parent_id=places[above])
        session.add(made)
        session.flush()
        places[place] = made.id
    people = {
        (role, place): actor(session, f"{role}-{place}", role, organisation=places[place])
        for role, place in ACTORS
    }
    named = furnish(session, people, places["hub"])
    with unguarded.app_context():
        do_lasting(named["run"])
    session.expire_all()
    return Stage(unguarded, session.connection(), people, named)


def actor(session: Session, name: str, role: Role, *, organisation: UUID) -> Actor:
    user = add_user(session, name, country="LA")
    session.add(Membership(user_id=user.id, organisation_id=organisation, role=role.value))
    session.commit()
    return Actor(user.id, name, frozenset({(role, organisation)}), "en", "LA", None)


def furnish(session: Session, people: dict[tuple[Role, str], Actor], hub: UUID) -> dict[str, str]:
    """Put one of everything into the hub; return what addresses call it."""
    som = actor(session, "Som", Role.INSTRUCTOR, organisation=hub)
    assign(session, som)
    write_lesson(session, som, "keep", text="# Keep the water\n\nCool.\n")
    keo, mine = actor(session, "Keo", Role.LEARNER, organisation=hub), people[OWNER].id
    seat = enrol(session, keo)
    own_seat = enrol(session, people[LEARNER])
    cohort, invitation, report = uuid7(NOW), uuid7(NOW), uuid7(NOW)
    session.add(
        Cohort(id=cohort, course_id="clean-water", organisation_id=hub, name="A", entry="approval")
    )
    session.flush()
    session.add_all(
        [
            CohortInstructor(cohort_id=cohort, user_id=people[GUIDE].id),
            Invitation(id=invitation, cohort_id=cohort, code="7KQ2-9XWM-3FTB", made_at=NOW),
            Application(
                cohort_id=cohort,
                learner_id=people[LEARNER].id,
                state="asked",
                language="en",
                asked_at=NOW,
            ),
            SavedReport(
                id=report,
                owner_id=mine,
                organisation_id=hub,
                name="Monthly",
                definition=to_json(Report()),
                created_at=NOW,
                changed_at=NOW,
            ),
        ]
    )
    session.flush()
    session.add(Schedule(report_id=report, user_id=mine, every="week", format="csv", next_at=NOW))
    attempt = assessment.start(session, seat=own_seat, begin=Begin("look-check", NOW))
    kept = session.get_one(Enrolment, seat.id)
    kept.cohort_id, kept.status, kept.completed_at = cohort, "completed", NOW
    run = service.ask_run(session, Run(Report(), Format.CSV, "en"), owner_id=mine, now=NOW)
    made = {
        kind: Job(
            id=uuid4(),
            kind=kind,
            owner_id=mine,
            payload={"cohort": str(cohort), "person": str(keo.id), "called": "list.csv"},
            state="running",
            done=0,
            tries=1,
            made_at=NOW,
            keep_until=NOW + timedelta(days=7),
        )
        for kind in set(JOBS.values())
    }
    session.add_all(made.values())
    session.commit()
    return {
        "lang": "en",
        "locale": "km",
        "person": str(keo.id),
        "learner": str(keo.id),
        "organisation": str(hub),
        "cohort": str(cohort),
        "seat": str(seat.id),
        "invitation": str(invitation),
        "report": str(report),
        **{f"{endpoint}:job": str(made[kind].id) for endpoint, kind in JOBS.items()},
        "accounts.take_back_paper:kind": "terms",
        "lesson:unit": "keep",
        "job": str(run),
        "run": str(run),
        "example": str(uuid4()),
        "course": "clean-water",
        "unit": "look-check",
        "code": "7KQ2-9XWM-3FTB",
        "attempt": str(attempt),
        "token": "no-such-token",
        "name": "no-such-name",
        "public_id": issue(session, enrolment_id=seat.id, now=NOW).public_id,
        "mark": "0" * 16,
        "module": "treat-water",
        "digest": "0" * 16,
        "review": str(uuid4()),
        "term": str(uuid4()),
        "need": str(uuid4()),
        "country": "la",
        "kind": "emergency",
        "question": "clearest",
    }


def test_every_address_is_in_the_written_table(bare_app: Flask) -> None:
    assert sorted(table()) == sorted({name for _, _, name in doors(bare_app)})


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_gets_where_the_table_says_and_nowhere_else(
    stage: Stage, role: Role | None
) -> None:
    written = table()
    wrong: dict[str, Any] = {}
    for who in [one for one in ACTORS if one[0] is role] if role else [None]:
        for rule, method, name in doors(stage.app):
            visitor = Visitor(stage.app)
            if who:
                visitor.signed_in(stage.people[who])
            wanted = expected(stage.app, rule, written[name], who=who)
            got = came_of(stage.knock(visitor, rule, method))
            if got != wanted:
                wrong[f"{name} as {who}"] = f"{got}, not {wanted}"
    assert not wrong
