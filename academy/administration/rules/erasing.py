"""Who may be erased, and what they have to give up first. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class EraseRefused(StrEnum):
    """Why somebody cannot be erased now."""

    ERASED_BEFORE = "erased_before"
    HAS_ROLE = "has_role"
    MAKES_COURSES = "makes_courses"
    LEADS_COHORTS = "leads_cohorts"
    NOT_CONFIRMED = "not_confirmed"


class Cause(StrEnum):
    """At whose wish somebody is erased."""

    OWN = "own-wish"
    REQUEST = "request"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody answers for besides their own learning."""

    is_over: bool
    roles: int
    courses: int
    cohorts: int


def erase_refused(duties: Duties) -> tuple[EraseRefused, ...]:
    """Say what stands in the way: staff hand over first what others depend on."""
    if duties.is_over:
        return (EraseRefused.ERASED_BEFORE,)
    in_the_way = {
        EraseRefused.HAS_ROLE: duties.roles,
        EraseRefused.MAKES_COURSES: duties.courses,
        EraseRefused.LEADS_COHORTS: duties.cohorts,
    }
    return tuple(reason for reason, number in in_the_way.items() if number)
