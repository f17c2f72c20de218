"""What credentials does when a fact reaches it."""

from sqlalchemy.orm import Session

from academy.credentials import service
from academy.kernel.clock import now
from academy.kernel.facts import EnrolmentCompleted


def issue_certificate(session: Session, fact: EnrolmentCompleted) -> None:
    """Give whoever completed a course the certificate; told twice, they still have one."""
    service.issue(session, enrolment_id=fact.enrolment_id, now=now())
