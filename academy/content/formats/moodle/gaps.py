"""Moodle's words to drag or to select into a text: `[[2]]` is a gap for the second choice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from academy.content.formats.build import Answer
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.moodle.source import Fields, Source
from academy.content.formats.passages import choice_gap, cloze_question, place_of
from academy.content.formats.texts import Ids
from academy.content.model import Question
from academy.content.questions.cloze import ChoiceGap

_GAP = re.compile(r"\[\[([1-9][0-9]{0,2})\]\]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A choice, and the group of gaps that it is offered for."""

    text: str
    group: str


def gaps(source: Source) -> Question:
    """Return a passage with gaps to choose for."""
    fields = source.fields
    words = [
        _word(source, each) for name in ("dragbox", "selectoption") for each in fields.all(name)
    ]
    place = fields.one("questiontext")
    text = "" if place is None else place.content
    made: list[ChoiceGap] = []
    ids = Ids()
    pieces: list[str] = []
    end = 0
    for found in _GAP.finditer(text):
        pieces += [text[end : found.start()], place_of(len(made))]
        made.append(_gap(source, words, int(found[1]), name=ids.of(f"gap-{found[1]}")))
        end = found.end()
    pieces.append(text[end:])
    runs = source.texts.flow("".join(pieces), source.how).in_blocks()
    return cloze_question(source.head, runs, made, losses=source.losses)


def _word(source: Source, place: Fields) -> _Word:
    dragged = place.one("infinite") is None and place.element.tag == "dragbox"
    if dragged:
        source.losses.add(LossCode.SETTING, what="dragbox", value=place.content)
    group = place.value("group", "1")
    place.asked |= {"text"}
    place.rest(source.losses)
    return _Word(source.texts.markdown(place.content, source.how), group)


def _gap(source: Source, words: Sequence[_Word], number: int, *, name: str) -> ChoiceGap:
    if number > len(words):
        raise ItemRefused(LossCode.NO_KEY, what=f"[[{number}]]")
    right = words[number - 1]
    answers = [
        Answer(word.text, Fraction(word.text == right.text))
        for word in words
        if word.group == right.group
    ]
    return choice_gap(name, answers, source.losses)
