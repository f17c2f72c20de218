"""Releasing the results of a quiz, and taking over what fellow learners gave."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.messages.by_people import released_text, taken_over_text
from academy.marking.policy import Permission
from academy.marking.queries.answers import complete
from academy.marking.queries.peers import Reviewed
from academy.marking.queries.work import work_of
from academy.marking.rules.work import Work
from academy.marking.service.by_people import Marker
from academy.marking.service.peers import take_over
from academy.marking.service.releasing import begin_release, release_some
from academy.marking.views.queue import sought_in, texts_of
from academy.marking.views.shared import Held, held, pages, say_no
from academy.web.access import Access, open_to
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/marking/<slug:unit>/release")
@open_to(Access.INSTRUCTOR)
def release(course: str, unit: str) -> str:
    """Show how many results of a quiz are complete and how many are not."""
    here = held(course, Permission.RELEASE)
    work = _work(here, unit)
    return render(
        "marking/release.html",
        here=here,
        unit=unit,
        found=complete(current_session(), course, work),
        words=texts_of(here, unit) if unit in here.package.quizzes else None,
    )


@pages.post("/teach/courses/<slug:course>/marking/<slug:unit>/release")
@open_to(Access.INSTRUCTOR)
def release_results(course: str, unit: str) -> Response:
    """Let everybody whose marks are complete see their result."""
    here = held(course, Permission.RELEASE)
    done = _release(course, _work(here, unit), Marker(current_actor().id, now()))
    flash(released_text(done))
    return redirect(url_for(".release", course=course, unit=unit), 303)


@pages.post("/teach/courses/<slug:course>/marking/<slug:unit>/questions/<slug:question>/peers")
@open_to(Access.INSTRUCTOR)
def take_over_reviews(course: str, unit: str, question: str) -> Response:
    """Let what fellow learners gave count, where their reviews agree."""
    here = held(course, Permission.SETTLE)
    sought = sought_in(here, unit, question)
    by = Marker(current_actor().id, now())
    try:
        with atomic() as session:
            done = take_over(session, Reviewed(course, sought.work, question), by=by)
        flash(taken_over_text(done))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".answers", course=course, unit=unit, question=question), 303)


def _release(course: str, work: Work, by: Marker) -> int:
    """Release everything that is complete, so many at once: answers are saved in between."""
    done = 0
    with atomic() as session:
        act = begin_release(session, course, work.unit_id, by=by)
    while True:
        with atomic() as session:
            some = release_some(session, act, course, work=work, by=by)
        if not some:
            return done
        done += some


def _work(here: Held, unit: str) -> Work:
    work = work_of(current_session(), here.course_id, unit, newest=here.package)
    if not work.questions:
        raise NotFound
    return work
