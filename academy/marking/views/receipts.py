"""Receipts: what staff find by one, and the list that a learner has of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import cast
from uuid import UUID

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.assessment import queries as assessment
from academy.assessment.queries import Sitting
from academy.assessment.queries.receipts import Receipted, answers_with, receipts_of
from academy.assessment.rules.items.file_upload import files_in
from academy.assessment.rules.paper import Slot, lay_out
from academy.assessment.rules.receipts import receipt as receipt_of
from academy.assessment.rules.sheet import canonical
from academy.assessment.rules.shown import Told, told
from academy.catalogue import queries as catalogue
from academy.catalogue.rules import media_address
from academy.content.quiz_texts import LocalisedQuiz, quiz_texts
from academy.db.transaction import current_session
from academy.files.sending import given_out
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound
from academy.marking.forms.receipts import ReceiptForm
from academy.marking.messages.terms import NO_RECEIPT
from academy.marking.policy import Permission
from academy.marking.rules.receipts import receipt_meant
from academy.marking.views.shared import REFUSED, Answered, held, pages
from academy.web.access import Access, open_to
from academy.web.i18n import current_language, zone_name
from academy.web.login import current_actor
from academy.web.pages import render

_PAGE, _DIGITS = 50, 9


@dataclass(frozen=True, slots=True)
class Traced:
    """What was found by a receipt.

    `told` is empty where the record does not agree with its receipt: then nobody knows what its
    answer means, and `raw` says what stands there.
    """

    kept: Receipted
    sitting: Sitting
    learner: str
    told: Told | None
    raw: str

    @property
    def utc(self) -> str:
        """When it was saved, as everybody may compare it."""
        return self.kept.saved_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


@pages.get("/teach/courses/<slug:course>/receipts")
@open_to(Access.INSTRUCTOR)
def receipts(course: str) -> Answered:
    """Ask for a receipt, and lead to what it was given for."""
    here = held(course, Permission.SEE_GRADES)
    if "code" not in request.args:
        return render("marking/receipts.html", here=here, form=ReceiptForm())
    form = ReceiptForm(request.args)
    meant = receipt_meant(str(form.code.data)) if form.validate() else None
    if meant is not None:
        return redirect(url_for(".receipt", course=course, code=meant), 303)
    form.code.errors = form.code.errors or [str(NO_RECEIPT)]
    return render("marking/receipts.html", here=here, form=form), REFUSED


@pages.get("/teach/courses/<slug:course>/receipts/<token:code>/")
@open_to(Access.INSTRUCTOR)
def receipt(course: str, code: str) -> str:
    """Show what a receipt was given for."""
    here = held(course, Permission.SEE_GRADES)
    found = _found(course, code)
    names = people.names_of(current_session(), [sitting.learner_id for _, sitting in found])
    return render(
        "marking/receipt.html",
        here=here,
        form=ReceiptForm(data={"code": code}),
        traced=[_traced(kept, sitting, names) for kept, sitting in found],
        zone=zone_name(current_actor().time_zone or "UTC", now()),
    )


@pages.get("/teach/courses/<slug:course>/receipts/<token:code>/files/<token:mark>")
@open_to(Access.INSTRUCTOR)
def receipt_file(course: str, code: str, mark: str) -> Response:
    """Give out a file of an answer that was found by its receipt."""
    held(course, Permission.SEE_GRADES)
    for kept, _ in _found(course, code):
        for file in files_in(kept.answer) if _is_genuine(kept) else ():
            if file.mark == mark:
                return given_out(file.stored_name, file.name)
    raise NotFound


@pages.get("/attempts/<uuid:attempt>/receipts")
@open_to(Access.LEARNER)
def own_receipts(attempt: UUID) -> str:
    """Show learners every receipt of an attempt of their own."""
    session = current_session()
    sitting = assessment.find_sitting(session, attempt, current_actor().id)
    if sitting is None:
        raise NotFound
    before = request.args.get("before", type=_sequence)
    kept = receipts_of(session, attempt, before=before, limit=_PAGE + 1)
    slots, words = _laid_out(sitting)
    return render(
        "marking/own_receipts.html",
        sitting=sitting,
        outline=catalogue.outline(session, sitting.revision_id, current_language().tag),
        words=words,
        places={slot.question.id: slot.place for slot in slots},
        kept=kept[:_PAGE],
        next=kept[_PAGE - 1].sequence if len(kept) > _PAGE else None,
    )


def _sequence(text: str) -> int:
    """Return where a page begins; raise `ValueError` for what is no place in any attempt."""
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS:
        raise ValueError(text)
    return int(text)


def _found(course: str, code: str) -> list[tuple[Receipted, Sitting]]:
    """Return what has a receipt in a course, with the attempts that it belongs to."""
    session, meant = current_session(), receipt_meant(code)
    found = answers_with(session, course, meant) if meant else ()
    return [(kept, assessment.get_sitting(session, kept.attempt_id)) for kept in found]


def _traced(kept: Receipted, sitting: Sitting, names: Mapping[UUID, str]) -> Traced:
    shown = _told(kept, sitting) if _is_genuine(kept) else None
    return Traced(kept, sitting, names.get(sitting.learner_id, ""), shown, canonical(kept.answer))


def _is_genuine(kept: Receipted) -> bool:
    """Tell whether a record is as it was when its receipt was given."""
    made = receipt_of(
        cast("str", current_app.config["SECRET_KEY"]).encode(),
        attempt_id=kept.attempt_id,
        sequence=kept.sequence,
        question_id=kept.question_id,
        answer=kept.answer,
        at=kept.saved_at,
    )
    return made == kept.receipt


def _told(kept: Receipted, sitting: Sitting) -> Told:
    slots, words = _laid_out(sitting)
    slot = next(slot for slot in slots if slot.question.id == kept.question_id)
    answers = {} if kept.answer is None else {kept.question_id: kept.answer}
    return told((slot,), words, answers, marks={})[0]


def _laid_out(sitting: Sitting) -> tuple[Sequence[Slot], LocalisedQuiz]:
    """Return the paper of an attempt, and its words as the reader reads them."""
    package = catalogue.package_of(current_session(), sitting.revision_id)
    quiz = package.quizzes[sitting.unit_id]
    words = quiz_texts(
        package,
        sitting.unit_id,
        current_language().tag,
        unit_url=lambda unit: url_for("learning.unit", course=sitting.course_id, unit=unit),
        media_url=lambda name: media_address(package, name),
    )
    return lay_out(quiz, sitting.seed, sitting.questions(quiz)), words
