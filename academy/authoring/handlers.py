"""What the teaching side does when a fact reaches it."""

from sqlalchemy.orm import Session

from academy.authoring.service.remembering import remember_published
from academy.kernel.facts import CoursePublished


def remember_course(session: Session, fact: CoursePublished) -> None:
    """Let translators of other courses find what was published, however it came in."""
    remember_published(session, fact.course_id)
