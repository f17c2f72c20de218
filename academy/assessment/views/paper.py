"""The paper of an attempt, what it lacks before it is submitted, and its result."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import request

from academy.assessment import messages, queries, service
from academy.assessment.queries import Kept, Sitting
from academy.assessment.rules.attempts import attempts_left, shows_key
from academy.assessment.rules.corrections import full_marks
from academy.assessment.rules.hearing import Checked, Heard, heard
from academy.assessment.rules.paper import unanswered
from academy.assessment.rules.sheet import Sheet
from academy.assessment.rules.shown import Told, asked, told
from academy.assessment.views.shared import around, laid_out, own, package_of, pages, quiz_of
from academy.catalogue import queries as catalogue
from academy.content.model import Mode, Quiz
from academy.content.quiz_texts import LocalisedQuiz
from academy.db.transaction import current_session
from academy.enrolment import queries as enrolment
from academy.enrolment.queries import Seat
from academy.kernel.clock import now
from academy.kernel.ids import readable_id
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.pages import render


@pages.get("/attempts/<uuid:attempt>/")
@open_to(Access.LEARNER)
def attempt(attempt: UUID) -> str:
    """Show the paper of an open attempt, what it lacks before it is submitted, or its result."""
    sitting = own(attempt)
    if not sitting.is_open:
        return _awaited(sitting) if sitting.is_awaited else _result(sitting)
    return _check(sitting) if "check" in request.args else paper(sitting)


def paper(sitting: Sitting, sheet: Sheet | None = None) -> str:
    """Show the questions of an open attempt, with what is kept of them, or what was just typed."""
    shown, slots = around(sitting), laid_out(sitting)
    kept = queries.kept_answers(current_session(), sitting.id)
    answers = queries.answers_of(kept)
    sure = {question: one.certainty for question, one in kept.items()}
    return render(
        "assessment/paper.html",
        questions=asked(slots, shown["words"], answers, sure=sure, sheet=sheet),
        conduct=quiz_of(sitting).conduct,
        kept=kept,
        answered=messages.answered_text(len(answers), len(slots)),
        key=readable_id(6),
        kept_text=messages.kept_text,
        now=now(),
        **_heard_so_far(sitting, kept, shown),
        **shown,
    )


def _heard_so_far(
    sitting: Sitting, kept: Mapping[str, Kept], shown: dict[str, Any]
) -> dict[str, Any]:
    """Return what the learner has been told at once, and how many hints they took."""
    session, nothing = current_session(), dict[int, Heard]()
    if quiz_of(sitting).conduct.mode is Mode.DEFERRED:
        return {"heard": nothing, "hints": {}}
    corrections = queries.corrections_at(session, sitting.course_id, sitting.unit_id)
    quiz = service.quiz_as_marked(
        package_of(sitting), sitting, corrections, language=current_language().tag
    )
    checks = {
        one.question_id: Checked(
            one.question_id, one.answer, kept[one.question_id].sequence == one.sequence
        )
        for one in queries.checked_answers(session, sitting.id)
        if one.answer is not None
    }
    efforts = service.efforts_of(session, sitting, quiz, kept=kept)
    known = {question.id for question in quiz.questions}
    slots = tuple(slot for slot in laid_out(sitting) if slot.question.id in known)
    return {
        "heard": heard(quiz, slots, shown["words"], checks=checks, efforts=efforts),
        "hints": queries.hints_taken(session, sitting.id),
    }


def _check(sitting: Sitting) -> str:
    kept = queries.kept_answers(current_session(), sitting.id)
    left = unanswered(laid_out(sitting), queries.answers_of(kept))
    return render("assessment/check.html", left=left, **around(sitting))


def _awaited(sitting: Sitting) -> str:
    """Say that people mark what was submitted; nothing is told before everybody hears it."""
    return render("assessment/awaited.html", **around(sitting))


def _result(sitting: Sitting) -> str:
    session, shown = current_session(), around(sitting)
    corrections = queries.corrections_at(session, sitting.course_id, sitting.unit_id)
    quiz = service.quiz_as_marked(
        package_of(sitting), sitting, corrections, language=current_language().tag
    )
    seat = enrolment.seat_by_id(session, sitting.enrolment_id)
    left, shows = _what_is_left(sitting, _quiz_to_come(seat, quiz, unit_id=sitting.unit_id))
    full = full_marks(quiz, corrections)
    return render(
        "assessment/result.html",
        questions=_told(sitting, quiz, shown["words"], full=full, shows_key=shows),
        quiz=quiz,
        full=full,
        corrections=queries.corrections_seen(session, sitting.id),
        left=left,
        seat=seat,
        after=shown["outline"].neighbours(sitting.unit_id)[1],
        **shown,
    )


def _told(
    sitting: Sitting,
    quiz: Quiz,
    words: LocalisedQuiz,
    *,
    full: Mapping[str, Fraction],
    shows_key: bool,
) -> list[Told]:
    """Return the questions that still count, with their marks; in `full` everybody has them all."""
    session = current_session()
    known = {question.id for question in quiz.questions}
    slots = tuple(slot for slot in laid_out(sitting) if slot.question.id in known)
    kept = queries.kept_answers(session, sitting.id)
    marks = {**queries.marks_of(kept), **queries.given_marks(session, sitting.id), **full}
    answers = queries.answers_of(kept)
    return told(slots, words, answers, marks=marks, marked=quiz, shows_key=shows_key)


def _quiz_to_come(seat: Seat, quiz: Quiz, *, unit_id: str) -> Quiz:
    """Return the quiz that another attempt would begin: it may let more of them begin by now."""
    session = current_session()
    newest = catalogue.revision_of_edition(session, seat.edition_id)
    return catalogue.package_of(session, newest.revision_id).quizzes.get(unit_id, quiz)


def _what_is_left(sitting: Sitting, quiz: Quiz) -> tuple[int | None, bool]:
    """Return how many attempts may still begin, and whether the right answers may be told."""
    session = current_session()
    tried = queries.attempts_at(session, sitting.enrolment_id, sitting.unit_id)
    extra = queries.allowance_of(session, sitting.learner_id, sitting.course_id).extra_attempts
    return attempts_left(quiz, tried, extra), shows_key(quiz, tried, extra)
