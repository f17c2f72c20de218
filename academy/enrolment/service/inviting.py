"""Codes that let people into a cohort. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from academy.enrolment import queries, rules
from academy.enrolment.models import Invitation
from academy.enrolment.queries import Group, Invite
from academy.enrolment.rules import CohortRefused, Entry, Given, InvitationRefused, Limits
from academy.enrolment.service.cohorts import Seating, bring_in, locked
from academy.enrolment.service.wishes import Giving, record
from academy.kernel.ids import readable_id, uuid7
from academy.kernel.refusal import NotFound, Refusal


def invite(session: Session, cohort: Group, *, giving: Giving, limits: Limits) -> str:
    """Return a new code that lets people into a cohort, within limits."""
    refused = rules.new_invitation_refused(limits, giving.now)
    if refused:
        raise Refusal(refused)
    made = Invitation(
        id=uuid7(giving.now),
        cohort_id=cohort.id,
        code=readable_id(),
        uses=limits.uses,
        used=0,
        expires_at=limits.expires_at,
        revoked_at=None,
        made_by=giving.by,
        made_at=giving.now,
    )
    session.add(made)
    record(session, "invitation.made", cohort, giving=giving, invitation=made.id, uses=limits.uses)
    session.flush()
    return made.code


def revoke(session: Session, cohort: Group, invitation_id: UUID, *, giving: Giving) -> None:
    """Let a code of a cohort let nobody in any more; once is enough."""
    row = session.get(Invitation, invitation_id)
    if row is None or row.cohort_id != cohort.id:
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = giving.now
        record(session, "invitation.revoked", cohort, giving=giving, invitation=row.id)
        session.flush()


def join(session: Session, code: str, learner_id: UUID, *, giving: Giving) -> Seating:
    """Give a learner a seat by a code, as it was typed; coming twice uses it once.

    Uses are counted while the cohort is held, so that a code never lets in more than it may. Raise
    `Refusal` with an `InvitationRefused` or a `CohortRefused`.
    """
    found = queries.find_invite(session, rules.typed_code(code))
    if found is None:
        raise Refusal(InvitationRefused.UNKNOWN)
    cohort = queries.lock_cohort(session, found.cohort_id)
    seat = cohort and queries.find_seat(session, learner_id, cohort.course_id)
    if cohort and seat and seat.cohort_id == cohort.id and not seat.is_withdrawn:
        return Seating(Given.ALREADY_THERE, seat.id)
    held = _held(session, found, giving.now)
    seating = bring_in(session, held, learner_id, giving=giving)
    if seating.given in {Given.SEATED, Given.WAITING}:
        session.execute(
            update(Invitation).where(Invitation.id == found.id).values(used=Invitation.used + 1),
            execution_options={"synchronize_session": False},
        )
        record(
            session, "invitation.used", held, giving=giving, learner=learner_id, invitation=found.id
        )
    return seating


def _held(session: Session, found: Invite, now: datetime) -> Group:
    """Return the cohort of a code that is good at this moment, held until the transaction ends."""
    cohort = locked(session, found.cohort_id, now)
    again = queries.find_invite(session, found.code)
    refused = rules.invitation_refused(again and again.ticket, now)
    if refused:
        raise Refusal(refused)
    if cohort.terms.entry is Entry.CLOSED:
        raise Refusal(CohortRefused.NOT_OPEN)
    return cohort
