"""Who may come into a cohort, and in which order its seats are given. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from academy.enrolment.rules.seats import Status

LONGEST_NAME = 200
MOST_SEATS = 1_000_000


class Entry(StrEnum):
    """How somebody gets into a cohort who was not put there."""

    CLOSED = "closed"
    INVITATION = "invitation"
    APPROVAL = "approval"
    OPEN = "open"


class State(StrEnum):
    """What came of somebody's wish for a seat: `ASKED` waits for a person, `WAITING` for room."""

    ASKED = "asked"
    WAITING = "waiting"
    SEATED = "seated"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Given(StrEnum):
    """What came of giving somebody a seat in a cohort."""

    SEATED = "seated"
    ALREADY_THERE = "already-there"
    WAITING = "waiting"
    STILL_WAITING = "still-waiting"
    ASKED = "asked"


class Phase(StrEnum):
    """Where a cohort stands in time."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


class CohortRefused(StrEnum):
    """Why somebody gets no seat in a cohort, or a cohort cannot be what it was to become."""

    ARCHIVED = "cohort-archived"
    OVER = "cohort-over"
    COURSE_CLOSED = "cohort-course-closed"
    COURSE_COMPLETED = "cohort-course-completed"
    IN_ANOTHER_COHORT = "in-another-cohort"
    NOT_OPEN = "cohort-not-open"
    NOT_HERE = "not-in-cohort"
    NOT_ASKED = "not-asked"
    FULL = "cohort-full"
    OTHER_COURSE = "cohort-of-another-course"
    NAME_MISSING = "cohort-name-missing"
    NAME_TOO_LONG = "cohort-name-too-long"
    NAME_TAKEN = "cohort-name-taken"
    ENDS_BEFORE_START = "cohort-ends-before-start"
    BAD_CAPACITY = "cohort-bad-capacity"
    SEATS_TAKEN = "cohort-seats-taken"
    NOT_AN_INSTRUCTOR = "not-an-instructor"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a cohort asks and grants; what is not set is no limit."""

    name: str
    entry: Entry = Entry.CLOSED
    capacity: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The seat that somebody has in a course: how it stands, and whether a cohort holds it.

    `held` means another cohort that still runs: it is not left by joining one more.
    """

    status: Status
    here: bool = False
    held: bool = False


def terms_refused(terms: Terms, *, taken: int = 0) -> CohortRefused | None:
    """Return why a cohort with `taken` seats cannot have these terms, or `None`."""
    if not terms.name:
        return CohortRefused.NAME_MISSING
    if len(terms.name) > LONGEST_NAME:
        return CohortRefused.NAME_TOO_LONG
    if terms.starts_at and terms.ends_at and terms.ends_at <= terms.starts_at:
        return CohortRefused.ENDS_BEFORE_START
    return _capacity_refused(terms.capacity, taken)


def _capacity_refused(capacity: int | None, taken: int) -> CohortRefused | None:
    if capacity is None:
        return None
    if not 1 <= capacity <= MOST_SEATS:
        return CohortRefused.BAD_CAPACITY
    return CohortRefused.SEATS_TAKEN if capacity < taken else None


def phase(terms: Terms, now: datetime) -> Phase:
    """Return where a cohort stands at a moment."""
    if terms.ends_at and now >= terms.ends_at:
        return Phase.OVER
    return Phase.COMING if terms.starts_at and now < terms.starts_at else Phase.RUNNING


def takes_nobody(terms: Terms, *, archived: bool, now: datetime) -> CohortRefused | None:
    """Return why a cohort gives no seats at all, or `None`."""
    if archived:
        return CohortRefused.ARCHIVED
    return CohortRefused.OVER if phase(terms, now) is Phase.OVER else None


def may_be_seated(place: Place | None, *, is_open: bool) -> CohortRefused | None:
    """Return why somebody with that place in the course gets no seat in a cohort of it.

    Whoever has a seat keeps it, and may bring it into a cohort of a course that is closed to
    newcomers; what is completed is not taken again.
    """
    if place is None or place.status is Status.WITHDRAWN:
        return None if is_open else CohortRefused.COURSE_CLOSED
    if place.here:
        return None
    if place.status is Status.COMPLETED:
        return CohortRefused.COURSE_COMPLETED
    return CohortRefused.IN_ANOTHER_COHORT if place.held else None


def may_ask(entry: Entry) -> CohortRefused | None:
    """Return why a seat in a cohort of such an entry is not to be had for the asking."""
    return None if entry in {Entry.OPEN, Entry.APPROVAL} else CohortRefused.NOT_OPEN


def room(capacity: int | None, taken: int) -> int | None:
    """Return how many more seats there are; `None` where there is no limit."""
    return None if capacity is None else max(0, capacity - taken)


def deadline(ends_at: datetime | None, extended_until: datetime | None) -> datetime | None:
    """Return until when a learner has time: the cohort's end, or a later one of their own."""
    if ends_at is None or extended_until is None:
        return ends_at
    return max(ends_at, extended_until)
