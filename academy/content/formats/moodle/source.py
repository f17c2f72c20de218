"""One question of a Moodle XML file. What nobody asks for by its name is a loss."""

import base64
import binascii
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from academy.content.formats.build import Answer, Head
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.numbers import number, share
from academy.content.formats.texts import How, Texts
from academy.content.formats.xml import local, without_sentinels

_FORMATS = {how.value: how for how in How} | {"plain": How.PLAIN, "moodle": How.AUTO}
_ATTRIBUTES = frozenset({"type", "format", "fraction", "name", "path", "encoding"})
_SILENT = frozenset({"stamp", "version", "timecreated", "timemodified", "file", "qtype"})
"""Elements that say nothing about what is asked."""

_USUAL: Final[Mapping[str, frozenset[str]]] = {
    "hidden": frozenset({"", "0"}),
    "shuffleanswers": frozenset({"", "1", "true"}),
    "answernumbering": frozenset({"", "abc", "none"}),
    "showstandardinstruction": frozenset({"", "0", "1"}),
    "synchronize": frozenset({"", "0"}),
    "responserequired": frozenset({"", "0", "1"}),
    "responsefieldlines": frozenset(f"{lines}" for lines in range(50)),
    "layouttype": frozenset({"", "0", "VERTICAL"}),
    "selecttype": frozenset({"", "0", "ALL"}),
    "selectcount": frozenset({"", "0"}),
    "numberingstyle": frozenset({"", "none", "abc"}),
    "showgrading": frozenset({"", "0", "1", "SHOW", "HIDE"}),
    "unitsleft": frozenset({"", "0"}),
    "shownumcorrect": frozenset(),
    "clearwrong": frozenset(),
}
"""Settings, and the values of each that change nothing here."""


@dataclass(slots=True)
class Fields:
    """An element whose children are asked for by name."""

    element: ET.Element
    asked: set[str] = field(default_factory=set[str])

    def one(self, name: str) -> "Fields | None":
        """Return the first child of a name."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> "list[Fields]":
        """Return the children of a name."""
        self.asked.add(name)
        return [Fields(child) for child in self.element if local(child.tag) == name]

    def value(self, name: str, otherwise: str = "") -> str:
        """Return the bare text of a child, which may stand in a `text` of its own."""
        child = self.one(name)
        return otherwise if child is None else child.content

    @property
    def content(self) -> str:
        """The text in it."""
        text = next((each for each in self.element if local(each.tag) == "text"), self.element)
        return without_sentinels("".join(text.itertext())).strip()

    def __getitem__(self, attribute: str) -> str:
        return self.element.get(attribute, "").strip()

    def rest(self, losses: Losses) -> None:
        """Note what nobody asked for."""
        for child in self.element:
            name = local(child.tag)
            if name in self.asked | _SILENT:
                continue
            value = "".join(child.itertext()).strip()
            if name in _USUAL:
                if value not in _USUAL[name]:
                    losses.add(LossCode.SETTING, what=name, value=value)
            elif value or len(child) or child.attrib:
                losses.add(LossCode.FIELD, what=name, value=value)
        for attribute in self.element.attrib:
            if attribute not in _ATTRIBUTES:
                losses.add(LossCode.FIELD, what=f"@{attribute}", value=self[attribute])


@dataclass(slots=True)
class Source:
    """A question under way: its elements, its texts, and what every question has."""

    fields: Fields
    texts: Texts
    head: Head
    how: How = How.HTML
    pictures: dict[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def losses(self) -> Losses:
        """What is lost."""
        return self.texts.losses

    def markdown(self, place: Fields | None) -> str:
        """Return the text of an element as Markdown."""
        return "" if place is None else self.texts.markdown(place.content, self.how_of(place))

    def said(self, name: str) -> str:
        """Return the text of a child as Markdown."""
        return self.markdown(self.fields.one(name))

    def how_of(self, place: Fields) -> How:
        """Return how the text of an element is written."""
        return _FORMATS.get(place["format"], self.how)

    def number(self, text: str, what: str) -> Fraction:
        """Return a number; raise `ItemRefused`."""
        found = number(text)
        if found is None:
            raise ItemRefused(LossCode.NOT_A_NUMBER, what=f"{what} {text}")
        return found

    def answers(self, *, plain: bool = False) -> list[Answer]:
        """Return the answers; `plain` says that they are compared, not shown."""
        return [self._answer(each, plain=plain) for each in self.fields.all("answer")]

    def _answer(self, place: Fields, *, plain: bool) -> Answer:
        feedback = self.markdown(place.one("feedback"))
        text = self.texts.words(place.content) if plain else self.markdown(place)
        tolerance = self.number(place.value("tolerance") or "0", "tolerance")
        place.asked |= {"text"}
        said = place["fraction"] or place.value("fraction") or "0"
        worth = self.number(said, "fraction") / (100 if place["fraction"] else 1)
        place.rest(self.losses)
        return Answer(text, share(worth), feedback, tolerance=tolerance)

    def files(self) -> None:
        """Keep the files that come with the question."""
        for file in self.fields.element.iter("file"):
            name = (file.get("name") or "").rpartition("/")[2].strip()
            try:
                data = base64.b64decode("".join((file.text or "").split()), validate=True)
            except (binascii.Error, ValueError):
                data = b""
            if not name or not data:
                self.losses.add(LossCode.MISSING_FILE, what=name)
            else:
                self.pictures.setdefault(name, data)
