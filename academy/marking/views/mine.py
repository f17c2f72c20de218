"""A learner's own marks: by criterion, with comments, and a word against them."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for

from academy.assessment import queries as assessment
from academy.assessment.queries import Sitting
from academy.catalogue import queries as catalogue
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.forms.by_people import AppealForm
from academy.marking.queries.appeals import appeals_of
from academy.marking.queries.marks import marks_in
from academy.marking.queries.peers import Turn, reviews_for
from academy.marking.queries.sheets import AnswerSheet, sheets_of
from academy.marking.rules.marking import APPEAL, Mark, deciding, may_appeal, points_by_criterion
from academy.marking.rules.work import rubric_of, worth
from academy.marking.service.appeals import appeal
from academy.marking.views.shared import REFUSED, Answered, pages, say_no
from academy.marking.views.shown import shown, words_for
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/attempts/<uuid:attempt>/marks")
@open_to(Access.LEARNER)
def mine(attempt: UUID) -> str:
    """Show what people gave to the reader's answers, once it is released."""
    return _page(_own(attempt))


@pages.post("/attempts/<uuid:attempt>/appeals")
@open_to(Access.LEARNER)
def make_appeal(attempt: UUID) -> Answered:
    """Keep what the reader says against the marks of one answer."""
    sitting, form = _own(attempt), AppealForm(request.form)
    question = request.form.get("question", "")
    if question not in {sheet.question.id for sheet in sheets_of(current_session(), sitting)}:
        raise NotFound
    if not form.validate():
        return _page(sitting, {question: form}), REFUSED
    try:
        with atomic() as session:
            appeal(session, sitting, question, text=str(form.text.data), now=now())
        flash(_("Your appeal is on its way. You can read the answer here."))
    except Refusal as refusal:
        say_no(refusal)
    return redirect(url_for(".mine", attempt=attempt), 303)


def _own(attempt: UUID) -> Sitting:
    sitting = assessment.find_sitting(current_session(), attempt, current_actor().id)
    if sitting is None or sitting.is_open:
        raise NotFound
    return sitting


def _page(sitting: Sitting, forms: dict[str, AppealForm] | None = None) -> str:
    session = current_session()
    sheets = sheets_of(session, sitting)
    if not sheets:
        raise NotFound
    return render(
        "marking/mine.html",
        sitting=sitting,
        outline=catalogue.outline(session, sitting.revision_id, current_language().tag),
        words=words_for(sheets[0]),
        parts=_parts(sitting, sheets),
        forms=forms or {},
        form=AppealForm(),
        peers=sheets[0].quiz.conduct.peers,
        **_appeals(sitting, sheets),
    )


def _appeals(sitting: Sitting, sheets: Sequence[AnswerSheet]) -> dict[str, Any]:
    """Return what the learner said against marks, and against which they still may."""
    released_at = assessment.released_at(current_session(), sitting.id)
    appeals = appeals_of(current_session(), sitting.id)
    refused = {
        one.question.id: may_appeal(released_at, is_appealed=one.question.id in appeals, now=now())
        for one in sheets
    }
    return {
        "appeals": appeals,
        "until": released_at and released_at + APPEAL,
        "may_appeal": {question: why is None for question, why in refused.items()},
    }


def _parts(sitting: Sitting, sheets: Sequence[AnswerSheet]) -> list[dict[str, Any]]:
    session = current_session()
    marks, reviews = marks_in(session, sitting.id), reviews_for(session, sitting.id)
    given = assessment.given_marks(session, sitting.id)
    return [
        _part(
            sheet,
            marks.get(sheet.question.id, ()),
            reviews.get(sheet.question.id, ()),
            given=given.get(sheet.question.id),
        )
        for sheet in sheets
    ]


def _part(
    sheet: AnswerSheet,
    marks: tuple[Mark, ...],
    reviews: tuple[Turn, ...],
    *,
    given: Fraction | None,
) -> dict[str, Any]:
    """Return what stands on the page about one answer; nothing of its marks before the release."""
    in_score = assessment.is_in_score(current_session(), sheet.sitting.id, sheet.question.id)
    decided = deciding(marks) if in_score else ()
    return {
        "told": shown(sheet, is_anonymous=False),
        "question": sheet.question,
        "locale": sheet.given.locale,
        "marks": given if in_score else None,
        "rubric": rubric_of(sheet.question),
        "points": points_by_criterion(decided, worth(sheet.question)),
        "comments": [mark.comment for mark in decided if mark.comment],
        "reviews": [turn.comment for turn in reviews if turn.comment] if in_score else [],
    }
