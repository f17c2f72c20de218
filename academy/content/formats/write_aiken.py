"""Questions as Aiken: single choices, their texts in plain words."""

from academy.content.formats.aiken import ANSWER, OPTION
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.runs import from_markdown, words
from academy.content.formats.unplaced import note_unplaced
from academy.content.formats.values import Item
from academy.content.model import Marking
from academy.content.questions.kinds import question_kind
from academy.content.questions.single_choice import SingleChoice

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def aiken_item(item: Item, losses: Losses) -> str:
    """Return a question as Aiken; raise `ItemRefused`."""
    question = item.question
    if not isinstance(question, SingleChoice):
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what=question_kind(question).name)
    if question.marking is not Marking.ALL_OR_NOTHING:
        raise ItemRefused(LossCode.MARKING, what=question.marking.value)
    note_unplaced(question, losses, ())
    for name, value in (("name", item.name), ("category", item.category)):
        if value:
            losses.add(LossCode.FIELD, what=name, value=value)
    lines = _plain(question.text, losses).split("\n")
    if any(OPTION.fullmatch(line) or ANSWER.fullmatch(line) for line in lines):
        raise ItemRefused(LossCode.SYNTAX, what=question.text)
    options = _options(question, losses)
    lines += [f"{letter}) {text}" for letter, text in zip(_LETTERS, options, strict=False)]
    right = next(place for place, option in enumerate(question.options) if option.correct)
    return "\n".join([*lines, f"ANSWER: {_LETTERS[right]}", "", ""])


def _options(question: SingleChoice, losses: Losses) -> list[str]:
    """Return the options in plain words, each on one line."""
    if len(question.options) > len(_LETTERS):
        raise ItemRefused(LossCode.TOO_MANY, what="options")
    told: list[str] = []
    for option in question.options:
        if option.feedback:
            losses.add(LossCode.FEEDBACK, what=option.id, value=option.feedback)
        text = _plain(option.text, losses)
        if "\n" in text:
            losses.add(LossCode.BLOCKS, what=text)
        told.append(" ".join(text.split()))
    if len({*told}) < len(told):
        raise ItemRefused(LossCode.SAME_TEXT, what=question.text)
    return told


def _plain(text: str, losses: Losses) -> str:
    runs = from_markdown(text)
    if not all(run.bare for run in runs):
        losses.add(LossCode.STYLING, what=text)
    return words(runs)
