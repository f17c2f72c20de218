"""Moodle's `*` in the answers of short texts, for which we have only what is said of any other."""

import re
from collections.abc import Sequence
from dataclasses import replace

from academy.content.formats.build import Answer, Head
from academy.content.formats.losses import LossCode, Losses

_WILD = re.compile(r"(?<!\\)(?:\\\\)*\*")


def without_wildcards(head: Head, answers: Sequence[Answer], losses: Losses) -> list[Answer]:
    """Return the answers that are words. `*` alone says what any other answer hears.

    What stands behind it is never reached.
    """
    kept: list[Answer] = []
    for place, answer in enumerate(answers):
        if answer.text == "*":
            _any_other(head, answer, losses)
            for never in answers[place + 1 :]:
                losses.add(LossCode.ANSWER, what=never.text)
            break
        if is_wild(answer.text):
            losses.add(LossCode.WILDCARD, what=answer.text)
        else:
            kept.append(replace(answer, text=answer.text.replace(r"\*", "*")))
    return kept


def is_wild(text: str) -> bool:
    """Tell whether a text stands for others as well."""
    return bool(_WILD.search(text))


def _any_other(head: Head, answer: Answer, losses: Losses) -> None:
    if answer.share:
        losses.add(LossCode.WILDCARD, what=f"* {answer.share}")
    if head.feedback.wrong and answer.feedback:
        losses.add(LossCode.FEEDBACK, what="*", value=answer.feedback)
    head.say(wrong=answer.feedback)
