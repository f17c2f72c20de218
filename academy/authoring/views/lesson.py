"""The lesson editor: writing, saving, looking at it as a learner would, and what is said of it."""

from dataclasses import dataclass
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask import make_response as answer_with
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.authoring import service
from academy.authoring.forms.lesson import LessonForm, SketchForm
from academy.authoring.messages import REFUSALS, editing
from academy.authoring.messages.faults import SEVERITIES, fault_text
from academy.authoring.messages.hints import hint_text
from academy.authoring.policy import Permission
from academy.authoring.rules.cost import over_budget, seconds_on_2g
from academy.authoring.rules.drafts import Draft, lesson_part
from academy.authoring.service import Outcome
from academy.authoring.views.editor import (
    checks_of,
    held_lesson,
    language_to_show,
    languages_of,
    sketched,
)
from academy.authoring.views.notes import for_translators, stale_list
from academy.authoring.views.preview import lesson_parts
from academy.authoring.views.shared import (
    CONFLICT,
    REFUSED,
    Answered,
    Held,
    me,
    pages,
    saving,
    wants_json,
)
from academy.authoring.views.taken_out import set_lesson_aside
from academy.content.differences import line_changes
from academy.content.draft import kept_lesson
from academy.content.model import Unit
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.languages import get_language
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.headers import FRAMED, FRAMING
from academy.web.i18n import use_language
from academy.web.pages import render

_POLICY = "Content-Security-Policy"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on the page: a text, the version it began from, and why it was not kept."""

    text: str
    base: str
    errors: tuple[str, ...] = ()


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/lesson")
@open_to(Access.TRANSLATOR)
def lesson(course: str, unit: str) -> Response:
    """Show a lesson to write in."""
    here, found = held_lesson(course, unit)
    name = lesson_part(unit)
    return _editor(here, found, Sheet(here.draft.package.lessons[unit], here.draft.version(name)))


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/lesson")
@open_to(Access.TRANSLATOR)
def save_lesson(course: str, unit: str) -> Answered:
    """Keep a lesson, unless somebody else has saved another one meanwhile, or taken it out."""
    try:
        return _saved(course, unit)
    except NotFound:
        return set_lesson_aside(course, unit)


def _saved(course: str, unit: str) -> Answered:
    here, found = held_lesson(course, unit)
    form = LessonForm.from_request()
    sheet = Sheet(form.text.data or "", form.base.data or "")
    if not form.validate():
        return _not_kept(here, found, sheet, errors=[str(said) for said in form.text.errors])
    try:
        with atomic() as session:
            outcome = service.save(
                session,
                saving(course, base=sheet.base),
                lesson_part(unit),
                body={"text": kept_lesson(sheet.text)},
            )
    except Refusal as refusal:
        return _not_kept(here, found, sheet, errors=[str(REFUSALS[refusal.reason])])
    here, found = held_lesson(course, unit)
    if outcome.is_conflict:
        return _conflict(here, found, kept_lesson(sheet.text))
    return _kept(here, found, outcome)


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/lesson/state")
@open_to(Access.TRANSLATOR)
def lesson_state(course: str, unit: str) -> Response:
    """Tell a script which version of a lesson is the newest, and who saved it."""
    here, _ = held_lesson(course, unit)
    return jsonify(**_state(here.draft, unit))


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/lesson/preview")
@open_to(Access.TRANSLATOR)
def lesson_preview(course: str, unit: str) -> Response:
    """Show a lesson as a learner would see it, in the language that the address asks for."""
    here, _ = held_lesson(course, unit, Permission.PREVIEW)
    return _page(
        here.draft, unit, here.draft.package.lessons[unit], wished=request.args.get("locale")
    )


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/lesson/preview")
@open_to(Access.TRANSLATOR)
def preview_lesson(course: str, unit: str) -> Response:
    """Show a text as a learner would see it; nothing is kept."""
    here, _ = held_lesson(course, unit)
    form = SketchForm.from_request()
    return _page(here.draft, unit, form.text.data or "", wished=form.locale.data)


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/lesson/checks")
@open_to(Access.TRANSLATOR)
def check_lesson_text(course: str, unit: str) -> str:
    """Say of a text what is wrong, what could be easier, and what it costs; nothing is kept."""
    here, _ = held_lesson(course, unit)
    form = SketchForm.from_request()
    around = _checked(here.draft, unit, form.text.data or "", wished=form.locale.data)
    return render("authoring/checks.html", **around)


def _editor(here: Held, unit: Unit, sheet: Sheet) -> Response:
    page = render(
        "authoring/editor.html",
        here=here,
        unit=unit,
        sheet=sheet,
        state=_state(here.draft, unit.id),
        locales=languages_of(here.draft),
        who=me().hex,
        **for_translators(here, unit.id),
        **_checked(here.draft, unit.id, sheet.text, wished=request.form.get("locale")),
    )
    answer = answer_with(page, REFUSED if sheet.errors else 200)
    answer.headers[_POLICY] = FRAMING
    return answer


def _checked(draft: Draft, unit: str, text: str, *, wished: str | None) -> dict[str, Any]:
    shown = language_to_show(draft, wished)
    return {
        "checks": checks_of(draft, unit, text, locale=shown),
        "locale": shown,
        "fault_text": fault_text,
        "hint_text": hint_text,
        "severities": SEVERITIES,
        "over_budget": over_budget,
        "seconds": seconds_on_2g,
    }


def _page(draft: Draft, unit: str, text: str, *, wished: str | None) -> Response:
    locale = language_to_show(draft, wished)
    package = sketched(draft, unit, text, locale=locale)
    use_language(get_language(locale))
    parts = lesson_parts(
        package, unit, unit_url=lambda one: url_for(".preview", course=draft.course_id, unit=one)
    )
    answer = answer_with(render("authoring/shown.html", track=draft.course.track, **parts))
    answer.headers[_POLICY] = FRAMED
    return answer


def _state(draft: Draft, unit: str) -> dict[str, Any]:
    name = lesson_part(unit)
    part = draft.changed.get(name)
    names = people.names_of(current_session(), [part.saved_by] if part and part.saved_by else [])
    who = names.get(part.saved_by) if part and part.saved_by else None
    return {
        "version": draft.version(name),
        "is_mine": bool(part and part.saved_by == me()),
        "said": editing.saved_by_text(who, part.saved_at) if part else "",
    }


def _not_kept(here: Held, unit: Unit, sheet: Sheet, *, errors: list[str]) -> Answered:
    if wants_json():
        return jsonify(said=" ".join(errors)), REFUSED
    return _editor(here, unit, Sheet(sheet.text, sheet.base, tuple(errors)))


def _kept(here: Held, unit: Unit, outcome: Outcome) -> Answered:
    if not wants_json():
        flash(str(editing.SAVED))
        return redirect(url_for(".lesson", course=here.draft.course_id, unit=unit.id), 303)
    return jsonify(
        version=outcome.version,
        said=editing.saved_at_text(now()),
        stale=stale_list(here, unit.id),
    )


def _conflict(here: Held, unit: Unit, mine: str) -> Answered:
    theirs = here.draft.package.lessons[unit.id]
    state = _state(here.draft, unit.id)
    around = {"mine": mine, "theirs": theirs, "changes": line_changes(theirs, mine)}
    shown = {"here": here, "unit": unit, "state": state, **around}
    if wants_json():
        told = {**state, "theirs": theirs, "sides": render("authoring/sides.html", **shown)}
        return jsonify(told), CONFLICT
    return render("authoring/conflict.html", **shown), CONFLICT
