"""Changes to who is what where, made by people. Nothing here commits, and nothing asks who may."""

from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries, rules
from academy.accounts.models import Membership
from academy.accounts.rules import OrganisationRefused, PersonRefused
from academy.accounts.service.acting import By
from academy.accounts.service.organisations import grant
from academy.db import audit
from academy.kernel.actor import Role
from academy.kernel.refusal import Refusal


def give_role(session: Session, *, user: UUID, role: Role, organisation: UUID, by: By) -> None:
    """Let a person be something in an organisation; once is enough."""
    person = queries.find_profile(session, user)
    if person is None or person.merged_into_id:
        raise Refusal(PersonRefused.ACCOUNT_MERGED)
    if not queries.open_among(session, [organisation]):
        raise Refusal(OrganisationRefused.ORGANISATION_CLOSED)
    grant(session, user=user, organisation=organisation, role=role, by=by.actor_id, now=by.now)


def take_role(session: Session, *, user: UUID, role: Role, organisation: UUID, by: By) -> bool:
    """Let a person be that no more, and tell whether they were; twice is as good as once.

    Nobody takes away the last organisation that they administer themselves.
    """
    person = queries.find_profile(session, user)
    held = session.get(Membership, (user, organisation, role.value))
    if person is None or held is None:
        return False
    if user == by.actor_id:
        reason = rules.removal_refused(person.roles, role, organisation)
        if reason:
            raise Refusal(reason)
    session.delete(held)
    audit.record(
        session,
        actor_id=by.actor_id,
        action="role.taken",
        subject=f"user:{user}",
        now=by.now,
        role=role.value,
        organisation=str(organisation),
    )
    session.flush()
    return True
