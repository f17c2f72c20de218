"""How learners come into a cohort: with a code, by asking, or by themselves."""

from enum import StrEnum
from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, rules, service
from academy.enrolment.forms import CodeForm
from academy.enrolment.messages import REFUSALS
from academy.enrolment.messages.cohorts import SIGN_IN_TO_JOIN, TAKEN_BACK, seating_text
from academy.enrolment.queries import Group
from academy.enrolment.rules import CohortRefused, Entry, Given, InvitationRefused
from academy.enrolment.service import Seating
from academy.enrolment.views.shared import REFUSED, Answered, giving, pages, say, say_no, titles_of
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import zone_name
from academy.web.limits import GUESSING, limiter
from academy.web.login import current_actor, find_current_actor
from academy.web.pages import render


def _was_refused(answer: FlaskResponse) -> bool:
    return answer.status_code == REFUSED


_guesses_are_counted = limiter.limit(GUESSING, deduct_when=_was_refused)
"""Only codes that nobody has count: a class of forty joins from one address within a minute."""


@pages.get("/join")
@open_to(Access.PUBLIC)
def join() -> str:
    """Ask for the code of an invitation."""
    return render("enrolment/code.html", form=CodeForm.from_request())


@pages.post("/join")
@open_to(Access.PUBLIC)
@_guesses_are_counted
def type_code() -> Answered:
    """Go to what a code invites to."""
    form = CodeForm.from_request()
    code = rules.typed_code(str(form.code.data or ""))
    if not form.validate():
        return render("enrolment/code.html", form=form), REFUSED
    if not code or queries.find_invite(current_session(), code) is None:
        form.code.errors = [str(REFUSALS[InvitationRefused.UNKNOWN])]
        return render("enrolment/code.html", form=form), REFUSED
    return redirect(url_for(".invited", code=code), 303)


@pages.get("/join/<token:code>")
@open_to(Access.PUBLIC)
@_guesses_are_counted
def invited(code: str) -> Answered:
    """Show what a code invites to, before anything is done."""
    session, at = current_session(), now()
    invite = queries.find_invite(session, rules.typed_code(code))
    cohort = invite and queries.find_cohort(session, invite.cohort_id)
    if invite is None or cohort is None:
        return _no_way_in(InvitationRefused.UNKNOWN), REFUSED
    refused = rules.invitation_refused(invite.ticket, at) or _shut(cohort)
    if refused and not _is_there(cohort):
        return _no_way_in(refused)
    return render("enrolment/invited.html", code=invite.code, **_about(cohort))


@pages.post("/join/<token:code>")
@open_to(Access.PUBLIC)
@_guesses_are_counted
def come_in(code: str) -> Answered:
    """Give the seat that a code invites to. A stranger is asked in first, and comes back here."""
    actor = find_current_actor()
    if actor is None:
        flash(str(SIGN_IN_TO_JOIN))
        return redirect(url_for("accounts.sign_in", next=url_for(".invited", code=code)), 303)
    try:
        with atomic() as session:
            seating = service.join(session, code, actor.id, giving=giving())
    except Refusal as refusal:
        guessed = refusal.reason.value == InvitationRefused.UNKNOWN.value
        page = _no_way_in(refusal.reason)
        return (page, REFUSED) if guessed else page
    invite = queries.find_invite(current_session(), rules.typed_code(code))
    return _onward(seating, invite.cohort_id if invite else None)


@pages.get("/courses/<slug:course>/cohorts")
@open_to(Access.PUBLIC)
def open_cohorts(course: str) -> str:
    """Show the cohorts of a course that anybody may ask for a seat in."""
    session, actor, at = current_session(), find_current_actor(), now()
    if catalogue.find_course(session, course) is None:
        raise NotFound
    wishes = queries.wishes_of(session, actor.id, course) if actor else {}
    seat = queries.find_seat(session, actor.id, course) if actor else None
    return render(
        "enrolment/open.html",
        course=course,
        title=titles_of([course])[course],
        cohorts=queries.joinable(session, course, also=list(wishes), now=at),
        wishes=wishes,
        seat=seat,
        names=people.names_of_organisations(session),
        entry=Entry,
        zone=_zone_name(),
    )


@pages.post("/cohorts/<uuid:cohort>/ask")
@open_to(Access.PUBLIC)
def ask(cohort: UUID) -> Answered:
    """Take or ask for a seat. A stranger is asked in first, and comes back to the list."""
    group = _found(cohort)
    actor = find_current_actor()
    back = url_for(".open_cohorts", course=group.course_id)
    if actor is None:
        flash(str(SIGN_IN_TO_JOIN))
        return redirect(url_for("accounts.sign_in", next=back), 303)
    try:
        with atomic() as session:
            seating = service.ask(session, cohort, actor.id, giving=giving())
    except Refusal as refusal:
        say_no(refusal)
        return redirect(back, 303)
    return _onward(seating, cohort)


@pages.post("/cohorts/<uuid:cohort>/take-back")
@open_to(Access.LEARNER)
def take_back(cohort: UUID) -> Answered:
    """Take a wish for a seat back."""
    group = _found(cohort)
    try:
        with atomic() as session:
            service.take_back(session, cohort, current_actor().id, now=now())
    except Refusal as refusal:
        say_no(refusal)
    else:
        say(TAKEN_BACK)
    return redirect(url_for(".open_cohorts", course=group.course_id), 303)


def _found(cohort_id: UUID) -> Group:
    """Return a cohort that anybody may know of: one that can be asked for, or was."""
    cohort = queries.find_cohort(current_session(), cohort_id)
    actor = find_current_actor()
    if cohort is None:
        raise NotFound
    asked = actor and queries.find_wish(current_session(), cohort_id, actor.id)
    if rules.may_ask(cohort.terms.entry) and not asked:
        raise NotFound
    return cohort


def _is_there(cohort: Group) -> bool:
    """Tell whether the reader has a seat in a cohort."""
    actor = find_current_actor()
    seat = actor and queries.find_seat(current_session(), actor.id, cohort.course_id)
    return bool(seat and seat.cohort_id == cohort.id and not seat.is_withdrawn)


def _shut(cohort: Group) -> CohortRefused | None:
    refused = queries.gives_no_seats(current_session(), cohort, now=now())
    is_closed = cohort.terms.entry is Entry.CLOSED
    return refused or (CohortRefused.NOT_OPEN if is_closed else None)


def _about(cohort: Group) -> dict[str, object]:
    """Return what the page says before somebody joins."""
    session = current_session()
    names = people.names_of_organisations(session)
    return {
        "cohort": cohort,
        "title": titles_of([cohort.course_id])[cohort.course_id],
        "organisation": names[cohort.organisation_id] if cohort.organisation_id else None,
        "is_there": _is_there(cohort),
        "zone": _zone_name(),
    }


def _zone_name() -> str:
    """Return the time zone in which the reader sees moments."""
    actor = find_current_actor()
    return zone_name(actor.time_zone if actor and actor.time_zone else "UTC", now())


def _no_way_in(reason: StrEnum) -> str:
    return render("enrolment/no_way_in.html", reason=REFUSALS[reason])


def _onward(seating: Seating, cohort_id: UUID | None) -> Response:
    """Say what came of it: in the course for whoever has a seat, else in the list."""
    say(seating_text(seating))
    cohort = queries.find_cohort(current_session(), cohort_id) if cohort_id else None
    if cohort is None:
        raise NotFound
    seated = seating.given in {Given.SEATED, Given.ALREADY_THERE}
    page = "learning.resume" if seated else ".open_cohorts"
    return redirect(url_for(page, course=cohort.course_id), 303)
