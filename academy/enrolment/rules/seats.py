"""Who may take a seat, and who may leave one. Pure."""

from enum import StrEnum


class Status(StrEnum):
    """Where a seat stands. `COMPLETED` is final; `WITHDRAWN` keeps all that was done."""

    ENROLLED = "enrolled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class EnrolmentRefused(StrEnum):
    """Why a seat could not be taken or given up."""

    CLOSED = "closed"
    ALREADY_ENROLLED = "already_enrolled"
    NOT_ENROLLED = "not_enrolled"
    COMPLETED = "completed"


def may_enrol(*, is_open: bool, status: Status | None) -> EnrolmentRefused | None:
    """Return why nobody in `status` may take a seat, or `None` to welcome them.

    `status` is that of the seat they have in the course, if any. Who withdrew may come back to
    their own seat as long as the course is open.
    """
    if status not in {None, Status.WITHDRAWN}:
        return EnrolmentRefused.ALREADY_ENROLLED
    return None if is_open else EnrolmentRefused.CLOSED


def may_withdraw(status: Status | None) -> EnrolmentRefused | None:
    """Return why a seat in `status` cannot be given up, or `None`; leaving twice is leaving."""
    if status is None:
        return EnrolmentRefused.NOT_ENROLLED
    return EnrolmentRefused.COMPLETED if status is Status.COMPLETED else None


def after_return(*, begun: bool) -> Status:
    """Return where a seat stands that its learner comes back to: where it was left."""
    return Status.IN_PROGRESS if begun else Status.ENROLLED
