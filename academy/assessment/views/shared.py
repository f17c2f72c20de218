"""What all pages of an attempt share: finding it, laying it out, and its words."""

from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, request, url_for
from werkzeug.wrappers import Response

from academy.assessment import queries, service
from academy.assessment.messages import REFUSALS
from academy.assessment.queries import Sitting
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.paper import Slot, lay_out
from academy.catalogue import queries as catalogue
from academy.catalogue.rules import media_address
from academy.content.model import Package, Quiz
from academy.content.quiz_texts import LocalisedQuiz, quiz_texts
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.memory import Memory
from academy.kernel.refusal import NotFound
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render

TOO_LATE, NOT_AN_ANSWER = 409, 422

pages = Blueprint("assessment", "academy.assessment", template_folder="templates")

Answered = Response | tuple[str | Response, int]

_PAPERS: Memory[tuple[UUID, str, int, tuple[str, ...] | None], tuple[Slot, ...]] = Memory(512)
_WORDS: Memory[tuple[UUID, str, str], LocalisedQuiz] = Memory(256)


def own(attempt: UUID) -> Sitting:
    """Return an attempt of the reader's own; anybody else's is not there.

    One whose time is up is closed first: what was saved counts.
    """
    sitting = queries.find_sitting(current_session(), attempt, current_actor().id)
    if sitting is None:
        raise NotFound
    if not sitting.is_overdue(now()):
        return sitting
    with atomic() as session:
        service.close(session, attempt_id=attempt)
    return queries.get_sitting(current_session(), attempt)


def package_of(sitting: Sitting) -> Package:
    """Return the revision that an attempt began on."""
    return catalogue.package_of(current_session(), sitting.revision_id)


def quiz_of(sitting: Sitting) -> Quiz:
    """Return the quiz of an attempt, as it was published."""
    return package_of(sitting).quizzes[sitting.unit_id]


def laid_out(sitting: Sitting) -> tuple[Slot, ...]:
    """Return the paper of an attempt, laid out once: every answer that is saved asks for it."""
    quiz = quiz_of(sitting)
    return _PAPERS.recall(
        (sitting.revision_id, sitting.unit_id, sitting.seed, sitting.asked),
        lambda: lay_out(quiz, sitting.seed, sitting.questions(quiz)),
    )


def around(sitting: Sitting) -> dict[str, Any]:
    """Return what every page of an attempt shows: where it belongs, and its words."""
    session, language = current_session(), current_language().tag
    package = package_of(sitting)
    words = _WORDS.recall(
        (sitting.revision_id, sitting.unit_id, language),
        lambda: quiz_texts(
            package,
            sitting.unit_id,
            language,
            unit_url=lambda unit: url_for("learning.unit", course=sitting.course_id, unit=unit),
            media_url=lambda name: media_address(package, name),
        ),
    )
    outline = catalogue.outline(session, sitting.revision_id, language)
    return {"sitting": sitting, "outline": outline, "words": words}


def too_late(sitting: Sitting, reason: AttemptRefused) -> Answered:
    """Say that answers came when the attempt took none any more."""
    text = str(REFUSALS[reason])
    if wants_json():
        return jsonify(text=text), TOO_LATE
    return render("assessment/closed.html", text=text, **around(sitting)), TOO_LATE


def wants_json() -> bool:
    """Tell whether a script asks, and not a page."""
    return request.accept_mimetypes.best == "application/json"
