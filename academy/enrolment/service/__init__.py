"""Changes to seats and to cohorts. Nothing here commits."""

from academy.enrolment.service.asking import Decided, approve, ask, decline, take_back
from academy.enrolment.service.cohorts import Seating, fill, give_seat
from academy.enrolment.service.founding import (
    Founding,
    appoint,
    archive,
    change,
    dismiss,
    found,
)
from academy.enrolment.service.inviting import invite, join, revoke
from academy.enrolment.service.placing import end_extension, extend, move_to, remove, withdraw_from
from academy.enrolment.service.seats import (
    begin,
    complete,
    enrol,
    follow_learner,
    keep_past,
    move,
    note_score,
    withdraw,
)
from academy.enrolment.service.wishes import Giving

__all__ = [
    "Decided",
    "Founding",
    "Giving",
    "Seating",
    "appoint",
    "approve",
    "archive",
    "ask",
    "begin",
    "change",
    "complete",
    "decline",
    "dismiss",
    "end_extension",
    "enrol",
    "extend",
    "fill",
    "follow_learner",
    "found",
    "give_seat",
    "invite",
    "join",
    "keep_past",
    "move",
    "move_to",
    "note_score",
    "remove",
    "revoke",
    "take_back",
    "withdraw",
    "withdraw_from",
]
