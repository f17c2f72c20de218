"""What accounts do when a fact reaches them, and their lasting jobs."""

from academy.accounts.handlers import importing
from academy.accounts.handlers.guardian import (
    post_guardian_letter,
    post_opened_letter,
    send_guardian_letter,
)
from academy.accounts.handlers.letters import (
    post_reset_letter,
    post_welcome_letter,
    send_reset_letter,
    send_welcome_letter,
)

__all__ = [
    "importing",
    "post_guardian_letter",
    "post_opened_letter",
    "post_reset_letter",
    "post_welcome_letter",
    "send_guardian_letter",
    "send_reset_letter",
    "send_welcome_letter",
]
