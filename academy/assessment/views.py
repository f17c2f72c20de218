"""Quizzes: beginning an attempt, its paper, its answers, its result."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.assessment import messages, queries, service
from academy.assessment.messages import REFUSALS
from academy.assessment.queries import Kept, Sitting
from academy.assessment.rules.attempts import AttemptRefused, attempts_left, shows_key
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import Slot, lay_out, unanswered
from academy.assessment.rules.sheet import Sheet, base_of, read_sheet
from academy.assessment.rules.shown import asked, told
from academy.catalogue import queries as catalogue
from academy.content.quiz_texts import LocalisedQuiz, quiz_texts
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries as enrolment
from academy.kernel.clock import now
from academy.kernel.ids import readable_id
from academy.kernel.memory import Memory
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render

pages = Blueprint("assessment", __name__, template_folder="templates")

_WORDS: Memory[tuple[UUID, str, str], LocalisedQuiz] = Memory(256)
_LONGEST_KEY = 64
_NOT_AN_ANSWER = 422
_TOO_LATE = 409

Answered = Response | tuple[str | Response, int]


@pages.post("/learn/<slug:course>/<slug:unit>/attempts")
@open_to(Access.LEARNER)
def start(course: str, unit: str) -> Response:
    """Begin an attempt, or go on with the open one."""
    seat = enrolment.find_seat(current_session(), current_actor().id, course)
    if seat is None or seat.is_withdrawn:
        raise NotFound
    try:
        with atomic() as session:
            attempt = service.start(session, seat=seat, unit_id=unit, now=now())
    except Refusal as refusal:
        flash(str(REFUSALS[AttemptRefused(refusal.reason)]), "error")
        return redirect(url_for("learning.unit", course=course, unit=unit), 303)
    return redirect(url_for(".attempt", attempt=attempt), 303)


@pages.get("/attempts/<uuid:attempt>/")
@open_to(Access.LEARNER)
def attempt(attempt: UUID) -> str:
    """Show the paper of an open attempt, what it lacks before it is submitted, or its result."""
    sitting = _own(attempt)
    if not sitting.is_open:
        return _result(sitting)
    return _check(sitting) if "check" in request.args else _paper(sitting)


@pages.post("/attempts/<uuid:attempt>/answers")
@open_to(Access.LEARNER)
def save(attempt: UUID) -> Answered:
    """Keep every answer on the form that is new."""
    sitting = _own(attempt)
    sheet = _sheet(sitting)
    try:
        with atomic():
            _keep(sitting, sheet)
    except Refusal as refusal:
        return _too_late(sitting, AttemptRefused(refusal.reason))
    if _wants_json():
        return _receipts(sitting, sheet)
    if sheet.faults:
        return _paper(sitting, sheet), _NOT_AN_ANSWER
    _say_what_lost(sitting, sheet)
    anchor = f"question-{request.form.get('save', 1, int)}"
    return redirect(url_for(".attempt", attempt=attempt, _anchor=anchor), 303)


@pages.post("/attempts/<uuid:attempt>/submit")
@open_to(Access.LEARNER)
def submit(attempt: UUID) -> Answered:
    """Keep every new answer, then submit: at once if all is answered, else once confirmed."""
    sitting = _own(attempt)
    sheet = _sheet(sitting)
    try:
        with atomic() as session:
            _keep(sitting, sheet)
            kept = queries.kept_answers(session, attempt)
            left = unanswered(_laid_out(sitting), queries.answers_of(kept))
            ready = not sheet.faults and ("confirmed" in request.form or not left)
            if ready:
                service.submit(session, attempt_id=attempt, now=now())
    except Refusal as refusal:
        return _too_late(sitting, AttemptRefused(refusal.reason))
    if sheet.faults:
        return _paper(sitting, sheet), _NOT_AN_ANSWER
    return redirect(url_for(".attempt", attempt=attempt, check=None if ready else 1), 303)


def _own(attempt: UUID) -> Sitting:
    """Return an attempt of the reader's own; anybody else's is not there."""
    sitting = queries.find_sitting(current_session(), attempt, current_actor().id)
    if sitting is None:
        raise NotFound
    return sitting


def _laid_out(sitting: Sitting) -> tuple[Slot, ...]:
    package = catalogue.package_of(current_session(), sitting.revision_id)
    return lay_out(package.quizzes[sitting.unit_id], sitting.seed)


def _sheet(sitting: Sitting) -> Sheet:
    """Read the form. Without a key nothing on it can be kept just once, so nothing is."""
    key = request.form.get("key", "")
    sheet = read_sheet(_laid_out(sitting), request.form.to_dict(flat=False), page_key=key)
    if sheet.answers and not 0 < len(key) <= _LONGEST_KEY:
        abort(400)
    return sheet


def _keep(sitting: Sitting, sheet: Sheet) -> None:
    service.save(
        current_session(),
        attempt_id=sitting.id,
        answers=sheet.answers,
        locale=current_language().tag,
        secret=cast("str", current_app.config["SECRET_KEY"]).encode(),
        now=now(),
    )


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _receipts(sitting: Sitting, sheet: Sheet) -> Answered:
    """Say, of each question sent, what is kept of it now: read from where it is kept."""
    paper = _laid_out(sitting)
    kept = queries.kept_answers(current_session(), sitting.id)
    answered = messages.answered_text(len(queries.answers_of(kept)), len(paper))
    sent = [(slot, kept.get(slot.question.id)) for slot in paper if slot.place in sheet.filled]
    said: dict[str, Any] = {
        "saved": [_receipt(slot, one) for slot, one in sent if one and _counts(slot, one, sheet)],
        "others": [
            {"question": slot.place, "text": str(messages.LATER_ANSWER) if one else ""}
            for slot, one in sent
            if one is None or not _counts(slot, one, sheet)
        ],
        "faults": [
            {"question": place, "text": messages.fault_text(fault)}
            for place, fault in sheet.faults.items()
        ],
        "answered": answered,
    }
    return jsonify(said), _NOT_AN_ANSWER if sheet.faults else 200


def _receipt(slot: Slot, kept: Kept) -> dict[str, Any]:
    return {
        "question": slot.place,
        "receipt": kept.receipt,
        "at": kept.saved_at.isoformat(),
        "base": base_of(kept.answer),
        "text": messages.kept_text(kept),
    }


def _counts(slot: Slot, kept: Kept, sheet: Sheet) -> bool:
    """Tell whether what was sent is what is kept: it is not, where a later answer came before."""
    return base_of(kept.answer) == base_of(sheet.filled[slot.place])


def _say_what_lost(sitting: Sitting, sheet: Sheet) -> None:
    """Tell somebody who sent an old page again that their later answer is the one that counts."""
    kept = queries.kept_answers(current_session(), sitting.id)
    if any(base_of(kept[new.question_id].answer) != base_of(new.answer) for new in sheet.answers):
        flash(str(messages.LATER_ANSWER), "error")


def _too_late(sitting: Sitting, reason: AttemptRefused) -> Answered:
    text = str(REFUSALS[reason])
    if _wants_json():
        return jsonify(text=text), _TOO_LATE
    return render("assessment/closed.html", text=text, **_around(sitting)), _TOO_LATE


def _around(sitting: Sitting) -> dict[str, Any]:
    """Return what every page of an attempt shows: where it belongs, and its words."""
    session, language = current_session(), current_language().tag
    package = catalogue.package_of(session, sitting.revision_id)
    words = _WORDS.recall(
        (sitting.revision_id, sitting.unit_id, language),
        lambda: quiz_texts(
            package,
            sitting.unit_id,
            language,
            unit_url=lambda unit: url_for("learning.unit", course=sitting.course_id, unit=unit),
        ),
    )
    outline = catalogue.outline(session, sitting.revision_id, language)
    return {"sitting": sitting, "outline": outline, "words": words}


def _paper(sitting: Sitting, sheet: Sheet | None = None) -> str:
    around, paper = _around(sitting), _laid_out(sitting)
    kept = queries.kept_answers(current_session(), sitting.id)
    answers = queries.answers_of(kept)
    return render(
        "assessment/paper.html",
        questions=asked(paper, around["words"], answers, sheet=sheet),
        kept=kept,
        answered=messages.answered_text(len(answers), len(paper)),
        key=readable_id(6),
        kept_text=messages.kept_text,
        **around,
    )


def _check(sitting: Sitting) -> str:
    kept = queries.kept_answers(current_session(), sitting.id)
    left = unanswered(_laid_out(sitting), queries.answers_of(kept))
    return render("assessment/check.html", left=left, **_around(sitting))


def _result(sitting: Sitting) -> str:
    session, language, around = current_session(), current_language().tag, _around(sitting)
    package = catalogue.package_of(session, sitting.revision_id)
    quiz = quiz_with_keys(package, sitting.unit_id, language)
    tried = queries.attempts_at(session, sitting.enrolment_id, sitting.unit_id)
    left = attempts_left(quiz, tried)
    kept = queries.kept_answers(session, sitting.id)
    return render(
        "assessment/result.html",
        questions=told(
            _laid_out(sitting),
            around["words"],
            queries.answers_of(kept),
            marks=queries.marks_of(kept),
            key=quiz if shows_key(quiz, tried) else None,
        ),
        quiz=quiz,
        left=left,
        seat=enrolment.seat_by_id(session, sitting.enrolment_id),
        after=around["outline"].neighbours(sitting.unit_id)[1],
        **around,
    )
