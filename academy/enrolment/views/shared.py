"""What all pages of enrolment share."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from academy.catalogue import queries as catalogue
from academy.db.transaction import current_session
from academy.enrolment import queries
from academy.enrolment.forms import Zone
from academy.enrolment.messages import REFUSALS
from academy.enrolment.policy import Act, Who, may
from academy.enrolment.queries import Group, Seat
from academy.enrolment.service import Giving
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.web.i18n import current_language
from academy.web.login import current_actor

REFUSED = 422
Answered = str | tuple[str, int] | Response
_UTC = "UTC"

pages = Blueprint("enrolment", "academy.enrolment", template_folder="templates")


@dataclass(frozen=True, slots=True)
class Held:
    """A cohort to do something with, and what the reader is to it."""

    cohort: Group
    who: frozenset[Who]

    def may(self, act: str) -> bool:
        """Tell whether the reader may do this to the cohort."""
        return may(Act(act), self.who)


def held(cohort_id: UUID, act: Act) -> Held:
    """Return a cohort to do something with.

    Whoever may not even see it finds nothing (`NotFound`); whoever may see it, and not do this, is
    told so (`Forbidden`).
    """
    session = current_session()
    cohort = queries.find_cohort(session, cohort_id)
    if cohort is None:
        raise NotFound
    who = queries.standing_of(session, current_actor(), cohort)
    if not may(Act.SEE, who):
        raise NotFound
    if not may(act, who):
        raise Forbidden
    return Held(cohort, who)


def held_seat(cohort: Group, seat_id: UUID) -> Seat:
    """Return a seat of a cohort that is held; raise `NotFound` where it is not in it."""
    seat = queries.find_seat_by_id(current_session(), seat_id)
    if seat is None or seat.cohort_id != cohort.id:
        raise NotFound
    return seat


def giving() -> Giving:
    """Return that the reader does something, now, in the language of this page."""
    return Giving(current_actor().id, now(), current_language().tag)


def zone() -> Zone:
    """Return the reader's time zone: what is typed is meant there."""
    return Zone(current_actor().time_zone or _UTC)


def titles_of(courses: list[str]) -> dict[str, str]:
    """Return what these courses are called, in the reader's language where they speak it."""
    told = catalogue.published_courses(current_session(), current_language().tag, only=courses)
    return {course.id: course.title.text for course in told}


def say(message: object) -> None:
    """Have the next page say that something is done."""
    flash(str(message), "done")


def say_no(refusal: Refusal) -> None:
    """Tell the reader, on the next page, why something was not done."""
    flash(str(REFUSALS[refusal.reason]), "error")
