"""A list of learners for a cohort: sent, read as it should be, and judged row by row."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from academy.accounts.service.lexicon import people_tests
from academy.db.transaction import atomic
from academy.enrolment.forms.enrolling import ListForm
from academy.enrolment.messages import enrolling as words
from academy.enrolment.policy import Act
from academy.enrolment.rules.enrolling import LIST_FIELDS
from academy.enrolment.views.shared import REFUSED, Answered, Held, held, pages, zone
from academy.files.tables import TableRefused
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts
from academy.kernel.clock import now
from academy.kernel.column_words import Field
from academy.kernel.refusal import NotFound
from academy.web import import_words, importing
from academy.web.access import Access, open_to
from academy.web.i18n import _l
from academy.web.importing import Wanted
from academy.web.jobs import own_job, show, way_to, when_done
from academy.web.login import current_actor
from academy.web.pages import render
from academy.web.sizes import admits

LOOK, CHECK, TAKE = "list-file", "list-check", "list-take"

show(LOOK, _l("Looking through the file"), lambda facts: _address(facts, "list_columns"))
show(CHECK, _l("Seeing what the file would do"), lambda facts: _address(facts, "list_rows"))
show(TAKE, _l("Enrolling the learners"), lambda facts: _address(facts, "list_done"))


@pages.get("/admin/cohorts/<uuid:cohort>/enrol")
@open_to(Access.ADMIN)
def enrol_list(cohort: UUID) -> str:
    """Ask for a list of learners."""
    return _ask(held(cohort, Act.PLACE))


@pages.post("/admin/cohorts/<uuid:cohort>/enrol")
@open_to(Access.ADMIN)
@admits(importing.ROOM)
def send_list(cohort: UUID) -> Answered:
    """Keep a list of learners and have it looked through."""
    here = held(cohort, Act.PLACE)
    try:
        file = importing.keep_sent()
    except TableRefused as refused:
        return _ask(here, import_words.file_text(refused.fault.value, refused.line)), REFUSED
    if not file:
        return _ask(here, str(import_words.NO_FILE)), REFUSED
    sent = {"file": file, "called": importing.sent_name(), "cohort": str(cohort)}
    with atomic() as session:
        job = ledger.ask(session, LOOK, sent, owner_id=current_actor().id, now=now())
    return way_to(job)


@pages.get("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>")
@open_to(Access.ADMIN)
def list_columns(cohort: UUID, job: UUID) -> Answered:
    """Show how a list is read, and ask which column says what."""
    here, facts = held(cohort, Act.PLACE), finished(cohort, job, LOOK)
    if isinstance(facts, Response):
        return facts
    looked = facts.result or {}
    if "fault" in looked:
        return _ask(here, import_words.file_text(looked["fault"], looked["line"])), REFUSED
    return _columns_page(here, facts, ListForm())


@pages.post("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>")
@open_to(Access.ADMIN)
def check_list(cohort: UUID, job: UUID) -> Answered:
    """Have every row judged as the columns are said to be."""
    here, facts = held(cohort, Act.PLACE), finished(cohort, job, LOOK)
    if isinstance(facts, Response):
        return facts
    form, columns = ListForm.from_request(), importing.chosen_columns()
    reason = _columns_refused(form, columns)
    if reason or not form.validate():
        return _columns_page(here, facts, form, reason=reason), REFUSED
    try:
        payload = _payload(facts, form, columns)
    except TableRefused:
        return _columns_page(here, facts, form), REFUSED
    with atomic() as session:
        made = ledger.ask(session, CHECK, payload, owner_id=current_actor().id, now=now())
    return way_to(made)


def finished(cohort: UUID, job: UUID, *kinds: str) -> JobFacts | Response:
    """Return a job of the reader about a cohort that is done, or the way to its page."""
    facts = own_job(job, *kinds)
    if facts.payload["cohort"] != str(cohort):
        raise NotFound
    return when_done(facts)


def _address(facts: JobFacts, endpoint: str) -> str:
    return url_for(f"enrolment.{endpoint}", cohort=UUID(facts.payload["cohort"]), job=facts.id)


def _ask(here: Held, reason: str = "") -> str:
    return render("enrolment/enrolling.html", here=here, reason=reason)


def _columns_page(here: Held, facts: JobFacts, form: ListForm, *, reason: str = "") -> str:
    seen, fault = importing.seen_as_asked(facts, _wanted())
    return render(
        "enrolment/enrolling_columns.html",
        here=here,
        facts=facts,
        form=form,
        reason=fault or reason,
        **importing.columns_told(seen, _wanted()),
    )


def _wanted() -> Wanted:
    return Wanted(LIST_FIELDS, {Field.EMAIL: people_tests()[Field.EMAIL]})


def _columns_refused(form: ListForm, columns: Mapping[Field, int]) -> str:
    """Say what is missing before rows can be judged, or nothing."""
    if not {Field.EMAIL, Field.USERNAME} & columns.keys():
        return str(words.NO_LOGIN_COLUMN)
    return str(words.NO_REASON) if Field.UNTIL in columns and not form.reason.data else ""


def _payload(facts: JobFacts, form: ListForm, columns: Mapping[Field, int]) -> dict[str, Any]:
    return {
        **importing.check_payload(facts, _wanted(), columns),
        "zone": zone().name,
        "reason": str(form.reason.data or ""),
    }
