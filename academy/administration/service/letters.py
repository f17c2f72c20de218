"""Letters about people's data, which are written and sent after the transaction that asks for them.

The job knows keys only: addresses and names are looked up when the letter is written.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.jobs import ledger

LETTER = "privacy-letter"
"""The kind of job that writes one."""
MERGED = "merged"
GATHERED = "gathered"
IDLE = "idle"


def send_later(
    session: Session, letter: str, *, person: UUID, now: datetime, other: UUID | None = None
) -> None:
    """Have a letter sent to a person; `other` is the account that theirs took over."""
    payload = {"letter": letter, "person": str(person), "other": str(other) if other else None}
    ledger.ask(session, LETTER, payload, owner_id=None, now=now)
