"""Pages of cohorts: the list, making one, changing one."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, service
from academy.enrolment.forms import CohortForm, SiftForm
from academy.enrolment.forms.cohorts import ARCHIVED as WANTS_ARCHIVED
from academy.enrolment.messages import REFUSALS
from academy.enrolment.messages.cohorts import (
    ARCHIVED,
    BROUGHT_BACK,
    ENTRIES,
    NOTHING_NEW,
    PHASES,
    SAVED,
)
from academy.enrolment.policy import Act
from academy.enrolment.queries import Sought
from academy.enrolment.rules import CohortRefused, Phase, Terms, phase
from academy.enrolment.service import Founding
from academy.enrolment.views.shared import (
    REFUSED,
    Answered,
    giving,
    held,
    pages,
    say,
    titles_of,
    zone,
)
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, Refusal
from academy.web.access import Access, open_to
from academy.web.addresses import page_asked
from academy.web.i18n import current_language, zone_name
from academy.web.login import current_actor
from academy.web.pages import render

_NEW = Terms("")
_FIELDS = {
    CohortRefused.ENDS_BEFORE_START: "ends_at",
    CohortRefused.BAD_CAPACITY: "capacity",
    CohortRefused.SEATS_TAKEN: "capacity",
}


@pages.get("/admin/cohorts")
@open_to(Access.INSTRUCTOR)
def cohorts() -> str:
    """Show the cohorts that the reader may see."""
    session, at = current_session(), now()
    sight = queries.sight_of(session, current_actor())
    places = people.tree(session, sight.administers)
    titles = titles_of(queries.courses_seen(session, sight))
    form = SiftForm.from_address(titles, places, phases=PHASES)
    batch = queries.list_cohorts(session, sight, _sought(form), now=at, number=page_asked())
    after = url_for(".cohorts", **form.chosen(page=batch.number + 1)) if batch.has_more else None
    return render(
        "enrolment/cohorts.html",
        form=form,
        batch=batch,
        next=after,
        titles=titles,
        names=people.names_of_organisations(session),
        phases={one.cohort.id: PHASES[phase(one.cohort.terms, at)] for one in batch.rows},
        may_add=not sight.administers.is_nothing,
    )


@pages.get("/admin/cohorts/new")
@open_to(Access.ADMIN)
def new_cohort() -> str:
    """Ask for a new cohort."""
    return _new_page(_new_form())


@pages.post("/admin/cohorts/new")
@open_to(Access.ADMIN)
def make_cohort() -> Answered:
    """Make a cohort within the reader's reach."""
    form = _new_form()
    if not form.validate():
        return _new_page(form), REFUSED
    place = UUID(form.organisation.data)
    if not people.scope_of(current_session(), current_actor()).holds(place):
        raise Forbidden
    founding = Founding(str(form.course.data), place, form.terms(zone()))
    try:
        with atomic() as session:
            made = service.found(session, founding, giving=giving())
    except Refusal as refusal:
        _complain(form, CohortRefused(refusal.reason))
        return _new_page(form), REFUSED
    say(SAVED)
    return redirect(url_for(".cohort", cohort=made), 303)


@pages.get("/admin/cohorts/<uuid:cohort>/change")
@open_to(Access.INSTRUCTOR)
def edit_cohort(cohort: UUID) -> str:
    """Ask what a cohort is to be."""
    here = held(cohort, Act.CHANGE)
    form = CohortForm.of(here.cohort.terms, zone(), ENTRIES)
    form.settle()
    return render("enrolment/change.html", here=here, form=form, zone=_zone_name())


@pages.post("/admin/cohorts/<uuid:cohort>/change")
@open_to(Access.INSTRUCTOR)
def change_cohort(cohort: UUID) -> Answered:
    """Keep what a cohort is to be."""
    here = held(cohort, Act.CHANGE)
    form = CohortForm.of(here.cohort.terms, zone(), ENTRIES)
    form.settle()
    told = {"here": here, "form": form, "zone": _zone_name()}
    if not form.validate():
        return render("enrolment/change.html", **told), REFUSED
    try:
        with atomic() as session:
            changed = service.change(session, cohort, form.terms(zone()), giving=giving())
    except Refusal as refusal:
        _complain(form, CohortRefused(refusal.reason))
        return render("enrolment/change.html", **told), REFUSED
    say(SAVED if changed else NOTHING_NEW)
    return redirect(url_for(".cohort", cohort=cohort), 303)


@pages.post("/admin/cohorts/<uuid:cohort>/archive")
@open_to(Access.INSTRUCTOR)
def archive_cohort(cohort: UUID) -> Response:
    """Put a cohort away, or bring it back."""
    held(cohort, Act.CHANGE)
    away = request.form.get("do") != "bring-back"
    with atomic() as session:
        service.archive(session, cohort, giving=giving(), away=away)
    say(ARCHIVED if away else BROUGHT_BACK)
    return redirect(url_for(".cohort", cohort=cohort), 303)


def _sought(form: SiftForm) -> Sought:
    """Return what was chosen; an organisation stands for itself and all below it."""
    chosen, told = form.organisation_id, str(form.phase.data or "")
    below = people.subtree(current_session(), chosen) if chosen else None
    archived = told == WANTS_ARCHIVED
    return Sought(
        form.course_id,
        below,
        Phase(told) if told and not archived else None,
        archived,
    )


def _new_form() -> CohortForm:
    session = current_session()
    form = CohortForm.of(_NEW, zone(), ENTRIES)
    told = catalogue.published_courses(session, current_language().tag)
    courses = {course.id: course.title.text for course in told if course.is_open}
    form.offer(courses, people.tree(session, people.scope_of(session, current_actor())))
    return form


def _new_page(form: CohortForm) -> str:
    return render("enrolment/new.html", form=form, zone=_zone_name())


def _zone_name() -> str:
    return zone_name(zone().name, now())


def _complain(form: CohortForm, reason: CohortRefused) -> None:
    form[_FIELDS.get(reason, "name")].errors = [str(REFUSALS[reason])]
