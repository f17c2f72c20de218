"""Files for translators' programs: taken out, and brought in once it was seen what they change."""

from http import HTTPStatus

from flask import Response, flash, redirect, request, url_for

from academy.authoring.messages.exchange import Trouble, done_words, troubles
from academy.authoring.messages.faults import fault_text
from academy.authoring.policy import Permission
from academy.authoring.queries import languages
from academy.authoring.rules.exchange import FileKind, Import, kind_of
from academy.authoring.service import exchange as service
from academy.authoring.views.shared import REFUSED, Answered, Held, held, pages, saving, say_no
from academy.authoring.views.uploads import DECISION, SHOWN, sent_file, stored_file, taken
from academy.content.faults import PackageRefused
from academy.content.interchange import InterchangeRefused
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.kernel.clock import now
from academy.kernel.languages import get_language
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.pages import render
from academy.web.sizes import admits

_ROOM = 12_000_000
"""More than any file may have: one that is too large is told so on its page."""
_KINDS = {
    FileKind.PO: "text/x-gettext-translation; charset=utf-8",
    FileKind.XLIFF: "application/xliff+xml; charset=utf-8",
}


@pages.get("/teach/courses/<slug:course>/languages/<lang:locale>/files")
@open_to(Access.TRANSLATOR)
def exchange(course: str, locale: str) -> str:
    """Offer the files of a language, and take one."""
    return _page(_held(course, locale), locale)


@pages.get("/teach/courses/<slug:course>/languages/<lang:locale>/files.po")
@open_to(Access.TRANSLATOR)
def exchange_po(course: str, locale: str) -> Response:
    """Send a language as PO."""
    return _send(course, locale, FileKind.PO)


@pages.get("/teach/courses/<slug:course>/languages/<lang:locale>/files.xlf")
@open_to(Access.TRANSLATOR)
def exchange_xliff(course: str, locale: str) -> Response:
    """Send a language as XLIFF."""
    return _send(course, locale, FileKind.XLIFF)


@pages.post("/teach/courses/<slug:course>/languages/<lang:locale>/files")
@open_to(Access.TRANSLATOR)
@admits(_ROOM)
def exchange_upload(course: str, locale: str) -> Answered:
    """Take a file and lead to what it would change. It is kept by its digest until then."""
    here = _held(course, locale)
    data = sent_file()
    if not data:
        return _page(here, locale, Trouble(0, _("Choose a file first."))), REFUSED
    try:
        _plan(here, locale, data)
    except (InterchangeRefused, PackageRefused) as refused:
        return _page(here, locale, *troubles(refused)), REFUSED
    name = current_store().put(data, kind_of(data).value)
    address = url_for(".exchange_plan", course=course, locale=locale, name=name)
    return redirect(address, HTTPStatus.SEE_OTHER)


@pages.get("/teach/courses/<slug:course>/languages/<lang:locale>/files/<token:name>")
@open_to(Access.TRANSLATOR)
def exchange_plan(course: str, locale: str, name: str) -> Answered:
    """Show what a file would change."""
    here = _held(course, locale)
    try:
        plan = _plan(here, locale, stored_file(name, FileKind))
    except (InterchangeRefused, PackageRefused) as refused:
        return _page(here, locale, *troubles(refused)), REFUSED
    return render(
        "authoring/exchange_plan.html",
        here=here,
        language=get_language(locale),
        plan=plan,
        decision=DECISION,
        most=SHOWN,
        fault_text=fault_text,
    )


@pages.post("/teach/courses/<slug:course>/languages/<lang:locale>/files/<token:name>")
@open_to(Access.TRANSLATOR)
def exchange_apply(course: str, locale: str, name: str) -> Answered:
    """Bring a file in as it was decided."""
    here = _held(course, locale)
    data = stored_file(name, FileKind)
    try:
        with atomic() as session:
            done = service.bring_in(session, saving(course), locale, data=data, taken=taken())
    except Refusal as refusal:
        say_no(refusal)
    except (InterchangeRefused, PackageRefused) as refused:
        return _page(here, locale, *troubles(refused)), REFUSED
    else:
        for words in done_words(done, seen=request.form.get("seen", "")):
            flash(words)
    address = url_for(".exchange", course=course, locale=locale)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _held(course: str, locale: str) -> Held:
    here = held(course, Permission.TRANSLATE)
    if locale not in languages(current_session(), here.draft):
        raise NotFound
    return here


def _page(here: Held, locale: str, *found: Trouble) -> str:
    return render(
        "authoring/exchange.html", here=here, language=get_language(locale), troubles=found
    )


def _send(course: str, locale: str, kind: FileKind) -> Response:
    here = _held(course, locale)
    data = service.outgoing(current_session(), here.draft, locale, kind=kind, now=now())
    answer = Response(data, content_type=_KINDS[kind])
    name = f"{course}.{get_language(locale).babel}{kind.value}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _plan(here: Held, locale: str, data: bytes) -> Import:
    return service.planned(current_session(), here.draft, locale, data=data, now=now())
