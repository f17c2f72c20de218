"""Correcting a question that was wrong: chosen, looked at with all that follows, then done."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.assessment.service import Act, CorrectionPlan, Proposal, questions_asked
from academy.content.model import Question
from academy.db.transaction import atomic, current_session
from academy.files.store import NotStored, current_store
from academy.kernel.clock import now
from academy.kernel.ids import key_in
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.corrections import CorrectionForm
from academy.marking.messages import REFUSALS
from academy.marking.messages import grades as words
from academy.marking.policy import Permission
from academy.marking.queries.corrections import effect, history, right_answers
from academy.marking.rules.keys import ticks
from academy.marking.service.corrections import (
    ReadQuestion,
    correct_quiz,
    packed,
    proposed,
    question_text,
    read_key,
    unpacked,
)
from academy.marking.views.shared import REFUSED, Answered, Held, held, pages, say_no
from academy.web.access import Access, open_to
from academy.web.login import current_actor
from academy.web.pages import render

_KEPT = ".correct"
_AT = "/teach/courses/<slug:course>/quizzes/<slug:unit>/corrections"
_NOTHING_READ = ReadQuestion(None, ())


@pages.get(_AT)
@open_to(Access.INSTRUCTOR)
def corrections(course: str, unit: str) -> str:
    """Show the questions of a quiz, and what was corrected."""
    here = held(course, Permission.CORRECT)
    here.quiz(unit)
    session = current_session()
    return render(
        "marking/corrections.html",
        here=here,
        quiz=_quiz(here, unit),
        questions=questions_asked(session, course, unit),
        history=history(session, course, unit),
        kinds=words.KINDS,
    )


@pages.get(f"{_AT}/of/<slug:question>")
@open_to(Access.INSTRUCTOR)
def correction(course: str, unit: str, question: str) -> str:
    """Ask what is to be done about a question, and why."""
    here, asked = _question(course, unit, question)
    return _ask(here, unit, asked, form=_form(asked))


@pages.post(f"{_AT}/of/<slug:question>")
@open_to(Access.INSTRUCTOR)
def propose_correction(course: str, unit: str, question: str) -> Answered:
    """Take what is to be done, and lead to what would follow."""
    here, asked = _question(course, unit, question)
    form = _form(asked)
    if not form.validate():
        return _ask(here, unit, asked, form=form), REFUSED
    kind, read = CorrectionKind(form.kind.data), _NOTHING_READ
    if kind is CorrectionKind.KEY:
        read = read_key(asked, form.text.data or "", request.form.getlist("right"))
    if read.faults:
        return _ask(here, unit, asked, form=form, read=read), REFUSED
    what = Corrected(question, kind, read.question)
    proposal = Proposal(course, unit, what, str(form.reason.data))
    try:
        proposed(current_session(), proposal)
    except Refusal as refusal:
        form.kind.errors = [str(REFUSALS[refusal.reason])]
        return _ask(here, unit, asked, form=form), REFUSED
    return _to(".correction_plan", course, unit, name=current_store().put(packed(proposal), _KEPT))


@pages.get(f"{_AT}/plans/<token:name>")
@open_to(Access.INSTRUCTOR)
def correction_plan(course: str, unit: str, name: str) -> Answered:
    """Show all that would follow from a correction. Nothing has changed yet."""
    here, proposal = _kept(course, unit, name)
    try:
        found = proposed(current_session(), proposal)
    except Refusal as refusal:
        say_no(refusal)
        return _to(".corrections", course, unit)
    return _plan_page(here, proposal, found)


@pages.post(f"{_AT}/plans/<token:name>")
@open_to(Access.INSTRUCTOR)
def correct_question(course: str, unit: str, name: str) -> Answered:
    """Correct a question and every score that it touches, in one act."""
    _, proposal = _kept(course, unit, name)
    act, seen = Act(current_actor().id, now()), key_in(request.form.get("seen"))
    try:
        with atomic() as session:
            done = correct_quiz(session, proposal, act=act, seen=seen)
    except Refusal as refusal:
        say_no(refusal)
        return _to(".correction_plan", course, unit, name=name)
    flash(words.corrected_text(len(done.regraded)))
    later = done.attempts - request.form.get("attempts", done.attempts, type=int)
    if later > 0:
        flash(words.later_text(later))
    return _to(".corrections", course, unit)


def _question(course: str, unit: str, question: str) -> tuple[Held, Question]:
    here = held(course, Permission.CORRECT)
    here.quiz(unit)
    found = questions_asked(current_session(), course, unit).get(question)
    if found is None:
        raise NotFound
    return here, found


def _form(asked: Question) -> CorrectionForm:
    return CorrectionForm.of(words.KINDS, question_text(asked))


def _kept(course: str, unit: str, name: str) -> tuple[Held, Proposal]:
    """Return a proposal that waits, for those who may decide about it."""
    here = held(course, Permission.CORRECT)
    here.quiz(unit)
    if not name.endswith(_KEPT):
        raise NotFound
    try:
        proposal = unpacked(current_store().get(name))
    except NotStored:
        raise NotFound from None
    if (proposal.course_id, proposal.unit_id) != (course, unit):
        raise NotFound
    return here, proposal


def _quiz(here: Held, unit: str) -> object:
    return next(each for each in here.quizzes if each.id == unit)


def _ask(
    here: Held,
    unit: str,
    asked: Question,
    *,
    form: CorrectionForm,
    read: ReadQuestion = _NOTHING_READ,
) -> str:
    return render(
        "marking/correction.html",
        here=here,
        quiz=_quiz(here, unit),
        question=asked,
        form=form,
        ticks=ticks(asked),
        ticked=request.form.getlist("right"),
        faults=read.faults,
        fault_text=words.question_fault_text,
    )


def _plan_page(here: Held, proposal: Proposal, found: CorrectionPlan) -> str:
    return render(
        "marking/correction_plan.html",
        here=here,
        quiz=_quiz(here, proposal.unit_id),
        proposal=proposal,
        plan=found,
        right=right_answers(current_session(), proposal),
        effect=effect(current_session(), found, request.args.get("page", 1, type=int)),
        kinds=words.KINDS,
    )


def _to(endpoint: str, course: str, unit: str, *, name: str | None = None) -> Response:
    return redirect(url_for(endpoint, course=course, unit=unit, name=name), HTTPStatus.SEE_OTHER)
