"""What learning does when a fact reaches it."""

from sqlalchemy.orm import Session

from academy.kernel.facts import AttemptGraded
from academy.learning import service


def count_attempt(session: Session, fact: AttemptGraded) -> None:
    """Let a marked attempt count towards the course."""
    service.count_attempt(session, fact)
