"""What tags say of a question: its outcome and its difficulty, where they say it plainly."""

import re
from collections.abc import Iterable

from academy.content.formats.build import Head
from academy.content.formats.losses import LossCode, Losses
from academy.content.model import Difficulty

_OUTCOME = re.compile(r"(?i)outcome\s*[:=]\s*([a-z0-9-]{1,64})")
_DIFFICULTY = re.compile(r"(?i)(?:difficulty\s*[:=]\s*)?(easy|medium|hard)")


def tag_head(head: Head, tags: Iterable[str], losses: Losses) -> None:
    """Say what the tags say; each that says something else is a loss."""
    for tag in tags:
        outcome, difficulty = _OUTCOME.fullmatch(tag), _DIFFICULTY.fullmatch(tag)
        if outcome and not head.outcome:
            head.outcome = outcome[1].lower()
        elif difficulty and not head.difficulty:
            head.difficulty = Difficulty(difficulty[1].lower())
        else:
            losses.add(LossCode.TAG, what=tag)


def tags_of(outcome: str, difficulty: Difficulty) -> list[str]:
    """Return the tags that say this."""
    said = {"outcome": outcome, "difficulty": difficulty.value}
    return [f"{name}:{value}" for name, value in said.items() if value]
