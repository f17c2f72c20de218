"""The page of a cohort: who is in it, who wants to be, and who looks after it."""

from uuid import UUID

from flask import request, url_for
from werkzeug.utils import redirect

from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, service
from academy.enrolment.forms import InstructorForm, InvitationForm
from academy.enrolment.messages import REFUSALS
from academy.enrolment.messages.cohorts import (
    APPOINTED,
    DISMISSED,
    ENTRIES,
    INVITED,
    NOBODY_CHOSEN,
    NOTHING_NEW,
    PHASES,
    REVOKED,
    STATUSES,
    decided_text,
)
from academy.enrolment.policy import Act
from academy.enrolment.queries import Group
from academy.enrolment.rules import Entry, Limits, invitation_refused, phase
from academy.enrolment.views.shared import (
    REFUSED,
    Answered,
    Held,
    giving,
    held,
    pages,
    say,
    say_no,
    titles_of,
    zone,
)
from academy.kernel.clock import now
from academy.kernel.ids import key_in
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.addresses import page_asked
from academy.web.i18n import zone_name
from academy.web.pages import render

_SHOWN = 200
"""How many of those who ask or wait stand on the page at once."""


@pages.get("/admin/cohorts/<uuid:cohort>")
@open_to(Access.INSTRUCTOR)
def cohort(cohort: UUID) -> str:
    """Show a cohort and everybody who has to do with it."""
    return _page(held(cohort, Act.SEE), InvitationForm.from_request(), InstructorForm())


@pages.post("/admin/cohorts/<uuid:cohort>/requests")
@open_to(Access.INSTRUCTOR)
def decide(cohort: UUID) -> Answered:
    """Let in or decline those who were chosen."""
    here = held(cohort, Act.DECIDE)
    chosen = [key for one in request.form.getlist("who") if (key := key_in(one))]
    back = redirect(url_for(".cohort", cohort=cohort), 303)
    if not chosen:
        say(NOBODY_CHOSEN)
        return back
    use = service.approve if request.form.get("do") == "approve" else service.decline
    try:
        with atomic() as session:
            decided = use(session, here.cohort.id, chosen, giving=giving())
    except Refusal as refusal:
        say_no(refusal)
        return back
    for sentence in decided_text(decided):
        say(sentence)
    return back


@pages.post("/admin/cohorts/<uuid:cohort>/invitations")
@open_to(Access.INSTRUCTOR)
def make_invitation(cohort: UUID) -> Answered:
    """Make a code that lets people in."""
    here, form = held(cohort, Act.INVITE), InvitationForm.from_request()
    if not form.validate():
        return _page(here, form, InstructorForm()), REFUSED
    limits = Limits(form.uses.data, zone().moment(form.expires_at.data))
    try:
        with atomic() as session:
            service.invite(session, here.cohort, giving=giving(), limits=limits)
    except Refusal as refusal:
        field = form.uses if "limit" in refusal.reason else form.expires_at
        field.errors = [str(REFUSALS[refusal.reason])]
        return _page(here, form, InstructorForm()), REFUSED
    say(INVITED)
    return redirect(url_for(".cohort", cohort=cohort, _anchor="invitations"), 303)


@pages.post("/admin/cohorts/<uuid:cohort>/invitations/<uuid:invitation>/revoke")
@open_to(Access.INSTRUCTOR)
def revoke_invitation(cohort: UUID, invitation: UUID) -> Answered:
    """Let a code let nobody in any more."""
    here = held(cohort, Act.INVITE)
    with atomic() as session:
        service.revoke(session, here.cohort, invitation, giving=giving())
    say(REVOKED)
    return redirect(url_for(".cohort", cohort=cohort, _anchor="invitations"), 303)


@pages.post("/admin/cohorts/<uuid:cohort>/instructors")
@open_to(Access.INSTRUCTOR)
def appoint(cohort: UUID) -> Answered:
    """Let somebody look after a cohort who teaches in its organisation or above."""
    here, form = held(cohort, Act.CHANGE), InstructorForm.from_request()
    if not form.validate():
        return _page(here, InvitationForm(), form), REFUSED
    account = people.find_by_login(current_session(), str(form.login.data))
    user_id = account.id if account else None
    try:
        with atomic() as session:
            is_new = service.appoint(session, here.cohort, user_id, giving=giving())
    except Refusal as refusal:
        form.login.errors = [str(REFUSALS[refusal.reason])]
        return _page(here, InvitationForm(), form), REFUSED
    say(APPOINTED if is_new else NOTHING_NEW)
    return redirect(url_for(".cohort", cohort=cohort, _anchor="instructors"), 303)


@pages.post("/admin/cohorts/<uuid:cohort>/instructors/<uuid:person>/remove")
@open_to(Access.INSTRUCTOR)
def dismiss(cohort: UUID, person: UUID) -> Answered:
    """Let somebody look after a cohort no more."""
    here = held(cohort, Act.CHANGE)
    with atomic() as session:
        service.dismiss(session, here.cohort, person, giving=giving())
    say(DISMISSED)
    return redirect(url_for(".cohort", cohort=cohort, _anchor="instructors"), 303)


def _page(here: Held, invitation: InvitationForm, instructor: InstructorForm) -> str:
    session, at, group = current_session(), now(), here.cohort
    invites = queries.invites_of(session, group.id)
    return render(
        "enrolment/cohort.html",
        here=here,
        title=titles_of([group.course_id])[group.course_id],
        organisations=people.names_of_organisations(session),
        batch=queries.list_seats(session, group, number=page_asked()),
        taken=queries.seats_taken(session, group.id),
        invites=invites,
        over={one.id: invitation_refused(one.ticket, at) for one in invites},
        guides=queries.instructors_of(session, group.id),
        forms={"invitation": invitation, "instructor": instructor},
        words={"entries": ENTRIES, "statuses": STATUSES, "refusals": REFUSALS},
        phase=PHASES[phase(group.terms, at)],
        is_shut=group.terms.entry is Entry.CLOSED,
        zone=zone_name(zone().name, at),
        **_wanting(group),
    )


def _wanting(group: Group) -> dict[str, object]:
    """Return who asks for a seat and who waits for one, with their names."""
    session = current_session()
    asking = queries.asking(session, group.id, limit=_SHOWN)
    waiting = queries.in_line(session, group.id, limit=_SHOWN)
    wanting = [wish.learner_id for wish in (*asking, *waiting)]
    return {
        "asking": asking,
        "waiting": waiting,
        "counts": queries.count_wishes(session, group.id),
        "names": people.names_of(session, wanting),
    }
