"""Words of a question in a language, as HTML to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Text:
    """HTML, safe to put into a page, and its language. Empty where the course says nothing."""

    html: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.html)


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option, a prompt, or an item to put in order, by its id."""

    id: str
    text: Text
    feedback: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be asked about: its address, its size in pixels, and what it shows."""

    url: str
    width: int
    height: int
    alt: Text


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words that only some types have. Each type says which of these it fills, and with what.

    `choices` are what is chosen from or put in order, `prompts` what each is to be found for,
    `passage` a text with fields in it, `groups` further lists by a name that the type gives.
    """

    choices: tuple[Choice, ...] = ()
    prompts: tuple[Choice, ...] = ()
    unit: Text = NOTHING
    passage: Text = NOTHING
    picture: Picture | None = None
    groups: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict[str, tuple[Choice, ...]])


class Speaker(Protocol):
    """Says the texts of one unit in one language."""

    def say(self, source: str) -> Text:
        """Return a text that is inline Markdown."""
        ...

    def plain(self, source: str) -> Text:
        """Return a text that has no Markdown."""
        ...

    def choice(self, part_id: str, text: str, feedback: str = "") -> Choice:
        """Return the words of a part."""
        ...

    def picture(self, name: str, alt: str, *, width: int, height: int) -> Picture:
        """Return a picture of the course."""
        ...
