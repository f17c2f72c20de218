"""Facts that travel upward: what a lower floor tells the floors above, by way of the outbox.

A fact is past, small and true for ever. Its topic is its name in the outbox, so renaming one is a
migration. The composition root says who listens.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AttemptGraded:
    """A quiz attempt was submitted and marked."""

    topic: ClassVar[str] = "attempt-graded"
    attempt_id: UUID
    enrolment_id: UUID
    unit_id: str
    percent: int
    passed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ScoreSet:
    """A score of one seat in a quiz was set by hand, or what was set was taken back."""

    topic: ClassVar[str] = "score-set"
    enrolment_id: UUID
    unit_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuizRescored:
    """Scores of many seats in a quiz became others, by one act at that very moment."""

    topic: ClassVar[str] = "quiz-rescored"
    course_id: str
    unit_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentCompleted:
    """A learner met a course's completion rule."""

    topic: ClassVar[str] = "enrolment-completed"
    enrolment_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SeatResumed:
    """A learner came back to a course they had left."""

    topic: ClassVar[str] = "seat-resumed"
    enrolment_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CredentialIssued:
    """A certificate was made."""

    topic: ClassVar[str] = "credential-issued"
    credential_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class PasswordResetAsked:
    """Somebody asked for a way back into an account."""

    topic: ClassVar[str] = "password-reset-asked"
    user_id: UUID
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessGiven:
    """An administrator gave a person a way to choose a password: a letter is due."""

    topic: ClassVar[str] = "access-given"
    user_id: UUID
    locale: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CoursePublished:
    """A revision of a course was published."""

    topic: ClassVar[str] = "course-published"
    course_id: str
    revision_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """What is said about a person changed: their name, their country."""

    topic: ClassVar[str] = "person-changed"
    user_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SeatFreed:
    """A cohort may have room again: somebody left it, or it grew."""

    topic: ClassVar[str] = "seat-freed"
    cohort_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SeatGiven:
    """A learner who had waited or asked was given a seat in a cohort."""

    topic: ClassVar[str] = "seat-given"
    enrolment_id: UUID
    cohort_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """Learners of a cohort may have time until another moment than before: one of them, or all."""

    topic: ClassVar[str] = "deadline-moved"
    cohort_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationDeclined:
    """A learner who had asked for a seat in a cohort will get none."""

    topic: ClassVar[str] = "application-declined"
    learner_id: UUID
    cohort_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class GuardianAsked:
    """A learner under age needs a guardian's consent, and said how to reach them."""

    topic: ClassVar[str] = "guardian-asked"
    user_id: UUID
    locale: str
    at: datetime


Fact = (
    AttemptGraded
    | ScoreSet
    | QuizRescored
    | EnrolmentCompleted
    | SeatResumed
    | CredentialIssued
    | PasswordResetAsked
    | AccessGiven
    | CoursePublished
    | PersonChanged
    | SeatFreed
    | SeatGiven
    | DeadlineMoved
    | ApplicationDeclined
    | GuardianAsked
)
FACTS: tuple[type[Fact], ...] = (
    AttemptGraded,
    ScoreSet,
    QuizRescored,
    EnrolmentCompleted,
    SeatResumed,
    CredentialIssued,
    PasswordResetAsked,
    AccessGiven,
    CoursePublished,
    PersonChanged,
    SeatFreed,
    SeatGiven,
    DeadlineMoved,
    ApplicationDeclined,
    GuardianAsked,
)
