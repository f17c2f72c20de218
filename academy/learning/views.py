"""The course player: the learner's desk, a course's outline, its lessons, and newer editions."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.catalogue import queries as catalogue
from academy.content.model import UnitKind
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries as enrolment
from academy.enrolment.queries import Seat
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.learning import queries, rules, service
from academy.learning.messages import COURSE_COMPLETED, MOVED, REFUSALS
from academy.learning.queries import Way
from academy.learning.rules import LearningRefused
from academy.web.access import Access, open_to
from academy.web.i18n import current_language, zone_name
from academy.web.login import current_actor
from academy.web.pages import render, render_kept

pages = Blueprint("learning", __name__, template_folder="templates")


@pages.get("/learn/")
@open_to(Access.LEARNER)
def desk() -> str:
    """Show all the learner's courses: under way, completed, left."""
    session, actor = current_session(), current_actor()
    courses = queries.desk(session, actor.id, current_language().tag)
    return render(
        "learning/desk.html",
        active=[item for item in courses if item.seat.is_active],
        completed=[item for item in courses if item.seat.is_completed],
        left=[item for item in courses if item.seat.is_withdrawn],
        hopes=enrolment.hopes_of(session, actor.id),
        at=now(),
    )


@pages.get("/learn/<slug:course>/")
@open_to(Access.LEARNER)
def resume(course: str) -> str:
    """Show a course's outline, how far the learner is, and where to go on."""
    way = _way(_seat(course))
    session = current_session()
    newest = catalogue.newest_revision(session, course)
    counters = queries.progress_of(session, way.seat.id)
    units = way.outline.units
    return render(
        "learning/resume.html",
        way=way,
        progress=rules.progress(units, way.done),
        next_id=rules.next_unit(units, way.done, counters and counters.last_unit_id),
        falls_short=queries.falls_short(session, way, counters),
        has_newer=newest is not None and newest.edition_id != way.seat.edition_id,
        address=url_for(".resume", course=course),
        more=enrolment.more_time(session, way.seat.id) if way.seat.deadline else None,
        at=now(),
        zone=zone_name(current_actor().time_zone or "UTC", now()),
    )


@pages.get("/learn/<slug:course>/<slug:unit>/")
@open_to(Access.LEARNER)
def unit(course: str, unit: str) -> str:
    """Show a lesson, or a quiz's front page."""
    way = _way(_begun(_seat(course)))
    where = rules.whereabouts(way.outline.modules, unit)
    if where is None:
        raise NotFound
    this = way.outline.unit(unit)
    before, after = way.outline.neighbours(unit)
    shown = {
        "way": way,
        "unit": this,
        "where": where,
        "progress": rules.progress(way.outline.units, way.done),
        "before": before,
        "after": after,
        "address": url_for(".resume", course=course),
    }
    return _quiz(way, shown) if this.kind is UnitKind.QUIZ else _lesson(way, shown)


@pages.post("/learn/<slug:course>/<slug:unit>/done")
@open_to(Access.LEARNER)
def done(course: str, unit: str) -> Response:
    """Count a lesson as done and go on: to the next unit, or to the outline at the end."""
    seat = _seat(course)
    try:
        with atomic() as session:
            completed = service.mark_done(session, seat=seat, unit_id=unit, now=now())
    except Refusal as refusal:
        return _refused(refusal, course)
    if completed:
        flash(str(COURSE_COMPLETED))
        return _to_outline(course)
    after = _way(seat).outline.neighbours(unit)[1]
    if after is None:
        return _to_outline(course)
    return redirect(url_for(".unit", course=course, unit=after.id), 303)


@pages.get("/learn/<slug:course>/edition")
@open_to(Access.LEARNER)
def move(course: str) -> str | Response:
    """Show what moving to the newest edition would gain, keep and lose."""
    seat = _seat(course)
    newer = queries.find_newer(current_session(), seat, current_language().tag)
    if newer is None or seat.is_completed:
        return _to_outline(course)
    return render("learning/move.html", newer=newer, course=course)


@pages.post("/learn/<slug:course>/edition")
@open_to(Access.LEARNER)
def take_edition(course: str) -> Response:
    """Move to the newest edition."""
    seat = _seat(course)
    try:
        with atomic() as session:
            completed = service.move_edition(session, seat=seat, now=now())
    except Refusal as refusal:
        return _refused(refusal, course)
    flash(str(COURSE_COMPLETED if completed else MOVED))
    return _to_outline(course)


def _seat(course: str) -> Seat:
    """Return the reader's seat; who has none, or has left, is sent to the course's page."""
    seat = enrolment.find_seat(current_session(), current_actor().id, course)
    if seat is None or seat.is_withdrawn:
        if seat is not None:
            flash(str(REFUSALS[LearningRefused.LEFT]), "error")
        abort(redirect(url_for("catalogue.course", course=course), 303))
    return seat


def _begun(seat: Seat) -> Seat:
    """Return a seat whose lessons are open; of others, the outline says when they are."""
    refused = rules.may_learn(seat.begins_at, now())
    if refused:
        flash(str(REFUSALS[refused]), "error")
        abort(_to_outline(seat.course_id))
    return seat


def _way(seat: Seat) -> Way:
    return queries.way(current_session(), seat, current_language().tag)


def _lesson(way: Way, shown: dict[str, Any]) -> str:
    session, language = current_session(), current_language().tag
    page = catalogue.lesson_page(session, way.revision_id, shown["unit"].id, language)
    kinds = [part.kind for part in page.parts if not isinstance(part, str)]
    country = current_actor().country if kinds else None
    facts = {kind: catalogue.facts_for(session, kind, country) for kind in kinds}
    unit_id = shown["unit"].id
    step = (way.revision_id, unit_id, unit_id in way.done, shown["progress"])
    shown |= {"page": page, "facts": facts, "country": country}
    return render_kept((step, country, *facts.items()), "learning/lesson.html", **shown)


def _quiz(way: Way, shown: dict[str, Any]) -> str:
    session, language = current_session(), current_language().tag
    at = now()
    front = queries.quiz_front(session, way, shown["unit"].id, locale=language, now=at)
    zone = zone_name(current_actor().time_zone or "UTC", at)
    return render("learning/quiz.html", front=front, zone=zone, **shown)


def _refused(refusal: Refusal, course: str) -> Response:
    flash(str(REFUSALS[LearningRefused(refusal.reason)]), "error")
    return _to_outline(course)


def _to_outline(course: str) -> Response:
    return redirect(url_for(".resume", course=course), 303)
