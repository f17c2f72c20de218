"""The quiz builder: one form, whose buttons say what to do with what was typed."""

from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import service
from academy.authoring.forms.questions.changes import Step
from academy.authoring.forms.questions.fields import anchor
from academy.authoring.messages import REFUSALS, editing
from academy.authoring.queries.building import noted_in_quiz, stale_in_quiz
from academy.authoring.service.building import set_quiz_notes
from academy.authoring.views.builder import Sheet, around, held_quiz, keep, stored
from academy.authoring.views.shared import REFUSED, Answered, Held, pages, saving, say_no
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.pages import render

_PAGE, _FORM = "authoring/builder/page.html", "authoring/builder/form.html"


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/quiz")
@open_to(Access.TRANSLATOR)
def quiz(course: str, unit: str) -> str:
    """Show a quiz to write."""
    here, _ = held_quiz(course, unit)
    return _page(here, unit, around(here, unit, stored(here, unit)))


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/quiz")
@open_to(Access.TRANSLATOR)
def save_quiz(course: str, unit: str) -> Answered:
    """Do what a button says with what was typed, and keep it, unless somebody saved meanwhile."""
    here, _ = held_quiz(course, unit)
    try:
        with atomic():
            sheet = keep(here, unit, Step.of(request.form.get("do", "")))
    except Refusal as refusal:
        return _refused(refusal, course, unit)
    here, _ = held_quiz(course, unit)
    shown = around(here, unit, sheet)
    if _wants_json():
        return _told(here, unit, sheet, shown=shown), sheet.status
    if sheet.problems or sheet.conflict:
        return _page(here, unit, shown), sheet.status
    return redirect(_next(course, unit, sheet), 303)


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/quiz/meaning")
@open_to(Access.TRANSLATOR)
def keep_quiz_meaning(course: str, unit: str) -> Answered:
    """Let translations of these texts stay good: only their letters changed."""
    held_quiz(course, unit)
    sources = request.form.getlist("source")
    try:
        with atomic() as session:
            kept = service.keep_meaning(session, saving(course), unit, sources=sources)
    except Refusal as refusal:
        return _refused(refusal, course, unit)
    flash(editing.kept_text(kept))
    return redirect(url_for(".quiz", course=course, unit=unit), 303)


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/quiz/notes")
@open_to(Access.TRANSLATOR)
def save_quiz_notes(course: str, unit: str) -> Answered:
    """Keep what translators are told about the texts of a quiz."""
    held_quiz(course, unit)
    said = {
        name.removeprefix("note-"): text
        for name, text in request.form.items()
        if name.startswith("note-")
    }
    try:
        with atomic() as session:
            set_quiz_notes(session, saving(course), unit, notes=said)
    except Refusal as refusal:
        return _refused(refusal, course, unit)
    flash(str(editing.NOTES_SAVED))
    return redirect(url_for(".quiz", course=course, unit=unit), 303)


def _page(here: Held, unit: str, shown: dict[str, Any]) -> str:
    """Return the whole page: the form, and below it what concerns translators."""
    session = current_session()
    return render(
        _PAGE,
        stale=stale_in_quiz(session, here.draft, unit),
        noted=noted_in_quiz(session, here.draft, unit),
        **shown,
    )


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _told(here: Held, unit: str, sheet: Sheet, *, shown: dict[str, Any]) -> Response:
    stale = stale_in_quiz(current_session(), here.draft, unit)
    return jsonify(
        base=sheet.base,
        said=sheet.said,
        touched=anchor(sheet.touched),
        html=render(_FORM, **shown),
        stale=render("authoring/builder/stale.html", here=here, unit=unit, stale=stale),
    )


def _refused(refusal: Refusal, course: str, unit: str) -> Answered:
    if _wants_json():
        return jsonify(said=str(REFUSALS[refusal.reason])), REFUSED
    say_no(refusal)
    return redirect(url_for(".quiz", course=course, unit=unit), 303)


def _next(course: str, unit: str, sheet: Sheet) -> str:
    """Return the address of the page after a step, at the place that the step touched."""
    return url_for(
        ".quiz",
        course=course,
        unit=unit,
        gone=sheet.gone.at or None,
        kept=sheet.gone.kept or None,
        _anchor=anchor(sheet.touched) if sheet.touched else None,
    )
