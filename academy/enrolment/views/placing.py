"""The page of one learner in a cohort: more time, another cohort, or none."""

from uuid import UUID

from flask import request, url_for
from werkzeug.utils import redirect

from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, service
from academy.enrolment.forms import ExtensionForm
from academy.enrolment.messages import REFUSALS
from academy.enrolment.messages.cohorts import (
    EXTENDED,
    EXTENSION_ENDED,
    MOVED,
    NO_COHORT_CHOSEN,
    REMOVED,
    STATUSES,
    WITHDRAWN,
)
from academy.enrolment.policy import Act
from academy.enrolment.queries import Seat
from academy.enrolment.views.shared import (
    REFUSED,
    Answered,
    Held,
    giving,
    held,
    held_seat,
    pages,
    say,
    say_no,
    titles_of,
    zone,
)
from academy.kernel.clock import now
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import zone_name
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/admin/cohorts/<uuid:cohort>/seats/<uuid:seat>")
@open_to(Access.INSTRUCTOR)
def seat(cohort: UUID, seat: UUID) -> str:
    """Show a learner's seat in a cohort, and what can be done with it."""
    here = held(cohort, Act.SEE)
    found = held_seat(here.cohort, seat)
    more = queries.more_time(current_session(), seat)
    form = ExtensionForm.from_request(
        until=zone().here(more.until) if more else None, reason=more.reason if more else ""
    )
    return _page(here, found, form)


@pages.post("/admin/cohorts/<uuid:cohort>/seats/<uuid:seat>/extension")
@open_to(Access.INSTRUCTOR)
def extend_deadline(cohort: UUID, seat: UUID) -> Answered:
    """Give a learner more time, or let the cohort's deadline hold again."""
    here, form = held(cohort, Act.EXTEND), ExtensionForm.from_request()
    found = held_seat(here.cohort, seat)
    if request.form.get("do") == "end":
        with atomic() as session:
            service.end_extension(session, here.cohort, found, giving=giving())
        return _done(EXTENSION_ENDED, cohort, seat)
    if not form.validate():
        return _page(here, found, form), REFUSED
    try:
        with atomic() as session:
            more = form.more_time(zone())
            service.extend(session, here.cohort, found, giving=giving(), more=more)
    except Refusal as refusal:
        form.until.errors = [str(REFUSALS[refusal.reason])]
        return _page(here, found, form), REFUSED
    return _done(EXTENDED, cohort, seat)


@pages.post("/admin/cohorts/<uuid:cohort>/seats/<uuid:seat>/move")
@open_to(Access.INSTRUCTOR)
def move_seat(cohort: UUID, seat: UUID) -> Answered:
    """Put a learner into another cohort within the reader's reach."""
    here = held(cohort, Act.PLACE)
    found = held_seat(here.cohort, seat)
    wanted = request.form.get("to", type=UUID)
    if wanted is None:
        say(NO_COHORT_CHOSEN)
        return redirect(url_for(".seat", cohort=cohort, seat=seat), 303)
    target = held(wanted, Act.PLACE).cohort
    try:
        with atomic() as session:
            service.move_to(session, here.cohort, found, to=target.id, giving=giving())
    except Refusal as refusal:
        say_no(refusal)
        return redirect(url_for(".seat", cohort=cohort, seat=seat), 303)
    return _done(MOVED, target.id, seat)


@pages.post("/admin/cohorts/<uuid:cohort>/seats/<uuid:seat>/leave")
@open_to(Access.INSTRUCTOR)
def end_seat(cohort: UUID, seat: UUID) -> Answered:
    """Take a learner out of a cohort, or withdraw the seat."""
    here = held(cohort, Act.PLACE)
    found = held_seat(here.cohort, seat)
    withdraws = request.form.get("do") == "withdraw"
    use = service.withdraw_from if withdraws else service.remove
    try:
        with atomic() as session:
            use(session, here.cohort, found, giving=giving())
    except Refusal as refusal:
        say_no(refusal)
        return redirect(url_for(".seat", cohort=cohort, seat=seat), 303)
    say(WITHDRAWN if withdraws else REMOVED)
    return redirect(url_for(".cohort", cohort=cohort), 303)


def _done(message: str, cohort: UUID, seat: UUID) -> Answered:
    say(message)
    return redirect(url_for(".seat", cohort=cohort, seat=seat), 303)


def _page(here: Held, found: Seat, form: ExtensionForm) -> str:
    session, group = current_session(), here.cohort
    reach = people.scope_of(session, current_actor())
    return render(
        "enrolment/seat.html",
        here=here,
        seat=found,
        name=people.person(session, found.learner_id).name,
        more=queries.more_time(session, found.id),
        title=titles_of([group.course_id])[group.course_id],
        others=queries.others_for(session, group, reach) if here.may(Act.PLACE) else {},
        statuses=STATUSES,
        form=form,
        zone=zone_name(zone().name, now()),
    )
