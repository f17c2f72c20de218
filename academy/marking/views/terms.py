"""The quizzes of a course, and when each of them is open."""

from flask import flash, redirect, request, url_for

from academy.assessment.queries.conditions import opening_of
from academy.assessment.queries.needs import count_running, openings_in
from academy.assessment.rules.conditions import ALWAYS_OPEN, Opening
from academy.assessment.service.conditions import Deciding
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.ids import readable_id
from academy.kernel.refusal import Refusal
from academy.marking.forms.terms import TermsForm
from academy.marking.messages import REFUSALS
from academy.marking.messages.terms import moved_text, terms_saved_text
from academy.marking.policy import Permission
from academy.marking.rules.terms import TermsRefused
from academy.marking.service.terms import set_terms
from academy.marking.views.shared import REFUSED, Answered, Held, held, pages
from academy.web.access import Access, open_to
from academy.web.i18n import zone_name
from academy.web.login import current_actor
from academy.web.pages import render

_UTC = "UTC"


@pages.get("/teach/courses/<slug:course>/quizzes")
@open_to(Access.TRANSLATOR)
def quizzes(course: str) -> str:
    """Show the quizzes of a course, when they are open, and what may be done with each."""
    here = held(course, Permission.SEE_FIGURES)
    openings = openings_in(current_session(), course)
    return render("marking/quizzes.html", here=here, openings=openings, always=ALWAYS_OPEN)


@pages.get("/teach/courses/<slug:course>/quizzes/<slug:unit>/terms")
@open_to(Access.INSTRUCTOR)
def terms(course: str, unit: str) -> str:
    """Ask when a quiz is open."""
    here = held(course, Permission.SET_TERMS)
    here.quiz(unit)
    opening = opening_of(current_session(), course, unit)
    return _page(here, unit, TermsForm.of(opening, _zone()))


@pages.post("/teach/courses/<slug:course>/quizzes/<slug:unit>/terms")
@open_to(Access.INSTRUCTOR)
def save_terms(course: str, unit: str) -> Answered:
    """Keep when a quiz is open, or suggest a code, or let the quiz be open always."""
    here, form = held(course, Permission.SET_TERMS), TermsForm.of(ALWAYS_OPEN, _UTC)
    here.quiz(unit)
    wish = request.form.get("do", "save")
    if wish == "suggest":
        form.code.raw_data, form.code.data = None, readable_id(2)
        return _page(here, unit, form)
    if wish != "remove" and not form.validate():
        return _page(here, unit, form), REFUSED
    opening = ALWAYS_OPEN if wish == "remove" else form.opening(_zone())
    try:
        moved = _keep(course, unit, opening)
    except Refusal as refusal:
        _complain(form, TermsRefused(refusal.reason))
        return _page(here, unit, form), REFUSED
    flash(terms_saved_text(opening))
    if moved:
        flash(moved_text(moved))
    return redirect(url_for(".terms", course=course, unit=unit), 303)


def _keep(course: str, unit: str, opening: Opening) -> int:
    deciding = Deciding(current_actor().id, now())
    with atomic() as session:
        return set_terms(session, course, unit, opening=opening, deciding=deciding)


def _complain(form: TermsForm, reason: TermsRefused) -> None:
    field = form.code if reason is TermsRefused.CODE_TOO_LONG else form.closes_at
    field.errors = [str(REFUSALS[reason])]


def _zone() -> str:
    """Return the reader's time zone: what is typed is meant there."""
    return current_actor().time_zone or _UTC


def _page(here: Held, unit: str, form: TermsForm) -> str:
    return render(
        "marking/terms.html",
        here=here,
        unit=here.outline.unit(unit),
        quiz=here.quiz(unit),
        form=form,
        zone=zone_name(_zone(), now()),
        opening=opening_of(current_session(), here.course_id, unit),
        running=count_running(current_session(), here.course_id, unit),
    )
