"""What a learner sends of an attempt: answers, the wish for a hint, the whole of it."""

from typing import Any, cast
from uuid import UUID

from flask import abort, current_app, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.assessment import messages, queries, service
from academy.assessment.queries import Kept, Sitting
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.paper import Slot, unanswered
from academy.assessment.rules.received import with_refused
from academy.assessment.rules.sheet import Sheet, base_of, read_sheet
from academy.assessment.service import Keeping
from academy.assessment.views.paper import paper
from academy.assessment.views.shared import (
    NOT_AN_ANSWER,
    Answered,
    laid_out,
    own,
    pages,
    quiz_of,
    too_late,
    wants_json,
)
from academy.assessment.views.uploads import FIELDS, ROOM, received
from academy.content.model import Mode
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.sizes import admits

_LONGEST_KEY = 64


@pages.post("/attempts/<uuid:attempt>/answers")
@admits(ROOM, fields=FIELDS)
@open_to(Access.LEARNER)
def save(attempt: UUID) -> Answered:
    """Keep every answer on the form that is new; the one at the place `check` is told at once."""
    sitting = own(attempt)
    sheet = _sheet(sitting)
    try:
        with atomic():
            _keep(sitting, sheet)
    except Refusal as refusal:
        return too_late(sitting, AttemptRefused(refusal.reason))
    if wants_json():
        return _receipts(sitting, sheet)
    if sheet.faults:
        return paper(sitting, sheet), NOT_AN_ANSWER
    _say_what_lost(sitting, sheet)
    place = request.form.get("save", _place("check") or 1, int)
    return _to_question(attempt, place)


@pages.post("/attempts/<uuid:attempt>/hints")
@admits(ROOM, fields=FIELDS)
@open_to(Access.LEARNER)
def hint(attempt: UUID) -> Answered:
    """Keep what is on the form, then show the next hint to a question."""
    sitting, place = own(attempt), _place("hint")
    asked = next((slot for slot in laid_out(sitting) if slot.place == place), None)
    if asked is None or quiz_of(sitting).conduct.mode is Mode.DEFERRED:
        raise NotFound
    sheet = _sheet(sitting)
    try:
        with atomic() as session:
            _keep(sitting, sheet)
            taken = queries.hints_taken(session, attempt).get(asked.question.id, 0)
            if taken < len(asked.question.hints):
                service.take_hint(
                    session,
                    attempt_id=attempt,
                    question_id=asked.question.id,
                    number=request.form.get("taken", taken, int) + 1,
                    now=now(),
                )
    except Refusal as refusal:
        return too_late(sitting, AttemptRefused(refusal.reason))
    return _to_question(attempt, asked.place)


@pages.post("/attempts/<uuid:attempt>/submit")
@admits(ROOM, fields=FIELDS)
@open_to(Access.LEARNER)
def submit(attempt: UUID) -> Answered:
    """Keep every new answer, then submit: at once if all is answered, else once confirmed."""
    sitting = own(attempt)
    sheet = _sheet(sitting)
    try:
        with atomic() as session:
            _keep(sitting, sheet)
            kept = queries.kept_answers(session, attempt)
            left = unanswered(laid_out(sitting), queries.answers_of(kept))
            ready = not sheet.faults and ("confirmed" in request.form or not left)
            if ready:
                service.submit(session, attempt_id=attempt, now=now())
    except Refusal as refusal:
        return too_late(sitting, AttemptRefused(refusal.reason))
    if sheet.faults:
        return paper(sitting, sheet), NOT_AN_ANSWER
    return redirect(url_for(".attempt", attempt=attempt, check=None if ready else 1), 303)


def _to_question(attempt: UUID, place: int) -> Response:
    return redirect(url_for(".attempt", attempt=attempt, _anchor=f"question-{place}"), 303)


def _place(button: str) -> int | None:
    """Return the place of the question that a button belongs to, if it was pressed."""
    return request.form.get(button, None, int)


def _sheet(sitting: Sitting) -> Sheet:
    """Read the form. Without a key nothing on it can be kept just once, so nothing is."""
    key, slots, form = request.form.get("key", ""), laid_out(sitting), received(sitting)
    is_told_at_once = quiz_of(sitting).conduct.mode is not Mode.DEFERRED
    sheet = read_sheet(
        slots,
        form.posted,
        page_key=key,
        check=_place("check") if is_told_at_once else None,
    )
    if sheet.answers and not 0 < len(key) <= _LONGEST_KEY:
        abort(400)
    return with_refused(sheet, form, slots)


def _keep(sitting: Sitting, sheet: Sheet) -> None:
    keeping = Keeping(
        locale=current_language().tag,
        secret=cast("str", current_app.config["SECRET_KEY"]).encode(),
        now=now(),
        mode=quiz_of(sitting).conduct.mode,
    )
    service.save(current_session(), attempt_id=sitting.id, answers=sheet.answers, keeping=keeping)


def _receipts(sitting: Sitting, sheet: Sheet) -> Answered:
    """Say, of each question sent, what is kept of it now: read from where it is kept."""
    slots = laid_out(sitting)
    kept = queries.kept_answers(current_session(), sitting.id)
    answered = messages.answered_text(len(queries.answers_of(kept)), len(slots))
    sent = [(slot, kept.get(slot.question.id)) for slot in slots if slot.place in sheet.filled]
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
    return jsonify(said), NOT_AN_ANSWER if sheet.faults else 200


def _receipt(slot: Slot, kept: Kept) -> dict[str, Any]:
    return {
        "question": slot.place,
        "receipt": kept.receipt,
        "at": kept.saved_at.isoformat(),
        "base": base_of(kept.answer, kept.certainty),
        "text": messages.kept_text(kept),
    }


def _counts(slot: Slot, kept: Kept, sheet: Sheet) -> bool:
    """Tell whether what was sent is what is kept: it is not, where a later answer came before."""
    sent = base_of(sheet.filled[slot.place], sheet.sure[slot.place])
    return base_of(kept.answer, kept.certainty) == sent


def _say_what_lost(sitting: Sitting, sheet: Sheet) -> None:
    """Tell somebody who sent an old page again that their later answer is the one that counts."""
    kept = queries.kept_answers(current_session(), sitting.id)
    lost = (
        new.question_id in kept and base_of(kept[new.question_id].answer) != base_of(new.answer)
        for new in sheet.answers
    )
    if any(lost):
        flash(str(messages.LATER_ANSWER), "error")
