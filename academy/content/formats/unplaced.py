"""What of a question has no place in the format it is written in."""

from collections.abc import Collection

from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.runs import leads_inside
from academy.content.model import Question

HEAD = ("outcome", "difficulty", "hints", "penalty")
FEEDBACK = ("right", "wrong", "partly", "general")


def note_unplaced(question: Question, losses: Losses, placed: Collection[str]) -> None:
    """Note every part that every question may have and that has no place."""
    told = (question.outcome, question.difficulty, " | ".join(question.hints), question.penalty)
    for name, value in zip(HEAD, told, strict=True):
        if value and name not in placed:
            losses.add(LossCode.FIELD, what=name, value=str(value))
    for name in FEEDBACK:
        text = getattr(question.feedback, name)
        if text and name not in placed:
            losses.add(LossCode.FEEDBACK, what=name, value=text)
    if question.marks != 1 and "marks" not in placed:
        losses.add(LossCode.MARKS, value=str(question.marks))
    if leads_inside(question.text):
        losses.add(LossCode.LINK, what=question.text)
