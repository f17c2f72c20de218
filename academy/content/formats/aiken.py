"""Aiken: one right option of several, one thing a line, and nothing else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from academy.content.formats.build import Answer, Head, choice_question
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.texts import How, Ids, Texts
from academy.content.formats.values import Format, Reading, ReadItem, RefusedItem, not_too_many
from academy.content.formats.xml import text_of

OPTION = re.compile(r"\s*([A-Z])[).](?:[ \t]+(.*))?")
ANSWER = re.compile(r"\s*ANSWER:\s*([A-Za-z])?(.*)")
_NAME = 60


@dataclass(slots=True)
class _Block:
    """The lines of one question."""

    text: list[str] = field(default_factory=list[str])
    options: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    answer: str = ""
    rest: str = ""


def read_aiken(data: bytes) -> Reading:
    """Return the questions of an Aiken file."""
    items: list[ReadItem] = []
    refused: list[RefusedItem] = []
    ids = Ids()
    for block in not_too_many(_blocks(text_of(data).splitlines())):
        name = " ".join(" ".join(block.text).split())[:_NAME]
        losses = Losses()
        try:
            items.append(_item(block, name, ids=ids, losses=losses))
        except ItemRefused as why:
            refused.append(RefusedItem(name, "", why.why))
    return Reading(Format.AIKEN, tuple(items), tuple(refused))


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Yield the questions: each ends with its answer, or at an empty line behind its options."""
    block = _Block()
    for line in lines:
        option, answer = OPTION.fullmatch(line), ANSWER.fullmatch(line)
        if answer:
            block.answer, block.rest = (answer[1] or "").upper(), answer[2].strip()
            yield block
            block = _Block()
        elif option and block.text:
            block.options.append((option[1], option[2] or ""))
        elif block.options and not line.strip():
            continue
        elif block.options:
            yield block
            block = _Block([line])
        elif line.strip():
            block.text.append(line)
    if block.text or block.options:
        yield block


def _item(block: _Block, name: str, *, ids: Ids, losses: Losses) -> ReadItem:
    texts = Texts(losses)
    if not block.answer:
        raise ItemRefused(LossCode.NO_KEY)
    if block.rest:
        losses.add(LossCode.STRAY_TEXT, what=block.rest)
    letters = [option for option, _ in block.options]
    if block.answer not in letters or len({*letters}) < len(letters):
        raise ItemRefused(LossCode.NO_KEY, what=block.answer)
    answers = [
        Answer(texts.markdown(text, How.PLAIN), Fraction(option == block.answer), id=option)
        for option, text in block.options
    ]
    head = Head(id=ids.of(name), text=texts.markdown("\n".join(block.text), How.PLAIN))
    question = choice_question(head, answers, losses, single=True)
    return ReadItem(question, name, losses=losses.all)
