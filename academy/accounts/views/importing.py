"""A file of people: sent, read as it should be, and judged row by row."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request, url_for
from werkzeug.wrappers import Response

from academy.accounts import policy, queries
from academy.accounts.forms.importing import ImportForm
from academy.accounts.messages import importing as words
from academy.accounts.policy import Act
from academy.accounts.rules.importing import PEOPLE_FIELDS
from academy.accounts.service.lexicon import people_tests
from academy.accounts.views.people_reach import reach
from academy.accounts.views.shared import REFUSED, pages, typed
from academy.db.transaction import atomic, current_session
from academy.files.tables import TableRefused
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts
from academy.kernel.clock import now as clock
from academy.kernel.column_words import Field
from academy.kernel.ids import key_in
from academy.web import import_words, importing
from academy.web.access import Access, open_to
from academy.web.i18n import _l
from academy.web.importing import Wanted
from academy.web.jobs import own_job, show, way_to, when_done
from academy.web.login import current_actor
from academy.web.pages import render
from academy.web.sizes import admits

LOOK, CHECK, TAKE = "people-file", "people-check", "people-take"
Answered = str | tuple[str, int] | Response

show(LOOK, _l("Looking through the file"), lambda facts: _address(facts, "import_columns"))
show(CHECK, _l("Seeing what the file would do"), lambda facts: _address(facts, "import_rows"))
show(TAKE, _l("Taking people in"), lambda facts: _address(facts, "import_done"))


@pages.get("/admin/people/import")
@open_to(Access.ADMIN)
def import_people() -> str:
    """Ask for a file of people."""
    return _ask()


@pages.post("/admin/people/import")
@open_to(Access.ADMIN)
@admits(importing.ROOM)
def send_people() -> Answered:
    """Keep a file of people and have it looked through."""
    try:
        file = importing.keep_sent()
    except TableRefused as refused:
        return _ask(import_words.file_text(refused.fault.value, refused.line)), REFUSED
    if not file:
        return _ask(str(import_words.NO_FILE)), REFUSED
    sent = {"file": file, "called": importing.sent_name()}
    with atomic() as session:
        job = ledger.ask(session, LOOK, sent, owner_id=current_actor().id, now=clock())
    return way_to(job)


@pages.get("/admin/people/import/<uuid:job>")
@open_to(Access.ADMIN)
def import_columns(job: UUID) -> Answered:
    """Show how a file is read, and ask which column says what."""
    facts = finished(job, LOOK)
    if isinstance(facts, Response):
        return facts
    looked = facts.result or {}
    if "fault" in looked:
        return _ask(import_words.file_text(looked["fault"], looked["line"])), REFUSED
    return _columns_page(facts, ImportForm())


@pages.post("/admin/people/import/<uuid:job>")
@open_to(Access.ADMIN)
def check_people(job: UUID) -> Answered:
    """Have every row judged as the columns are said to be."""
    facts = finished(job, LOOK)
    if isinstance(facts, Response):
        return facts
    form = ImportForm.from_request()
    form.offer(queries.tree(current_session(), reach()))
    columns = importing.chosen_columns()
    reason = _columns_refused(form, columns)
    if reason or not form.validate():
        return _columns_page(facts, form, reason=reason), REFUSED
    try:
        payload = _payload(facts, form, columns)
    except TableRefused:
        return _columns_page(facts, form), REFUSED
    with atomic() as session:
        made = ledger.ask(session, CHECK, payload, owner_id=current_actor().id, now=clock())
    return way_to(made)


def finished(job: UUID, *kinds: str) -> JobFacts | Response:
    """Return a job of the reader that is done, or the way to its page."""
    return when_done(own_job(job, *kinds))


def _address(facts: JobFacts, endpoint: str) -> str:
    return url_for(f"accounts.{endpoint}", job=facts.id)


def _ask(reason: str = "") -> str:
    jobs = ledger.jobs_of(current_session(), current_actor().id, LOOK, limit=5)
    return render("accounts/import.html", reason=reason, jobs=jobs)


def _columns_page(facts: JobFacts, form: ImportForm, *, reason: str = "") -> str:
    form.offer(queries.tree(current_session(), reach()))
    seen, fault = importing.seen_as_asked(facts, _wanted())
    if request.method == "GET" and Field.ORGANISATION not in seen.columns:
        form.choose_first()
    return render(
        "accounts/import_columns.html",
        facts=facts,
        form=form,
        reason=fault or reason,
        **importing.columns_told(seen, _wanted()),
    )


def _wanted() -> Wanted:
    return Wanted(PEOPLE_FIELDS, people_tests())


def _columns_refused(form: ImportForm, columns: Mapping[Field, int]) -> str:
    """Say what is missing before rows can be judged, or nothing."""
    home = key_in(typed(form, "home"))
    if home and not policy.may(reach(), Act.ADD_PEOPLE, home):
        home = None
    if Field.NAME not in columns:
        return str(words.NO_NAME_COLUMN)
    return "" if home or Field.ORGANISATION in columns else str(words.NO_PLACE)


def _payload(facts: JobFacts, form: ImportForm, columns: Mapping[Field, int]) -> dict[str, Any]:
    return {
        **importing.check_payload(facts, _wanted(), columns),
        "home": str(key_in(typed(form, "home")) or ""),
        "staff": bool(form.staff.data),
    }
