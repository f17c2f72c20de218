"""Everything about a person, to take away: for themselves, or for who asks in their name."""

from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.accounts.policy import Act
from academy.administration.forms.personal import DataForm
from academy.administration.service import personal as kinds
from academy.administration.service import requests
from academy.administration.views.proof import guesses_are_counted, own_account, proves
from academy.administration.views.reach import REFUSED, reached_person
from academy.administration.views.shared import pages
from academy.db.transaction import atomic, current_session
from academy.files.sending import attached
from academy.files.store import NotStored, current_store
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts, State
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound
from academy.web import jobs
from academy.web.access import Access, open_to
from academy.web.i18n import _l
from academy.web.login import current_actor
from academy.web.pages import render

Answer = str | tuple[str, int] | Response


def _result(facts: JobFacts) -> str:
    """Return where what was gathered is given out: on the page that it was asked for on."""
    if facts.payload["person"] == str(facts.owner_id):
        return url_for("administration.own_data")
    return url_for("administration.data", person=UUID(facts.payload["person"]))


jobs.show(kinds.PERSONAL_DATA, title=_l("The data is being gathered"), result=_result)


@pages.get("/account/data")
@open_to(Access.LEARNER)
def own_data() -> str:
    """Explain what is kept about the reader, and offer what was gathered before."""
    return _own_page(_form())


@pages.post("/account/data")
@open_to(Access.LEARNER)
@guesses_are_counted
def ask_own_data() -> Answer:
    """Have everything about the reader gathered, once they have shown who they are."""
    form = _form()
    if not proves(form):
        return _own_page(form), REFUSED
    me = current_actor().id
    with atomic() as session:
        job = requests.ask_data(session, me, by=me, now=now())
    return jobs.way_to(job)


@pages.get("/admin/people/<uuid:person>/data")
@open_to(Access.ADMIN)
def data(person: UUID) -> str:
    """Offer to gather everything about somebody who asked for it."""
    found = reached_person(person, Act.ERASE)
    return render("administration/data.html", person=found, gathered=_gathered(person))


@pages.post("/admin/people/<uuid:person>/data")
@open_to(Access.ADMIN)
def ask_data(person: UUID) -> Answer:
    """Have everything about somebody gathered; they are told by letter."""
    with atomic() as session:
        reached_person(person, Act.ERASE)
        job = requests.ask_data(session, person, by=current_actor().id, now=now())
    return jobs.way_to(job)


@pages.get("/account/data/<uuid:job>.zip")
@open_to(Access.LEARNER)
def parcel(job: UUID) -> Response:
    """Give out what was gathered, to whoever asked for it and still may."""
    facts = jobs.own_job(job, kinds.PERSONAL_DATA)
    person = UUID(facts.payload["person"])
    if person != current_actor().id:
        reached_person(person, Act.ERASE)
    if facts.state is not State.DONE or facts.file is None:
        raise NotFound
    try:
        blocks = current_store().blocks(facts.file)
    except NotStored:
        raise NotFound from None
    return attached(Response(blocks, mimetype="application/zip"), "personal-data.zip")


def _form() -> DataForm:
    return DataForm.from_request().ask_for(by_password=own_account().email is not None)


def _own_page(form: DataForm) -> str:
    own = people.person(current_session(), current_actor().id)
    return render("administration/own_data.html", form=form, person=own, gathered=_gathered(own.id))


def _gathered(person: UUID) -> list[JobFacts]:
    """Return what the reader had gathered about a person, and can still take away."""
    mine = ledger.jobs_of(current_session(), current_actor().id, kinds.PERSONAL_DATA)
    return [
        job
        for job in mine
        if job.payload["person"] == str(person) and job.file and job.keep_until > now()
    ]
