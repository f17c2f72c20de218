"""What enrolment does when a fact reaches it, and its lasting jobs."""

from academy.enrolment.handlers import enrolling
from academy.enrolment.handlers.facts import (
    follow_learner,
    let_next_in,
    post_declined_letter,
    post_seat_letter,
    send_declined_letter,
    send_seat_letter,
)

__all__ = [
    "enrolling",
    "follow_learner",
    "let_next_in",
    "post_declined_letter",
    "post_seat_letter",
    "send_declined_letter",
    "send_seat_letter",
]
