"""The glossary as files: taken out, and brought in once it was seen what they change."""

from http import HTTPStatus

from flask import Response, flash, redirect, request, url_for

from academy.authoring.forms.glossary import WORDS
from academy.authoring.messages import REFUSALS
from academy.authoring.messages.exchange import Trouble, troubles
from academy.authoring.messages.glossary import terms_done_words
from academy.authoring.queries.glossary_terms import every_term
from academy.authoring.rules.glossary_terms import TermsKind, kind_of, read_terms
from academy.authoring.service import glossary as service
from academy.authoring.views.glossary import editor, filing
from academy.authoring.views.shared import REFUSED, Answered, pages
from academy.authoring.views.uploads import DECISION, SHOWN, sent_file, stored_file, taken
from academy.content.glossary_file import write_csv, write_tbx
from academy.content.interchange import InterchangeRefused
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.pages import render
from academy.web.sizes import admits

_ROOM = 4_000_000
"""More than any file may have: one that is too large is told so on its page."""
_KINDS = {TermsKind.CSV: "text/csv", TermsKind.TBX: "application/x-tbx"}


@pages.get("/teach/glossary/terms.csv")
@open_to(Access.TRANSLATOR)
def glossary_csv() -> Response:
    """Send the glossary as CSV, in one language or in all."""
    return _send(TermsKind.CSV)


@pages.get("/teach/glossary/terms.tbx")
@open_to(Access.TRANSLATOR)
def glossary_tbx() -> Response:
    """Send the glossary as TBX, in one language or in all."""
    return _send(TermsKind.TBX)


@pages.get("/teach/glossary/files")
@open_to(Access.TRANSLATOR)
def glossary_files() -> str:
    """Offer the glossary as files, and take one."""
    return _page()


@pages.post("/teach/glossary/files")
@open_to(Access.TRANSLATOR)
@admits(_ROOM)
def glossary_upload() -> Answered:
    """Take a file and lead to what it would change. It is kept by its digest until then."""
    editor()
    data = sent_file()
    if not data:
        return _page(Trouble(0, _("Choose a file first."))), REFUSED
    try:
        read_terms(data)
    except InterchangeRefused as refused:
        return _page(*troubles(refused)), REFUSED
    name = current_store().put(data, kind_of(data).value)
    return redirect(url_for(".glossary_plan", name=name), HTTPStatus.SEE_OTHER)


@pages.get("/teach/glossary/files/<token:name>")
@open_to(Access.TRANSLATOR)
def glossary_plan(name: str) -> Answered:
    """Show what a file would change."""
    editor()
    try:
        terms = read_terms(stored_file(name, TermsKind))
    except InterchangeRefused as refused:
        return _page(*troubles(refused)), REFUSED
    plan = service.planned_terms(current_session(), terms)
    return render("authoring/glossary_plan.html", plan=plan, decision=DECISION, most=SHOWN)


@pages.post("/teach/glossary/files/<token:name>")
@open_to(Access.TRANSLATOR)
def glossary_apply(name: str) -> Answered:
    """Bring a file in as it was decided."""
    editor()
    try:
        terms = read_terms(stored_file(name, TermsKind))
        with atomic() as session:
            done = service.bring_terms_in(session, filing(), terms, taken=taken())
    except InterchangeRefused as refused:
        return _page(*troubles(refused)), REFUSED
    except Refusal as refusal:
        return _page(Trouble(0, str(REFUSALS[refusal.reason]))), REFUSED
    for words in terms_done_words(done, seen=request.form.get("seen", "")):
        flash(words)
    return redirect(url_for(".glossary"), HTTPStatus.SEE_OTHER)


def _page(*found: Trouble) -> str:
    return render("authoring/glossary_files.html", troubles=found, spoken=WORDS)


def _send(kind: TermsKind) -> Response:
    write = write_tbx if kind is TermsKind.TBX else write_csv
    chosen = [tag for tag in request.args.getlist("language") if tag]
    data = write([stored.term for stored in every_term(current_session())], *chosen)
    answer = Response(data, content_type=f"{_KINDS[kind]}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="glossary{kind.value}"'
    return answer
