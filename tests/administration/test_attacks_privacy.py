"""What might stay of somebody who is erased, and what a parcel might do to who opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PureWindowsPath
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.administration.forms.personal import EraseOtherForm, MergeForm
from academy.administration.handlers import personal as handlers
from academy.administration.rules.erasing import Cause
from academy.administration.service import erasing, requests
from academy.administration.service.erasing import EraseOrder
from academy.administration.service.gathering import Gathered
from academy.db.audit import AuditEvent
from academy.db.personal import StoredFile
from academy.db.transaction import atomic
from academy.files.store import STORE, FolderStore, current_store
from academy.jobs import ledger
from academy.jobs.lasting import MADE, throw_away
from academy.jobs.ledger import Job
from academy.kernel.actor import Actor, Role
from academy.kernel.clock import now as clock
from academy.kernel.ids import uuid7
from academy.web.forms import Form
from tests.administration.life import Life
from tests.browserless import Visitor
from tests.builders import publish
from tests.cast import NOW, Cast, add_user
from tests.marking.essays import essays


@pytest.fixture
def folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.extensions, STORE, FolderStore(tmp_path))
    return tmp_path


def made(folder: Path) -> list[Path]:
    return list(folder.rglob(f"*{MADE}"))


def not_now(*_args: object, **_payload: object) -> None:
    """Begin no job: the queue is away."""


def gone(session: Session, job: UUID) -> bool:
    session.expire_all()
    return session.get(Job, job) is None


def test_of_who_is_erased_while_their_data_is_gathered_no_parcel_stays(
    *, app: Flask, session: Session, cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(session, essays(peers=1))
    readable = handlers.readable
    with app.app_context():
        who = Life(session, cast, current_store(), "erasedwhile").who

        def erased_meanwhile(*told: object) -> str:
            with atomic() as writing:
                order = EraseOrder(who.id, Cause.OWN, by=who.id)
                erasing.erase(writing, order, now=NOW)
            return readable(*told)  # type: ignore[arg-type]

        monkeypatch.setattr(handlers, "readable", erased_meanwhile)
        with atomic() as writing:
            job = requests.ask_data(writing, who.id, by=who.id, now=clock())
    assert gone(session, job)
    assert made(folder) == []


def test_a_file_that_was_sent_goes_with_a_job_that_was_stopped_before_it_began(
    *, app: Flask, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("academy.jobs.lasting.enqueue", not_now)
    with app.app_context():
        sent = {"file": current_store().put(b"name\nNoi\n", MADE), "called": "people.csv"}
        with atomic() as writing:
            long_ago = clock() - ledger.KEPT - timedelta(days=1)
            job = ledger.ask(writing, "people-file", sent, owner_id=None, now=long_ago)
            ledger.cancel(writing, job, now=long_ago)
        throw_away()
    assert gone(session, job)
    assert made(folder) == []


@pytest.mark.parametrize(
    "name",
    [r"..\..\..\evil.exe", r"C:\windows\evil.exe", "a\x00b.txt", "..", "evil\u202efdp.exe", "n:s"],
)
def test_no_file_in_a_parcel_leads_out_of_its_folder(name: str) -> None:
    parcel = Gathered(UUID(int=1), NOW, {}, (), ())
    path = parcel.path_of(StoredFile(name, "0123456789abcdef.upload"))
    parts = PureWindowsPath(path).parts
    assert parts[0] == "files"
    assert len(parts) == 2
    assert path.isprintable()
    assert ":" not in path


def test_who_is_looked_for_in_the_trail_by_name_is_not_written_into_it(
    as_mali: Visitor, session: Session
) -> None:
    answer = as_mali.client.get("/en/admin/trail.csv?about=somchai%40example.org")
    assert answer.status_code == 200
    assert answer.data
    session.expire_all()
    (event,) = session.query(AuditEvent).filter_by(action="trail.exported")
    assert "somchai" not in str(event.details)


@dataclass
class Hub:
    """Keo administers a hub in which two learn; the company beside it is nobody's."""

    session: Session
    app: Flask
    cast: Cast

    def __post_init__(self) -> None:
        academy = self.cast.academy()
        self.hub, self.company = (self._place(name, academy) for name in ("Hub", "Company"))
        self.keo = self._person("Keo", Role.ADMIN)
        self.one, self.two = (self._person(name, Role.LEARNER) for name in ("One", "Two"))

    def _place(self, name: str, above: UUID) -> UUID:
        made = Organisation(id=uuid7(NOW), name=name, parent_id=above)
        self.session.add(made)
        self.session.commit()
        return made.id

    def _person(self, name: str, role: Role) -> UUID:
        user = add_user(self.session, name)
        self.session.add(Membership(user_id=user.id, organisation_id=self.hub, role=role.value))
        self.session.commit()
        return user.id

    def as_keo(self) -> Visitor:
        return Visitor(self.app).signed_in(Actor(self.keo, "Keo"))

    def leaves_for_the_company(self, user: UUID) -> None:
        """Let somebody belong elsewhere from now on, by the same count of roles."""
        self.session.query(Membership).filter_by(user_id=user).update(
            {"organisation_id": self.company}
        )
        self.session.commit()


@pytest.fixture
def hub(session: Session, app: Flask, cast: Cast) -> Hub:
    return Hub(session, app, cast)


def and_then(monkeypatch: pytest.MonkeyPatch, form: type[Form], do: Callable[[], None]) -> None:
    """Let something happen while a form is read, behind the first look at who may."""
    read: Callable[[], object] = form.from_request

    def reading() -> object:
        do()
        return read()

    monkeypatch.setattr(form, "from_request", reading)


def test_who_leaves_for_others_a_moment_before_is_not_erased(
    hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keo, page = hub.as_keo(), f"/en/admin/people/{hub.one}/erase"
    token = keo.token(page)
    and_then(monkeypatch, EraseOtherForm, lambda: hub.leaves_for_the_company(hub.one))
    answer = keo.client.post(page, data={"csrf_token": token, "login": "one@example.org"})
    assert answer.status_code in {403, 404}
    session.expire_all()
    assert session.get_one(User, hub.one).erased_at is None


def test_who_leaves_for_others_a_moment_before_is_not_merged(
    hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keo, page = hub.as_keo(), f"/en/admin/people/{hub.one}/merge"
    shown = keo.get(f"{page}?other={hub.two}")
    hidden = shown.all("input", type="hidden")
    fields = {one.attributes["name"]: one.attributes["value"] for one in hidden}
    and_then(monkeypatch, MergeForm, lambda: hub.leaves_for_the_company(hub.one))
    answer = keo.client.post(page, data=fields)
    assert answer.status_code in {403, 404}
    session.expire_all()
    assert session.get_one(User, hub.two).merged_into_id is None


def test_no_data_is_given_out_of_who_left_a_moment_before(hub: Hub, session: Session) -> None:
    keo, page = hub.as_keo(), f"/en/admin/people/{hub.one}/data"
    asked = keo.post(page)
    assert asked.status_code == 303
    job = session.query(Job).filter_by(kind="personal-data").one()
    assert keo.client.get(f"/en/account/data/{job.id}.zip").status_code == 200
    hub.leaves_for_the_company(hub.one)
    assert keo.client.get(f"/en/account/data/{job.id}.zip").status_code == 404
