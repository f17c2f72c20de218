"""Changes to organisations and to who is what in them. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.models import Membership, Organisation
from academy.db import audit
from academy.kernel.actor import Role
from academy.kernel.ids import uuid7


def grant(
    session: Session, *, user: UUID, organisation: UUID, role: Role, by: UUID | None, now: datetime
) -> None:
    """Let a person be something in an organisation; once is enough. `by` is empty for commands."""
    if queries.has_role(session, user, organisation_id=organisation, role=role):
        return
    session.add(Membership(user_id=user, organisation_id=organisation, role=role.value))
    audit.record(
        session,
        actor_id=by,
        action="role.granted",
        subject=f"user:{user}",
        now=now,
        role=role.value,
        organisation=str(organisation),
    )
    session.flush()


def add_organisation(
    session: Session, name: str, *, country: str | None = None, now: datetime
) -> UUID:
    """Return the organisation of that name, made below the Academy if it is not there yet."""
    found = queries.find_organisation(session, name)
    if found:
        return found
    academy = next(iter(queries.roots(session)), None)
    made = Organisation(id=uuid7(now), name=name, country=country, parent_id=academy)
    session.add(made)
    session.flush()
    return made.id
