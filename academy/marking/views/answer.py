"""One answer: looking at it, marking it, deciding, having it marked again."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.assessment import queries as assessment
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.by_people import MarkForm, ReasonForm, ReplyForm
from academy.marking.policy import Permission
from academy.marking.queries.sheets import sheets_of
from academy.marking.rules.anonymous import find_file
from academy.marking.service.appeals import Reply, reply
from academy.marking.service.by_people import Answer, mark, pass_over, reopen, settle, take
from academy.marking.views.answer_page import answer_page, found, marker
from academy.marking.views.queue import next_address, sought_in
from academy.marking.views.shared import REFUSED, Answered, held, pages, say_no
from academy.marking.views.shown import file_of
from academy.web.access import Access, open_to
from academy.web.i18n import _

_ANSWER = "/teach/courses/<slug:course>/marking/answers/<uuid:attempt>/<slug:question>"


@pages.get(_ANSWER)
@open_to(Access.TRANSLATOR)
def answer(course: str, attempt: UUID, question: str) -> str:
    """Show an answer without a name, with what the reader may do about its marks."""
    here = held(course, Permission.MARK)
    return answer_page(here, found(course, attempt, question))


@pages.get("/teach/courses/<slug:course>/marking/answers/<uuid:attempt>/files/<token:mark>")
@open_to(Access.TRANSLATOR)
def answer_file(course: str, attempt: UUID, mark: str) -> Response:
    """Give a marker a file that was handed in, under a number instead of its name."""
    held(course, Permission.MARK)
    sitting = assessment.find_sitting_in(current_session(), attempt, course)
    for sheet in sheets_of(current_session(), sitting) if sitting else ():
        if find_file(sheet.given.answer, mark):
            return file_of(sheet, mark)
    raise NotFound


@pages.post(f"{_ANSWER}/take")
@open_to(Access.TRANSLATOR)
def take_answer(course: str, attempt: UUID, question: str) -> Response:
    """Let the reader mark this very answer, or leave it to others again."""
    held(course, Permission.MARK)
    sheet = found(course, attempt, question)
    what = pass_over if request.form.get("do") == "pass" else take
    try:
        with atomic() as session:
            what(session, Answer(sheet.sitting, sheet.question), by=marker())
    except Refusal as refusal:
        say_no(refusal)
    if what is take:
        return redirect(url_for(".answer", course=course, attempt=attempt, question=question), 303)
    return redirect(url_for(".queue", course=course), 303)


@pages.post(_ANSWER)
@open_to(Access.TRANSLATOR)
def mark_answer(course: str, attempt: UUID, question: str) -> Answered:
    """Mark an answer as the first or the second, then go on to the next."""
    here, sheet = held(course, Permission.MARK), found(course, attempt, question)
    form = MarkForm.about(sheet.question)
    if not form.validate():
        return answer_page(here, sheet, form), REFUSED
    meant = Answer(sheet.sitting, sheet.question, sheet.quiz.conduct.markers)
    try:
        with atomic() as session:
            mark(session, meant, form.judgement(), by=marker())
        flash(_("Saved."))
    except Refusal as refusal:
        say_no(refusal)
    if request.form.get("do") == "stop":
        return redirect(url_for(".queue", course=course), 303)
    return redirect(next_address(sought_in(here, sheet.sitting.unit_id, question)), 303)


@pages.post(f"{_ANSWER}/settle")
@open_to(Access.INSTRUCTOR)
def settle_answer(course: str, attempt: UUID, question: str) -> Answered:
    """Decide between two markers."""
    here, sheet = held(course, Permission.SETTLE), found(course, attempt, question)
    form = MarkForm.about(sheet.question)
    if not form.validate():
        return answer_page(here, sheet, form), REFUSED
    try:
        with atomic() as session:
            meant = Answer(sheet.sitting, sheet.question)
            settle(session, meant, form.judgement(), by=marker())
        flash(_("Saved."))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".answer", course=course, attempt=attempt, question=question), 303)


@pages.post(f"{_ANSWER}/reopen")
@open_to(Access.INSTRUCTOR)
def reopen_answer(course: str, attempt: UUID, question: str) -> Answered:
    """Have an answer marked again; its history stays."""
    here, sheet = held(course, Permission.SETTLE), found(course, attempt, question)
    form = ReasonForm(request.form)
    if not form.validate():
        return answer_page(here, sheet, reason=form), REFUSED
    try:
        with atomic() as session:
            meant = Answer(sheet.sitting, sheet.question)
            reopen(session, meant, str(form.reason.data), by=marker())
        flash(_("This answer waits to be marked again. Release the marks when it is."))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".answer", course=course, attempt=attempt, question=question), 303)


@pages.post(f"{_ANSWER}/appeal")
@open_to(Access.INSTRUCTOR)
def answer_appeal(course: str, attempt: UUID, question: str) -> Answered:
    """Answer an appeal, with new marks or without."""
    here, sheet = held(course, Permission.SETTLE), found(course, attempt, question)
    form = ReplyForm.about(sheet.question)
    if not form.validate():
        return answer_page(here, sheet, reply=form), REFUSED
    try:
        with atomic() as session:
            said = Reply(str(form.reply.data), form.judgement() if form.is_changed.data else None)
            reply(session, Answer(sheet.sitting, sheet.question), said, by=marker())
        flash(_("The learner can read your answer now."))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".appeals", course=course), 303)
