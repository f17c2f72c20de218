"""The gradebook, and the page of one learner in one quiz, where a score can be set by hand."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.assessment.service import Hand, Setting
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries as enrolment
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.grades import GradesForm, ScoreForm, TakeBackForm
from academy.marking.messages import REFUSALS
from academy.marking.messages import grades as words
from academy.marking.policy import Permission
from academy.marking.queries.grade import GradePage, grade_page
from academy.marking.queries.gradebook import book_page
from academy.marking.rules.gradebook import Wanted, read_percent
from academy.marking.service.grades import change_grade
from academy.marking.views.shared import REFUSED, Answered, Held, held, pages
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/grades")
@open_to(Access.INSTRUCTOR)
def grades(course: str) -> str:
    """Show the learners of a course and how they stand in its quizzes."""
    here = held(course, Permission.SEE_GRADES)
    form, wanted = asked(here)
    return render(
        "marking/grades.html",
        here=here,
        form=form,
        wanted=wanted,
        book=book_page(current_session(), course, wanted),
        statuses=words.STATUSES,
        address=_addresses(course, form),
        query=urlencode(form.chosen(page="", order="", way="")),
    )


@pages.get("/teach/courses/<slug:course>/grades/<uuid:seat>/<slug:unit>")
@open_to(Access.INSTRUCTOR)
def grade(course: str, seat: UUID, unit: str) -> str:
    """Show one learner in one quiz: attempts, scores, and what was set by hand."""
    here = held(course, Permission.SEE_GRADES)
    return _page(here, _found(here, seat, unit), unit, forms={})


@pages.post("/teach/courses/<slug:course>/grades/<uuid:seat>/<slug:unit>")
@open_to(Access.INSTRUCTOR)
def set_grade(course: str, seat: UUID, unit: str) -> Answered:
    """Set a learner's score in a quiz by hand."""
    here, form = held(course, Permission.SET_GRADES), ScoreForm.from_request()
    page = _found(here, seat, unit)
    percent = read_percent(form.percent.data or "")
    if form.validate() and percent is None:
        form.percent.errors = [_("A score is a number from 0 to 100.")]
    if form.errors or percent is None:
        return _page(here, page, unit, forms={"form": form}), REFUSED
    setting = Setting(seat, unit, percent, str(form.reason.data))
    with atomic() as session:
        change_grade(session, course, setting, hand=Hand(current_actor().id, now()))
    flash(_("The score is set. It counts from now on, and what was completed stays completed."))
    return _back(course, seat, unit)


@pages.post("/teach/courses/<slug:course>/grades/<uuid:seat>/<slug:unit>/take-back")
@open_to(Access.INSTRUCTOR)
def take_back_grade(course: str, seat: UUID, unit: str) -> Answered:
    """Take back a score that was set by hand, so that the attempts count again."""
    here, form = held(course, Permission.SET_GRADES), TakeBackForm.from_request()
    page = _found(here, seat, unit)
    if not form.validate():
        return _page(here, page, unit, forms={"back": form}), REFUSED
    setting = Setting(seat, unit, None, str(form.why.data))
    try:
        with atomic() as session:
            change_grade(session, course, setting, hand=Hand(current_actor().id, now()))
    except Refusal as refusal:
        form.why.errors = [str(REFUSALS[refusal.reason])]
        return _page(here, page, unit, forms={"back": form}), REFUSED
    flash(_("Taken back. The attempts count again."))
    return _back(course, seat, unit)


def asked(here: Held) -> tuple[GradesForm, Wanted]:
    """Return which learners the address asks for."""
    form = GradesForm.from_address(
        statuses=words.STATUSES,
        cohorts=enrolment.cohorts_of(current_session(), here.course_id),
        quizzes=[(quiz.id, quiz.title.text) for quiz in here.quizzes],
        states=words.STATES,
    )
    return form, form.wanted([quiz.id for quiz in here.quizzes])


def _found(here: Held, seat: UUID, unit: str) -> GradePage:
    here.quiz(unit)
    found = grade_page(current_session(), here.course_id, seat=seat, unit_id=unit)
    if found is None:
        raise NotFound
    return found


def _page(here: Held, page: GradePage, unit: str, *, forms: Mapping[str, Any]) -> str:
    shown = {"form": ScoreForm(), "back": TakeBackForm(), **forms}
    return render(
        "marking/grade.html",
        here=here,
        page=page,
        quiz=next(each for each in here.quizzes if each.id == unit),
        pass_mark=here.quiz(unit).pass_mark,
        statuses=words.STATUSES,
        causes=words.CAUSES,
        **shown,
    )


def _back(course: str, seat: UUID, unit: str) -> Response:
    return redirect(url_for(".grade", course=course, seat=seat, unit=unit), HTTPStatus.SEE_OTHER)


def _addresses(course: str, form: GradesForm) -> Callable[..., str]:
    """Return what gives the address of the same page with some changes."""
    address = url_for(".grades", course=course, _external=False)

    def changed(**changes: str) -> str:
        query = form.chosen(**changes)
        return f"{address}?{urlencode(query)}" if query else address

    return changed
