"""What is written for a step that was taken out meanwhile: it is kept in its history."""

from dataclasses import dataclass

from flask import jsonify, request, url_for

from academy.authoring import queries, service
from academy.authoring.forms.lesson import LessonForm
from academy.authoring.forms.quiz import read_quiz
from academy.authoring.messages import REFUSALS, editing
from academy.authoring.policy import Permission
from academy.authoring.rules.drafts import (
    Body,
    DraftRefused,
    lesson_part,
    quiz_part,
    unit_of_part,
)
from academy.authoring.views.shared import (
    CONFLICT,
    REFUSED,
    Answered,
    Held,
    held,
    saving,
    wants_json,
)
from academy.content.document import quiz_from_plain
from academy.content.draft import kept_lesson
from academy.content.markdown import lesson_title
from academy.content.model import COURSE
from academy.content.writer import quiz_plain
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import NotFound, Refusal
from academy.web.pages import render


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that a course had once, as it was last."""

    here: Held
    name: str
    body: Body


def set_lesson_aside(course: str, unit: str) -> Answered:
    """Keep a lesson in the history of its step; raise `NotFound` where there never was one."""
    part, form = _had(course, lesson_part(unit)), LessonForm.from_request()
    text = kept_lesson(form.text.data or "")
    form.validate()
    if form.text.errors:
        gone = REFUSALS[DraftRefused.NOT_A_UNIT]
        return _refused(part, " ".join(map(str, (gone, *form.text.errors))), text)
    return _set_aside(part, {"text": text}, text)


def set_quiz_aside(course: str, unit: str) -> Answered:
    """Keep a quiz in the history of its step; raise `NotFound` where there never was one."""
    part = _had(course, quiz_part(unit))
    before = quiz_from_plain(dict(part.body))
    filled = read_quiz(request.form.to_dict(flat=False), before)
    return _set_aside(part, quiz_plain(filled.quiz))


def gone_at(here: Held, name: str) -> str:
    """Return the way back for a step that was taken out, or nothing for what is in the course."""
    if name == COURSE or here.draft.body(name) is not None:
        return ""
    unit = unit_of_part(name)
    version = queries.course_with(current_session(), here.draft, unit)
    course = here.draft.course_id
    return url_for(".course", course=course, unit=unit if version else None, undo=version)


def _had(course: str, name: str) -> _Part:
    """Return a part that a course had once and has no more; raise `NotFound` for any other."""
    here = held(course, Permission.EDIT)
    body = queries.part_at_last(current_session(), here.draft, name)
    if body is None or here.draft.body(name) is not None:
        raise NotFound
    return _Part(here, name, body)


def _set_aside(part: _Part, body: Body, text: str = "") -> Answered:
    """Keep a content, and lead to where it is; `text` is shown where it cannot be kept."""
    course = part.here.draft.course_id
    try:
        with atomic() as session:
            service.set_aside(session, saving(course), part.name, body=body)
    except Refusal as refusal:
        return _refused(part, str(REFUSALS[refusal.reason]), text)
    around = _around(part)
    if wants_json():
        sides = render("authoring/taken_out_ways.html", **around)
        return jsonify(said=str(editing.TAKEN_OUT), sides=sides), CONFLICT
    return render("authoring/taken_out.html", said=editing.TAKEN_OUT, text="", **around), CONFLICT


def _refused(part: _Part, said: str, text: str) -> Answered:
    """Say why it is not kept; what was typed stays on the page."""
    if wants_json():
        return jsonify(said=said), REFUSED
    return render("authoring/taken_out.html", said=said, text=text, **_around(part)), REFUSED


def _around(part: _Part) -> dict[str, object]:
    kind, _, unit = part.name.partition("/")
    is_lesson = "text" in part.body
    title = lesson_title(str(part.body["text"])) if is_lesson else str(part.body["title"])
    return {
        "here": part.here,
        "title": title or unit,
        "kind": kind,
        "unit": unit,
        "gone": gone_at(part.here, part.name),
    }
