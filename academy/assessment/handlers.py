"""What assessment does by itself."""

from academy.assessment import service
from academy.db.transaction import atomic
from academy.kernel.clock import now


def close_overdue_attempts() -> None:
    """Submit the attempts whose time is up: what was saved counts."""
    closed = 1
    while closed:
        with atomic() as session:
            closed = service.close_overdue(session, now=now())
