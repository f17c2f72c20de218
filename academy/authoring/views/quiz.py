"""The quiz builder: one form, whose buttons say what to do with what was typed."""

from typing import Any

from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring.forms.questions.changes import Step
from academy.authoring.forms.questions.fields import anchor
from academy.authoring.messages import REFUSALS
from academy.authoring.views.builder import Sheet, around, held_quiz, keep, stored
from academy.authoring.views.notes import for_translators, stale_list
from academy.authoring.views.shared import REFUSED, Answered, Held, pages, say_no, wants_json
from academy.authoring.views.taken_out import set_quiz_aside
from academy.db.transaction import atomic
from academy.kernel.refusal import NotFound, Refusal
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
    try:
        return _saved(course, unit)
    except NotFound:
        return set_quiz_aside(course, unit)


def _saved(course: str, unit: str) -> Answered:
    here, _ = held_quiz(course, unit)
    try:
        with atomic():
            sheet = keep(here, unit, Step.of(request.form.get("do", "")))
    except Refusal as refusal:
        return _refused(refusal, course, unit)
    here, _ = held_quiz(course, unit)
    shown = around(here, unit, sheet)
    if wants_json():
        return _told(here, unit, sheet, shown=shown), sheet.status
    if sheet.problems or sheet.conflict:
        return _page(here, unit, shown), sheet.status
    return redirect(_next(course, unit, sheet), 303)


def _page(here: Held, unit: str, shown: dict[str, Any]) -> str:
    """Return the whole page: the form, and below it what concerns translators."""
    return render(_PAGE, **for_translators(here, unit), **shown)


def _told(here: Held, unit: str, sheet: Sheet, *, shown: dict[str, Any]) -> Response:
    return jsonify(
        base=sheet.base,
        said=sheet.said,
        touched=anchor(sheet.touched),
        html=render(_FORM, **shown),
        stale=stale_list(here, unit),
    )


def _refused(refusal: Refusal, course: str, unit: str) -> Answered:
    if wants_json():
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
