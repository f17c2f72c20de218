"""What people ask for about their data. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.administration.service.personal import PERSONAL_DATA
from academy.db import audit
from academy.jobs import ledger


def ask_data(session: Session, person: UUID, *, by: UUID, now: datetime) -> UUID:
    """Have everything about a person gathered; return the key of the job that does it."""
    found = people.find_profile(session, person)
    home = found.home if found else None
    audit.record(
        session,
        actor_id=by,
        action="person.data-asked",
        subject=f"user:{person}",
        now=now,
        organisation=str(home) if home else None,
    )
    return ledger.ask(session, PERSONAL_DATA, {"person": str(person)}, owner_id=by, now=now)
