"""How long a text is: in words, or in characters where a script puts no spaces between words."""

import re
import unicodedata
from dataclasses import dataclass

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uaa60-\uaa7f"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese letters, as a class of a regular expression."""

_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Length:
    """How many there are, and whether most of them are characters."""

    count: int
    is_characters: bool


def length_of(text: str) -> Length:
    """Return how long a text is, by the scripts that it is written in.

    A word is what stands between spaces and has a letter or a digit. Of a script without spaces,
    each letter and digit counts, and no mark above or below one; a text in both has both. Course
    and page have nothing to do with it: people answer in the language they write best.
    """
    characters = sum(_counts(letter) for letter in _UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text).split()
    words = sum(any(map(_counts, word)) for word in spaced)
    return Length(characters + words, characters > words)


def _counts(letter: str) -> bool:
    return unicodedata.category(letter)[0] in {"L", "N"}
