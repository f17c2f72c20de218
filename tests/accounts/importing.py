"""What tests of files of people share: an organisation, whoever administers it, and a desk."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.db.transaction import atomic, current_session
from academy.files.outcomes import outcomes
from academy.files.store import current_store
from academy.jobs import ledger
from academy.jobs.lasting import MADE
from academy.jobs.ledger import JobFacts
from academy.kernel.actor import Actor, Role
from academy.kernel.clock import now
from academy.kernel.fates import Outcome
from academy.kernel.ids import uuid7
from tests.cast import NOW, add_user


def add_place(session: Session, name: str, above: UUID) -> Organisation:
    made = Organisation(id=uuid7(NOW), name=name, country="VN", parent_id=above, kind="hub")
    session.add(made)
    session.commit()
    return made


def add_administrator(session: Session, place: Organisation, name: str = "Linh") -> Actor:
    user = add_user(session, name, country="VN")
    session.add(Membership(user_id=user.id, organisation_id=place.id, role=Role.ADMIN.value))
    session.commit()
    return Actor(user.id, name, frozenset({(Role.ADMIN, place.id)}), "en", "VN")


def add_member(session: Session, name: str, *places: Organisation, **more: Any) -> User:
    user = add_user(session, name, country="VN")
    for key, value in more.items():
        setattr(user, key, value)
    for place in places:
        session.add(Membership(user_id=user.id, organisation_id=place.id, role="learner"))
    session.commit()
    return user


class Office:
    """Asks for lasting jobs over files of people, in the name of an administrator."""

    def __init__(self, app: Flask, actor: Actor, home: Organisation) -> None:
        self.app, self.actor, self.home = app, actor, home

    def do(self, kind: str, payload: dict[str, Any]) -> JobFacts:
        with self.app.app_context():
            with atomic() as session:
                job = ledger.ask(session, kind, payload, owner_id=self.actor.id, now=now())
            facts = ledger.find(current_session(), job)
        assert facts
        return facts

    def look(self, data: str | bytes) -> JobFacts:
        with self.app.app_context():
            raw = data.encode() if isinstance(data, str) else data
            file = current_store().put(raw, MADE)
        return self.do("people-file", {"file": file, "called": "people.csv"})

    def check(self, data: str, **more: Any) -> JobFacts:
        """Judge a file whose columns are name, e-mail, user name, organisation and role."""
        looked = self.look(data)
        names = ("name", "email", "username", "organisation", "role", "country")
        payload = {
            **looked.payload,
            **(looked.result or {}),
            "look": str(looked.id),
            "names": list(names),
            "columns": {name: place for place, name in enumerate(names)},
            "home": str(self.home.id),
            "staff": False,
            **more,
        }
        return self.do("people-check", payload)

    def take(self, checked: JobFacts, **more: Any) -> JobFacts:
        payload = {
            **checked.payload,
            "outcome": checked.file,
            "rows": checked.result["rows"] if checked.result else 0,
            "counts": checked.result["counts"] if checked.result else {},
            "all": False,
            "perhaps": False,
            "letters": False,
            "language": "vi",
            **more,
        }
        return self.do("people-take", payload)

    def fates(self, facts: JobFacts) -> list[Outcome]:
        with self.app.app_context():
            return list(outcomes(current_store(), facts.file or ""))

    def again(self, facts: JobFacts) -> JobFacts:
        """Return a job as it stands now."""
        with self.app.app_context():
            found = ledger.find(current_session(), facts.id)
        assert found
        return found


@contextmanager
def failing_once(
    monkeypatch: Any, where: str, work: Callable[..., Any], *, at: int
) -> Generator[None]:
    """Let a piece of work raise the `at`-th time that it is called, once."""
    calls = 0

    def do(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            message = "the machine went away"
            raise OSError(message)
        return work(*args, **more)

    monkeypatch.setattr(where, do)
    yield
    assert calls >= at
