"""What a question lost on its way from one system to another: nothing is left out in silence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_MOST = 200
_SHOWN = 120


class LossCode(StrEnum):
    """What was not carried. Behind each stand the names that its detail has."""

    STYLING = "styling"  # what
    BLOCKS = "blocks"  # what: paragraphs, lists, … which became lines
    TABLE = "table"
    PICTURE = "picture"  # what
    MEDIA = "media"  # what
    LINK = "link"  # what
    FORMULA = "formula"  # what
    SCRIPT = "script"  # what
    HIDDEN_CHARACTER = "hidden-character"  # what
    FIELD = "field"  # what, value: something that has no place here
    SETTING = "setting"  # what, value: how the question was to be shown or tried
    FEEDBACK = "feedback"  # what, value
    TAG = "tag"  # what
    MARKING = "marking"  # what: a rule that could not be carried; the key is kept
    MARKS = "marks"  # value
    NEGATIVE_TOTAL = "negative-total"  # the other system counts a total below zero, and we do not
    SHARE = "share"  # what, value
    WILDCARD = "wildcard"  # what
    ANSWER = "answer"  # what: an answer that is never reached or cannot be compared here
    SAME_OPTION = "same-option"  # what
    UNIT = "unit"  # what
    STRAY_TEXT = "stray-text"  # what
    PART = "part"  # what: a part of the item that is left out
    # Why a whole item is left out:
    NOT_A_QUESTION = "not-a-question"  # what
    UNKNOWN_TYPE = "unknown-type"  # what
    SYNTAX = "syntax"  # what
    NO_TEXT = "no-text"
    NO_KEY = "no-key"
    TOO_FEW = "too-few"  # what
    TOO_MANY = "too-many"  # what
    TOO_LONG = "too-long"  # what
    SAME_TEXT = "same-text"  # what
    NOT_A_NUMBER = "not-a-number"  # what
    NO_PICTURE = "no-picture"  # what
    MISSING_FILE = "missing-file"  # what


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that was not carried, and the names in it."""

    code: LossCode
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


class ItemRefused(Exception):
    """An item that cannot be carried at all, and why."""

    def __init__(self, code: LossCode, **detail: str) -> None:
        self.why = Loss(code, {name: short(value) for name, value in detail.items()})
        super().__init__(f"{code} {detail}")


class Losses:
    """Gathers what an item loses, each thing once, and not without end."""

    def __init__(self) -> None:
        self._found: dict[tuple[LossCode, tuple[tuple[str, str], ...]], Loss] = {}

    def add(self, code: LossCode, **detail: str) -> None:
        """Note a loss."""
        told = {name: short(value) for name, value in detail.items()}
        if len(self._found) < _MOST:
            self._found.setdefault((code, tuple(sorted(told.items()))), Loss(code, told))

    def __iter__(self) -> Iterator[Loss]:
        return iter(self._found.values())

    @property
    def all(self) -> tuple[Loss, ...]:
        """Everything that was noted, in order."""
        return tuple(self)


def short(text: str) -> str:
    """Return the beginning of a text, for a report."""
    one = " ".join(text[:400].split())
    return one if len(one) <= _SHOWN else one[: _SHOWN - 1] + "…"
