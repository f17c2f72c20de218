"""The glossary of the whole Academy: looked up, kept, and undone."""

from enum import StrEnum
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring.forms.glossary import WORDS, TermForm, wish_from
from academy.authoring.messages import REFUSALS
from academy.authoring.policy import may_edit_glossary
from academy.authoring.queries.glossary_terms import StoredTerm, find_term, terms_page
from academy.authoring.rules.glossary_terms import GlossaryRefused
from academy.authoring.service import glossary as service
from academy.authoring.service.glossary import Filing
from academy.authoring.views.shared import CONFLICT, REFUSED, Answered, me, pages, say_no
from academy.authoring.views.uploads import stored_file
from academy.content.glossary_file import Term, read_csv, write_csv
from academy.content.interchange import InterchangeRefused
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language
from academy.web.login import current_actor
from academy.web.pages import render

_REMOVED = ".csv"
_CONFLICTS: frozenset[StrEnum] = frozenset({GlossaryRefused.TERM_CHANGED})


@pages.get("/teach/glossary/")
@open_to(Access.TRANSLATOR)
def glossary() -> str:
    """List the terms, and offer to bring back the one that was just removed."""
    wish = wish_from(request.args, current_language())
    name = request.args.get("removed", "")
    return render(
        "authoring/glossary.html",
        wish=wish,
        found=terms_page(current_session(), wish.wanted),
        spoken=WORDS,
        may_edit=may_edit_glossary(current_actor()),
        name=name,
        removed=_removed(name) if name else None,
    )


@pages.get("/teach/glossary/new")
@open_to(Access.TRANSLATOR)
def glossary_new() -> str:
    """Show an empty form; a word that was looked for in vain stands in it."""
    editor()
    return _form(TermForm.of(Term(request.args.get("term", ""))))


@pages.post("/teach/glossary/new")
@open_to(Access.TRANSLATOR)
def glossary_add() -> Answered:
    """Add a term."""
    editor()
    form = TermForm.from_request()
    if not form.validate():
        return _form(form), REFUSED
    try:
        with atomic() as session:
            service.add_term(session, filing(), form.filled)
    except Refusal as refusal:
        return _form(form, refusal=refusal), REFUSED
    flash(_("“%(term)s” is in the glossary now.", term=form.filled.source))
    return _back()


@pages.get("/teach/glossary/<uuid:term>")
@open_to(Access.TRANSLATOR)
def glossary_term(term: UUID) -> str:
    """Show a term to be changed."""
    editor()
    stored = _stored(term)
    return _form(TermForm.of(stored.term), stored)


@pages.post("/teach/glossary/<uuid:term>")
@open_to(Access.TRANSLATOR)
def glossary_change(term: UUID) -> Answered:
    """Change a term, if it is still what was shown; if not, show both."""
    editor()
    form = TermForm.from_request()
    if not form.validate():
        return _form(form, _stored(term)), REFUSED
    base = request.form.get("base", "")
    try:
        with atomic() as session:
            service.change_term(session, filing(), term, term=form.filled, base=base)
    except Refusal as refusal:
        is_conflict = refusal.reason in _CONFLICTS
        status = CONFLICT if is_conflict else REFUSED
        return _form(form, _stored(term), refusal=refusal), status
    flash(_("“%(term)s” is saved.", term=form.filled.source))
    return _back()


@pages.post("/teach/glossary/<uuid:term>/remove")
@open_to(Access.TRANSLATOR)
def glossary_remove(term: UUID) -> Answered:
    """Remove a term, and keep it where it can be brought back from."""
    editor()
    try:
        with atomic() as session:
            gone = service.remove_term(session, filing(), term)
    except Refusal as refusal:
        say_no(refusal)
        return _back()
    return _back(removed=current_store().put(write_csv([gone]), _REMOVED))


@pages.post("/teach/glossary/undo")
@open_to(Access.TRANSLATOR)
def glossary_undo() -> Answered:
    """Bring a removed term back."""
    editor()
    gone = _removed(request.form.get("removed", ""))
    try:
        with atomic() as session:
            service.add_term(session, filing(), gone)
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(_("“%(term)s” is in the glossary again.", term=gone.source))
    return _back()


def editor() -> None:
    """Go on for those alone who may change the glossary."""
    if not may_edit_glossary(current_actor()):
        raise Forbidden


def filing() -> Filing:
    """Return that the reader changes the glossary now."""
    return Filing(me(), now())


def _stored(term: UUID) -> StoredTerm:
    stored = find_term(current_session(), term)
    if stored is None:
        raise NotFound
    return stored


def _removed(name: str) -> Term:
    """Return the term that was kept under a name when it was removed."""
    try:
        terms = read_csv(stored_file(name, [_REMOVED]))
    except InterchangeRefused:
        raise NotFound from None
    if len(terms) != 1:
        raise NotFound
    return terms[0]


def _form(
    form: TermForm, stored: StoredTerm | None = None, *, refusal: Refusal | None = None
) -> str:
    return render(
        "authoring/glossary_term.html",
        form=form,
        stored=stored,
        refused=REFUSALS[refusal.reason] if refusal else None,
        is_conflict=refusal is not None and refusal.reason in _CONFLICTS,
    )


def _back(removed: str | None = None) -> Response:
    return redirect(url_for(".glossary", removed=removed), HTTPStatus.SEE_OTHER)
