"""What is said about seats, and about cohorts."""

from enum import StrEnum

from academy.enrolment.messages import cohorts, enrolling, seats
from academy.enrolment.messages.seats import LEFT, SIGN_IN_TO_ENROL, WELCOME

__all__ = [
    "LEFT",
    "REFUSALS",
    "SIGN_IN_TO_ENROL",
    "WELCOME",
]

REFUSALS: dict[StrEnum, str] = {**seats.REFUSALS, **cohorts.REFUSALS, **enrolling.REFUSALS}
