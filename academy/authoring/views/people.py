"""Who works on a course."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import queries, service
from academy.authoring.forms.people import ROLES, PersonForm, RolesForm
from academy.authoring.messages import REFUSALS
from academy.authoring.policy import Permission, may
from academy.authoring.rules.staff import CourseRole
from academy.authoring.views.shared import REFUSED, Answered, Held, held, me, pages, saving, say_no
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/people")
@open_to(Access.TRANSLATOR)
def people(course: str) -> str:
    """Show who works on a course and what they do: names only, nobody's address."""
    return _page(held(course, Permission.PREVIEW), PersonForm())


@pages.post("/teach/courses/<slug:course>/people")
@open_to(Access.TRANSLATOR)
def add_person(course: str) -> Answered:
    """Let somebody else work on a course."""
    here, form = held(course, Permission.MANAGE), PersonForm(request.form)
    if not form.validate():
        return _page(here, form), REFUSED
    try:
        with atomic() as session:
            service.add_person(session, saving(course), str(form.login.data), roles=form.chosen())
    except Refusal as refusal:
        form.login.errors = [str(REFUSALS[refusal.reason])]
        return _page(here, form), REFUSED
    flash(_("Saved."))
    return redirect(url_for(".people", course=course), 303)


@pages.post("/teach/courses/<slug:course>/people/<uuid:person>")
@open_to(Access.TRANSLATOR)
def change_person(course: str, person: UUID) -> Response:
    """Say what somebody does for a course from now on, or take them off it."""
    held(course, Permission.MANAGE)
    form, is_off = RolesForm(request.form), "off" in request.form
    if not is_off and not form.validate():
        flash(_("Tick what this person does, or take them off the course."), "error")
        return redirect(url_for(".people", course=course), 303)
    roles = frozenset[CourseRole]() if is_off else form.chosen()
    try:
        with atomic() as session:
            service.change_person(session, saving(course), person, roles=roles)
        flash(_("Saved."))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(_next_page(course), 303)


def _next_page(course: str) -> str:
    """Return the way back; whoever took themselves off a course has no more business with it."""
    standing = queries.standing(current_session(), current_actor(), course)
    if may(Permission.PREVIEW, standing):
        return url_for(".people", course=course)
    return url_for(".index")


def _page(here: Held, form: PersonForm) -> str:
    return render(
        "authoring/people.html",
        here=here,
        form=form,
        members=queries.members(current_session(), here.draft.course_id),
        roles=ROLES,
        me=me(),
    )
