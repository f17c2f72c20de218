"""Every kind of hint. Its words are chosen where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class HintCode(StrEnum):
    """What could be easier. Where words are not spaced, LETTERS are counted in their place."""

    LONG_PARAGRAPH = "long-paragraph"
    LONG_PARAGRAPH_LETTERS = "long-paragraph-letters"
    LONG_OPENING = "long-opening"
    LONG_OPENING_LETTERS = "long-opening-letters"
    LONG_ITEM = "long-item"
    LONG_ITEM_LETTERS = "long-item-letters"
    LONG_SENTENCE = "long-sentence"
    VAGUE_LINK = "vague-link"
    BARE_ADDRESS = "bare-address"
    MUCH_BOLD = "much-bold"
    ALT_FILE_NAME = "alt-file-name"
    ALT_SAYS_PICTURE = "alt-says-picture"
    LONG_ALT = "long-alt"
    HEADING_ALONE = "heading-alone"
    NO_HEADINGS = "no-headings"
    WIDE_TABLE = "wide-table"
    NO_PRACTICE = "no-practice"
    READING_TIME = "reading-time"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: the line it is about, and what its sentence names (numbers in plain digits)."""

    code: HintCode
    line: int
    detail: Mapping[str, str] = field(default_factory=dict[str, str])
