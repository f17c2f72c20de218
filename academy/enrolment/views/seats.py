"""Taking a seat in a course, and giving it up."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.db.transaction import atomic
from academy.enrolment import service
from academy.enrolment.messages import LEFT, REFUSALS, SIGN_IN_TO_ENROL, WELCOME
from academy.enrolment.rules import EnrolmentRefused
from academy.enrolment.views.shared import pages
from academy.kernel.clock import now
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor, find_current_actor


@pages.post("/courses/<slug:course>/enrol")
@open_to(Access.PUBLIC)
def enrol(course: str) -> Response:
    """Take a seat and go to the course. A stranger is asked in first, and comes back here."""
    page = url_for("catalogue.course", course=course)
    actor = find_current_actor()
    if actor is None:
        flash(str(SIGN_IN_TO_ENROL))
        return redirect(url_for("accounts.sign_in", next=page), 303)
    language = current_language().tag
    try:
        with atomic() as session:
            service.enrol(session, actor=actor, course_id=course, language=language, now=now())
    except Refusal as refusal:
        return _refused(refusal, course)
    flash(str(WELCOME))
    return redirect(url_for("learning.resume", course=course), 303)


@pages.post("/courses/<slug:course>/withdraw")
@open_to(Access.LEARNER)
def withdraw(course: str) -> Response:
    """Give the seat up; all that was done in it is kept."""
    try:
        with atomic() as session:
            service.withdraw(session, actor=current_actor(), course_id=course, now=now())
    except Refusal as refusal:
        return _refused(refusal, course)
    flash(str(LEFT))
    return redirect(url_for("catalogue.course", course=course), 303)


def _refused(refusal: Refusal, course: str) -> Response:
    """Say why, where the reader can go on from: in their course, or on its page."""
    reason = EnrolmentRefused(refusal.reason)
    seated = reason in {EnrolmentRefused.ALREADY_ENROLLED, EnrolmentRefused.COMPLETED}
    flash(str(REFUSALS[reason]), "message" if seated else "error")
    return redirect(
        url_for("learning.resume" if seated else "catalogue.course", course=course), 303
    )
