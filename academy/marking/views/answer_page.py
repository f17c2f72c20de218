"""The page of one answer: what a marker sees of it depends on how far it has come."""

from typing import Any
from uuid import UUID

from academy.accounts import queries as accounts
from academy.assessment import queries as assessment
from academy.db.transaction import current_session
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound
from academy.marking.forms.by_people import MarkForm, ReasonForm, ReplyForm
from academy.marking.messages import REFUSALS
from academy.marking.messages.by_people import PROGRESS, STAGES
from academy.marking.policy import Permission
from academy.marking.queries.looks import Look, advice_on, look_at
from academy.marking.queries.sheets import AnswerSheet, find_sheet
from academy.marking.rules.marking import (
    TO_MARK,
    MarkingRefused,
    Progress,
    is_held_by_other,
    may_mark,
    number_of,
    sees_marks,
)
from academy.marking.rules.peers import agree, weighted_median
from academy.marking.service.by_people import Marker
from academy.marking.views.shared import Held
from academy.marking.views.shown import shown
from academy.web.login import current_actor
from academy.web.pages import render


def marker() -> Marker:
    """Return that the reader does something to marks now."""
    return Marker(current_actor().id, now())


def found(course: str, attempt: UUID, question: str) -> AnswerSheet:
    """Return an answer in a course; nobody sees their own as those do who mark it."""
    session = current_session()
    sitting = assessment.find_sitting_in(session, attempt, course)
    sheet = find_sheet(session, sitting, question) if sitting else None
    if sheet is None:
        raise NotFound
    if sheet.sitting.learner_id == current_actor().id:
        raise Forbidden
    return sheet


def answer_page(
    here: Held,
    sheet: AnswerSheet,
    form: MarkForm | None = None,
    *,
    reason: ReasonForm | None = None,
    reply: ReplyForm | None = None,
) -> str:
    """Draw the page."""
    look = look_at(current_session(), sheet)
    refused = _why_not(look)
    return render(
        "marking/answer.html",
        here=here,
        look=look,
        form=form or MarkForm.about(sheet.question),
        reason=reason or ReasonForm(),
        reply=reply or _reply(look),
        refused=str(REFUSALS[refused]) if refused else "",
        is_mine=refused is None and _is_mine(look),
        **_seen(here, look),
    )


def _seen(here: Held, look: Look) -> dict[str, Any]:
    """Return the answer, and what others made of it, as far as the reader may see that."""
    is_teacher = here.may(Permission.SETTLE)
    is_open = sees_marks(look.progress, is_teacher=is_teacher)
    advice = advice_on(current_session(), look.sheet)
    return {
        "told": shown(look.sheet),
        "number": number_of(look.sheet.sitting.id),
        "progress": PROGRESS,
        "stages": STAGES,
        "is_teacher": is_teacher,
        "is_open": is_open,
        "names": _names(look) if is_open else {},
        "advice": advice,
        "median": weighted_median(advice.reviews),
        "do_agree": agree(advice.reviews),
    }


def _why_not(look: Look) -> MarkingRefused | None:
    """Say why the reader cannot mark the answer now; nothing where it is not to be marked."""
    if look.progress not in TO_MARK:
        return None
    me, taken = current_actor().id, look.taken
    refused = may_mark(me, look.sheet.sitting.learner_id, look.marks, now=look.progress)
    if refused or taken is None:
        return refused
    is_held = is_held_by_other(taken.marker_id, taken.claimed_at, marker_id=me, now=now())
    return MarkingRefused.WITH_SOMEBODY_ELSE if is_held else None


def _is_mine(look: Look) -> bool:
    return look.taken is not None and look.taken.marker_id == current_actor().id


def _reply(look: Look) -> ReplyForm:
    last = look.marks[-1] if look.marks else None
    return ReplyForm.about(look.sheet.question, last.levels if last else None)


def _names(look: Look) -> dict[UUID, str]:
    """Return the names of those who marked, and of the learner once the marks are released."""
    ids = {mark.marker_id for mark in look.marks}
    if look.progress is Progress.RELEASED:
        ids.add(look.sheet.sitting.learner_id)
    return accounts.names_of(current_session(), ids)
