"""From a Moodle XML file to questions."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from academy.content.formats.build import Head
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.moodle.calculated import calculated
from academy.content.formats.moodle.choices import multichoice, numerical, short_answer, true_false
from academy.content.formats.moodle.cloze import cloze
from academy.content.formats.moodle.essay import essay
from academy.content.formats.moodle.gaps import gaps
from academy.content.formats.moodle.source import Fields, Source
from academy.content.formats.moodle.together import match, ordered
from academy.content.formats.numbers import number, share
from academy.content.formats.tags import tag_head
from academy.content.formats.texts import How, Ids, Texts
from academy.content.formats.values import (
    Format,
    FormatFault,
    FormatRefused,
    Reading,
    ReadItem,
    RefusedItem,
)
from academy.content.formats.xml import local, xml_of
from academy.content.model import Feedback, Question

_ID = re.compile(r"[a-z0-9-]{1,64}")
_WITH_PASSAGE = frozenset({"cloze", "multianswer", "ddwtos", "gapselect"})
_NO_QUESTIONS = frozenset({"description", "random", "randomsamatch"})

_TYPES: Mapping[str, Callable[[Source], Question]] = {
    "multichoice": multichoice,
    "multichoiceset": multichoice,
    "truefalse": true_false,
    "shortanswer": short_answer,
    "numerical": numerical,
    "matching": match,
    "match": match,
    "ddmatch": match,
    "ordering": ordered,
    "essay": essay,
    "cloze": cloze,
    "multianswer": cloze,
    "ddwtos": gaps,
    "gapselect": gaps,
    "calculated": calculated,
    "calculatedsimple": calculated,
}


@dataclass(slots=True)
class _Reader:
    """What was read so far."""

    category: str = ""
    items: list[ReadItem] = field(default_factory=list[ReadItem])
    refused: list[RefusedItem] = field(default_factory=list[RefusedItem])
    losses: Losses = field(default_factory=Losses)
    ids: Ids = field(default_factory=Ids)

    def take(self, element: ET.Element) -> None:
        """Read one element of the file."""
        fields = Fields(element)
        if local(element.tag) != "question":
            self.losses.add(LossCode.FIELD, what=local(element.tag))
        elif fields["type"] == "category":
            self.category = fields.value("category")
            info = fields.value("info")
            if info:
                self.losses.add(LossCode.FIELD, what=f"info {self.category}", value=info)
        else:
            self._question(fields)

    def _question(self, fields: Fields) -> None:
        texts = Texts()
        name = " ".join(fields.value("name")[:2000].split())
        try:
            source = _source(fields, texts)
            number_of_it = fields.value("idnumber")
            known = _ID.fullmatch(number_of_it)
            source.head.id = self.ids.of(number_of_it if known else name)
            question = _made(source, name)
        except ItemRefused as why:
            self.refused.append(RefusedItem(name, self.category, why.why))
        else:
            fields.rest(texts.losses)
            self.items.append(
                ReadItem(question, name, self.category, source.pictures, texts.losses.all)
            )


def read_moodle(data: bytes) -> Reading:
    """Return the questions of a Moodle XML file."""
    root = xml_of(data)
    if local(root.tag) != "quiz":
        raise FormatRefused(FormatFault.OTHER_FORMAT, found=local(root.tag))
    reader = _Reader()
    for element in root:
        reader.take(element)
    found = (tuple(reader.items), tuple(reader.refused))
    return Reading(Format.MOODLE_XML, *found, reader.losses.all)


def _source(fields: Fields, texts: Texts) -> Source:
    """Read what every question has."""
    kind = fields["type"]
    if kind in _NO_QUESTIONS:
        raise ItemRefused(LossCode.NOT_A_QUESTION, what=kind)
    if kind not in _TYPES:
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what=kind)
    source = Source(fields, texts, Head())
    asked = fields.one("questiontext")
    if asked is not None:
        source.how = source.how_of(asked)
        if kind not in _WITH_PASSAGE:
            source.head.text = source.markdown(asked)
    source.files()
    _feedback(source)
    head = source.head
    head.marks = source.number(fields.value("defaultgrade") or "1", "defaultgrade")
    head.penalty = share(number(fields.value("penalty")) or Fraction(0))
    head.hints = tuple(_hints(source))
    _tags(source)
    return source


def _feedback(source: Source) -> None:
    source.head.feedback = Feedback(
        right=source.said("correctfeedback"),
        wrong=source.said("incorrectfeedback"),
        partly=source.said("partiallycorrectfeedback"),
        general=source.said("generalfeedback"),
    )


def _hints(source: Source) -> list[str]:
    hints: list[str] = []
    for place in source.fields.all("hint"):
        old = place.one("hintcontent")
        place.asked |= {"text", "hintcontent"}
        place.rest(source.losses)
        said = source.markdown(old or place)
        if said:
            hints.append(said)
    return hints


def _tags(source: Source) -> None:
    for group in ("tags", "coursetags"):
        place = source.fields.one(group)
        if place is not None:
            tag_head(source.head, [tag.content for tag in place.all("tag")], source.losses)


def _made(source: Source, name: str) -> Question:
    """Return the question; what is asked stands in its text, or its name does."""
    if source.fields["type"] in _WITH_PASSAGE:
        source.head.text = source.texts.markdown(name, How.PLAIN)
    return _TYPES[source.fields["type"]](source)
