"""What single learners of a course have more than others, and why: for those who teach it."""

from typing import cast
from uuid import UUID

from flask import flash, redirect, request, url_for

from academy.assessment.service.conditions import Deciding, Grant
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.ids import key_in
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.needs import NeedForm, SeekForm
from academy.marking.messages import REFUSALS
from academy.marking.policy import Permission
from academy.marking.queries.needs import learner_needs, learners_called, needs_page
from academy.marking.service.terms import end_need, grant_need
from academy.marking.views.shared import REFUSED, Answered, Held, held, pages, say_no
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/needs")
@open_to(Access.INSTRUCTOR)
def needs(course: str) -> str:
    """Show what was granted in a course, and find the learner to grant something to."""
    here, session = held(course, Permission.SEE_NEEDS), current_session()
    form = SeekForm(request.args)
    return render(
        "marking/needs.html",
        here=here,
        form=form,
        found=learners_called(session, course, form.sought) if form.sought else None,
        page=needs_page(session, course, key_in(request.args.get("before"))),
    )


@pages.get("/teach/courses/<slug:course>/needs/<uuid:learner>")
@open_to(Access.INSTRUCTOR)
def need(course: str, learner: UUID) -> str:
    """Show what a learner has and had, and ask what to grant."""
    form = NeedForm(data={"extra_percent": 0, "extra_attempts": 0})
    return _page(held(course, Permission.SEE_NEEDS), learner, form)


@pages.post("/teach/courses/<slug:course>/needs/<uuid:learner>")
@open_to(Access.INSTRUCTOR)
def grant(course: str, learner: UUID) -> Answered:
    """Grant a learner more time, more attempts, or both."""
    here, form = held(course, Permission.SEE_NEEDS), NeedForm(request.form)
    if not form.validate():
        return _page(here, learner, form), REFUSED
    extra = (cast("int", form.extra_percent.data), cast("int", form.extra_attempts.data))
    wanted = Grant(learner, course, *extra, reason=str(form.reason.data))
    try:
        with atomic() as session:
            grant_need(session, wanted, Deciding(current_actor().id, now()))
    except Refusal as refusal:
        form.extra_percent.errors = [str(REFUSALS[refusal.reason])]
        return _page(here, learner, form), REFUSED
    flash(_("Granted. It holds from now on, for attempts that are open, too."))
    return redirect(url_for(".need", course=course, learner=learner), 303)


@pages.post("/teach/courses/<slug:course>/needs/<uuid:need>/end")
@open_to(Access.INSTRUCTOR)
def end(course: str, need: UUID) -> Answered:
    """Let a grant hold no longer."""
    held(course, Permission.SEE_NEEDS)
    deciding = Deciding(current_actor().id, now())
    try:
        with atomic() as session:
            learner = end_need(session, course, need, deciding=deciding)
    except Refusal as refusal:
        say_no(refusal)
        return redirect(url_for(".needs", course=course), 303)
    flash(_("Ended. An attempt that is open keeps its time."))
    return redirect(url_for(".need", course=course, learner=learner), 303)


def _page(here: Held, learner: UUID, form: NeedForm) -> str:
    found = learner_needs(current_session(), learner, here.course_id)
    if found is None:
        raise NotFound
    return render("marking/need.html", here=here, learner=found, form=form)
