"""Beginning an attempt."""

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.assessment import service
from academy.assessment.messages import REFUSALS
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.conditions import LONGEST_CODE
from academy.assessment.service import Begin
from academy.assessment.views.shared import pages
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries as enrolment
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.limits import GUESSING, limiter
from academy.web.login import current_actor


def _reader() -> str:
    """Count by person: a whole class may sit behind one address."""
    return str(current_actor().id)


@pages.post("/learn/<slug:course>/<slug:unit>/attempts")
@open_to(Access.LEARNER)
@limiter.limit(GUESSING, key_func=_reader, deduct_when=lambda _response: "guessed" in g)
def start(course: str, unit: str) -> Response:
    """Begin an attempt, or go on with the open one."""
    seat = enrolment.find_seat(current_session(), current_actor().id, course)
    if seat is None or seat.is_withdrawn:
        raise NotFound
    begin = Begin(unit, now(), request.form.get("code", "")[:LONGEST_CODE])
    try:
        with atomic() as session:
            attempt = service.start(session, seat=seat, begin=begin)
    except Refusal as refusal:
        reason = AttemptRefused(refusal.reason)
        if reason is AttemptRefused.WRONG_CODE:
            g.guessed = True
        flash(str(REFUSALS[reason]), "error")
        return redirect(url_for("learning.unit", course=course, unit=unit), 303)
    return redirect(url_for(".attempt", attempt=attempt), 303)
