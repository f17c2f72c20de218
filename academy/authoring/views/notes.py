"""What writers tell translators: notes to texts, and that a meaning did not change."""

from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import queries, service
from academy.authoring.forms.fields import hidden_text
from academy.authoring.messages import editing
from academy.authoring.policy import Permission
from academy.authoring.views.shared import Held, held, pages, saving, say_no
from academy.content.model import COURSE, UnitKind
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.pages import render

_COURSE = "/teach/courses/<slug:course>/details"
_UNIT = "/teach/courses/<slug:course>/units/<slug:unit>"
_DETAILS = {"kind": "details", "unit": COURSE}
_LESSON, _QUIZ = {"kind": UnitKind.LESSON.value}, {"kind": UnitKind.QUIZ.value}
_NOTE = "note-"
"""What the names of fields begin with that hold a note; the digest of its text follows."""


@pages.post(f"{_COURSE}/meaning", defaults=_DETAILS)
@pages.post(f"{_UNIT}/lesson/meaning", defaults=_LESSON)
@pages.post(f"{_UNIT}/quiz/meaning", defaults=_QUIZ)
@open_to(Access.TRANSLATOR)
def keep_meaning(course: str, unit: str, kind: str) -> Response:
    """Let translations of these texts stay good: only their letters changed."""
    _require(course, unit, kind)
    sources = request.form.getlist("source")
    try:
        with atomic() as session:
            kept = service.keep_meaning(session, saving(course), unit, sources=sources)
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(editing.kept_text(kept))
    return _back(course, unit, kind)


@pages.post(f"{_COURSE}/notes", defaults=_DETAILS)
@pages.post(f"{_UNIT}/lesson/notes", defaults=_LESSON)
@pages.post(f"{_UNIT}/quiz/notes", defaults=_QUIZ)
@open_to(Access.TRANSLATOR)
def save_notes(course: str, unit: str, kind: str) -> Response:
    """Keep what translators are told about the texts of a unit."""
    _require(course, unit, kind)
    notes = _sent_notes()
    hidden = next(filter(None, map(hidden_text, notes.values())), None)
    if hidden:
        flash(hidden, "error")
        return _back(course, unit, kind)
    try:
        with atomic() as session:
            service.set_notes(session, saving(course), unit, notes=notes)
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(str(editing.NOTES_SAVED))
    return _back(course, unit, kind)


def _back(course: str, unit: str, kind: str) -> Response:
    if unit == COURSE:
        return redirect(url_for(f".{kind}", course=course), 303)
    return redirect(url_for(f".{kind}", course=course, unit=unit), 303)


def _sent_notes() -> dict[str, str]:
    """Return the notes that were sent, by the digests of their texts; browsers end lines oddly."""
    return {
        name.removeprefix(_NOTE): text.replace("\r\n", "\n")
        for name, text in request.form.items()
        if name.startswith(_NOTE)
    }


def for_translators(here: Held, unit: str) -> dict[str, Any]:
    """Return what the page where these texts are written shows below its form."""
    noted = queries.noted_texts(current_session(), here.draft, unit)
    return {
        "noted": noted,
        "notes_address": _address(here, unit, "save_notes"),
        **_stale(here, unit),
    }


def stale_list(here: Held, unit: str) -> str:
    """Return the list of texts that changed since they were translated, for a script to put in."""
    return render("authoring/stale.html", here=here, **_stale(here, unit))


def _stale(here: Held, unit: str) -> dict[str, Any]:
    return {
        "stale": queries.stale_in_unit(current_session(), here.draft, unit),
        "meaning_address": _address(here, unit, "keep_meaning"),
    }


def _address(here: Held, unit: str, endpoint: str) -> str:
    course = here.draft.course
    kind = "details" if unit == COURSE else course.unit(unit).kind.value
    return url_for(f".{endpoint}", course=course.id, unit=unit, kind=kind)


def _require(course: str, unit: str, kind: str) -> None:
    """Go on where the reader may write a unit of this kind, or the course's own words."""
    units = held(course, Permission.EDIT).draft.course.units
    if unit != COURSE and not any(each.id == unit and each.kind == kind for each in units):
        raise NotFound
