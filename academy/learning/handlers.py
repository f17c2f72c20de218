"""What learning does when a fact reaches it."""

from sqlalchemy.orm import Session

from academy.kernel.facts import AttemptGraded, QuizRescored, ScoreSet, SeatResumed
from academy.learning import service


def count_attempt(session: Session, fact: AttemptGraded) -> None:
    """Let a marked attempt count towards the course."""
    service.count_attempt(session, fact)


def count_score(session: Session, fact: ScoreSet) -> None:
    """Let a score that was set by hand count towards the course."""
    service.count_score(session, fact)


def count_scores(session: Session, fact: QuizRescored) -> None:
    """Let scores that one act changed count towards the course."""
    service.count_scores(session, fact)


def count_again(session: Session, fact: SeatResumed) -> None:
    """Count what was marked while the learner was away: it may be all that was missing."""
    service.count_again(session, enrolment_id=fact.enrolment_id, now=fact.at)
