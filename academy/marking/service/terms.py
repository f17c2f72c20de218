"""Saying when a quiz is open, and what one learner has more than others."""

from uuid import UUID

from sqlalchemy.orm import Session

from academy.assessment.queries.needs import find_need
from academy.assessment.rules.conditions import Opening
from academy.assessment.service.conditions import Deciding, Grant, end_grant, grant, set_opening
from academy.enrolment import queries as enrolment
from academy.kernel.refusal import NotFound, Refusal
from academy.marking.rules.needs import NeedRefused, need_refused
from academy.marking.rules.terms import terms_refused


def set_terms(
    session: Session, course_id: str, unit_id: str, *, opening: Opening, deciding: Deciding
) -> int:
    """Say when a quiz is open; return of how many open attempts the deadline moved.

    Raises `Refusal(TermsRefused)`.
    """
    refused = terms_refused(opening)
    if refused:
        raise Refusal(refused)
    return set_opening(session, course_id, unit_id, opening=opening, deciding=deciding)


def grant_need(session: Session, wanted: Grant, deciding: Deciding) -> UUID:
    """Grant a learner of a course something; raises `Refusal(NeedRefused)`."""
    refused = need_refused(wanted.extra_percent, wanted.extra_attempts)
    if refused:
        raise Refusal(refused)
    if enrolment.find_seat(session, wanted.learner_id, wanted.course_id) is None:
        raise Refusal(NeedRefused.NOT_A_LEARNER)
    return grant(session, wanted, deciding)


def end_need(session: Session, course_id: str, need_id: UUID, *, deciding: Deciding) -> UUID:
    """Let a grant hold no longer; return whose it was. Raises `Refusal(NeedRefused)`."""
    need = find_need(session, need_id, course_id)
    if need is None:
        raise NotFound
    if not end_grant(session, course_id, need_id, deciding=deciding):
        raise Refusal(NeedRefused.HAS_ENDED)
    return need.learner_id
