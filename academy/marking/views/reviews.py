"""Reviewing fellow learners: practising, drawing answers, giving reviews."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.assessment import queries as assessment
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import Outline
from academy.content.model import Package
from academy.content.quiz_texts import quiz_texts
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries as enrolment
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.by_people import ReviewForm
from academy.marking.messages.by_people import drawn_text
from academy.marking.queries.peers import Turn, find_turn, turns_of
from academy.marking.queries.practice import examples_for, practice_of
from academy.marking.queries.sheets import AnswerSheet, sheet_of
from academy.marking.queries.work import work_of
from academy.marking.rules.marking import number_of
from academy.marking.rules.peers import PeersRefused
from academy.marking.rules.work import Work
from academy.marking.service.by_people import Marker
from academy.marking.service.peers import draw, give
from academy.marking.views.shared import REFUSED, Answered, pages, say_no
from academy.marking.views.shown import file_of, shown
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language
from academy.web.login import current_actor
from academy.web.pages import render

_REVIEWS = "/learn/<slug:course>/<slug:unit>/reviews"


@dataclass(frozen=True, slots=True)
class Peers:
    """A quiz whose answers the reader may review: they have submitted their own."""

    course_id: str
    unit_id: str
    outline: Outline
    package: Package
    work: Work


@pages.get(_REVIEWS)
@open_to(Access.LEARNER)
def reviews(course: str, unit: str) -> str:
    """Show what the reader can practise with, and whom they review."""
    here, session, me = peers_at(course, unit), current_session(), current_actor().id
    return render(
        "marking/reviews.html",
        here=here,
        words=quiz_texts(here.package, unit, current_language().tag),
        examples={
            question: examples_for(session, course, unit, question_id=question)
            for question in here.work.questions
        },
        practice=practice_of(session, me, course_id=course, unit_id=unit),
        turns=turns_of(session, me, course_id=course, unit_id=unit),
        wanted=here.work.peers * len(here.work.questions),
        number_of=number_of,
    )


@pages.post(_REVIEWS)
@open_to(Access.LEARNER)
def draw_reviews(course: str, unit: str) -> Response:
    """Give the reader answers to review."""
    here = peers_at(course, unit)
    with atomic() as session:
        count = draw(session, course, here.work, reviewer_id=current_actor().id, now=now())
    if count:
        flash(drawn_text(count))
    else:
        say_no(Refusal(PeersRefused.NOBODY_TO_REVIEW))
    return redirect(url_for(".reviews", course=course, unit=unit), 303)


@pages.get(f"{_REVIEWS}/<uuid:review>/")
@open_to(Access.LEARNER)
def review(course: str, unit: str, review: UUID) -> str:
    """Show a fellow learner's answer without a name, and ask what the reader makes of it."""
    here = peers_at(course, unit)
    turn, sheet = _turn(here, review)
    levels = turn.levels if turn.given_at else None
    return _review_page(here, turn, sheet=sheet, form=ReviewForm.about(sheet.question, levels))


@pages.get(f"{_REVIEWS}/<uuid:review>/files/<token:mark>")
@open_to(Access.LEARNER)
def review_file(  # noqa: PLR0917 – they are what the address says, in its order
    course: str, unit: str, review: UUID, mark: str
) -> Response:
    """Give the reader a file of the answer that they review."""
    return file_of(_turn(peers_at(course, unit), review)[1], mark)


@pages.post(f"{_REVIEWS}/<uuid:review>/")
@open_to(Access.LEARNER)
def give_review(course: str, unit: str, review: UUID) -> Answered:
    """Keep what the reader makes of a fellow learner's answer."""
    here = peers_at(course, unit)
    turn, sheet = _turn(here, review)
    form = ReviewForm.about(sheet.question)
    if not form.validate():
        return _review_page(here, turn, sheet=sheet, form=form), REFUSED
    try:
        with atomic() as session:
            give(session, review, form.given(), by=Marker(current_actor().id, now()))
        flash(_("Thank you. Your review is saved."))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".reviews", course=course, unit=unit), 303)


def peers_at(course: str, unit: str) -> Peers:
    """Return a quiz whose answers the reader may review; for others it is not there.

    Whoever left the course reads nobody's answers any more.
    """
    session, me = current_session(), current_actor().id
    seat = enrolment.find_seat(session, me, course)
    if seat is None or seat.is_withdrawn:
        raise NotFound
    revision = assessment.submitted_by(session, me, course_id=course, unit_id=unit)
    if revision is None:
        raise NotFound
    package = catalogue.package_of(session, revision)
    if not package.quizzes[unit].conduct.peers:
        raise NotFound
    outline = catalogue.outline(session, revision, current_language().tag)
    work = work_of(session, course, unit, newest=package)
    return Peers(course, unit, outline, package, work)


def _turn(here: Peers, review_id: UUID) -> tuple[Turn, AnswerSheet]:
    """Return one of the reader's turns at this quiz, with the answer."""
    session = current_session()
    turn = find_turn(session, review_id, current_actor().id)
    sheet = sheet_of(session, turn.attempt_id, turn.question_id) if turn else None
    if turn is None or sheet is None:
        raise NotFound
    if (sheet.sitting.course_id, sheet.sitting.unit_id) != (here.course_id, here.unit_id):
        raise NotFound
    return turn, sheet


def _review_page(here: Peers, turn: Turn, *, sheet: AnswerSheet, form: ReviewForm) -> str:
    return render(
        "marking/review.html",
        here=here,
        turn=turn,
        sheet=sheet,
        told=shown(sheet),
        number=number_of(turn.attempt_id),
        form=form,
    )
