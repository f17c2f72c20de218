"""A refusal is a rule saying no, for a reason a person can be told."""

from enum import StrEnum


class Refusal(Exception):
    """Raised by a service when a rule forbids what the actor asked for.

    The reason is a code; its words in every language live in the feature's `messages.py`.
    """

    def __init__(self, reason: StrEnum) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NotFound(Exception):
    """What was asked for is not there, or not for this actor: the page says 404 to both."""


class Forbidden(Exception):
    """The actor may know of the thing, but not do this to it: 403."""
