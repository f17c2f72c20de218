"""The page of a lasting job: how far it is, and then what it made.

A feature says once what its jobs are called and where their result is shown. Whoever asked for a
job sees its page, nobody else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from academy.db.transaction import atomic, current_session
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts, State
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.login import current_actor
from academy.web.pages import render

pages = Blueprint("jobs", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """How jobs of a kind are shown: what they are called, and where their result is."""

    title: str
    result: Callable[[JobFacts], str]


_KINDS: dict[str, Shown] = {}


def show(kind: str, title: str, result: Callable[[JobFacts], str]) -> None:
    """Say how jobs of a kind are shown; `result` returns the address of what one made."""
    _KINDS[kind] = Shown(title, result)


@pages.get("/jobs/<uuid:job>")
@open_to(Access.LEARNER)
def job(job: UUID) -> str | Response:
    """Show how far a job is; once it is done, go to what it made."""
    facts = own_job(job)
    if facts.state is State.DONE:
        return redirect(_KINDS[facts.kind].result(facts))
    return render("components/job.html", job=facts, title=_KINDS[facts.kind].title)


@pages.get("/jobs/<uuid:job>/state")
@open_to(Access.LEARNER)
def state(job: UUID) -> dict[str, int | str | None]:
    """Tell how far a job is, for the script of its page."""
    facts = own_job(job)
    return {"state": facts.state.value, "done": facts.done, "total": facts.total}


@pages.post("/jobs/<uuid:job>/cancel")
@open_to(Access.LEARNER)
def cancel(job: UUID) -> Response:
    """Stop a job; what it has done for good stays done."""
    facts = own_job(job)
    with atomic() as session:
        ledger.cancel(session, facts.id, now=now())
    return way_to(facts.id)


def way_to(job: UUID) -> Response:
    """Return the way to the page of a job that was asked for."""
    return redirect(url_for("jobs.job", job=job), HTTPStatus.SEE_OTHER)


def when_done(facts: JobFacts) -> JobFacts | Response:
    """Return a job that is done, or the way to its page."""
    return facts if facts.state is State.DONE else way_to(facts.id)


def own_job(job: UUID, *kinds: str) -> JobFacts:
    """Return a job that the reader asked for, of one of these kinds or any; raise `NotFound`."""
    facts = ledger.find(current_session(), job)
    if facts is None or facts.owner_id != current_actor().id or facts.kind not in (kinds or _KINDS):
        raise NotFound
    return facts
