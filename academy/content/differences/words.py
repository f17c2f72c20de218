"""A text cut into what a reader sees change: words, spaces, signs, and letters with their marks."""

import unicodedata
from enum import Enum, auto
from functools import lru_cache

_STACKERS = frozenset("\u17d2\u1039\u200d")
"""What binds the next letter to this one: Khmer coeng, Burmese virama, the zero-width joiner."""
_LEANING = frozenset("\u0e33\u0eb3\u200c\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""What belongs to the letter before and is no mark to Unicode: Thai and Lao *am*, skin tones."""
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x19E0, 0x19FF), (0x2E80, 0x9FFF),
    (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Thai and Lao, Burmese, Khmer, Chinese: no spaces part their words."""
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_SPACE_UNSEEN = "\u200b"


class _Kind(Enum):
    """What a character does to the characters beside it."""

    SPACE = auto()
    LEANING = auto()
    LETTER = auto()
    CLUSTER = auto()
    SIGN = auto()


def words(text: str) -> list[str]:
    """Return the words of a text, the white space between them and each sign, in order.

    Where words are not parted by spaces, each cluster is one: a letter with all that is written
    above, below and around it.
    """
    found: list[str] = []
    last = _Kind.SPACE
    for place, letter in enumerate(text):
        kind = _kind(letter)
        if found and (_continues(text, place, last) or _binds(text, place, last)):
            found[-1] += letter
        else:
            found.append(letter)
            last = _Kind.SIGN if kind is _Kind.LEANING else kind
    return found


def _continues(text: str, place: int, last: _Kind) -> bool:
    """Tell whether a character belongs to the word or the cluster before it."""
    kind = _kind(text[place])
    if kind is _Kind.LEANING:
        return True
    if text[place - 1] in _STACKERS and kind is not _Kind.SPACE:
        return True
    return kind is last and kind in {_Kind.LETTER, _Kind.SPACE}


def _binds(text: str, place: int, last: _Kind) -> bool:
    """Tell whether a sign stands inside a word, as in `don't`, or inside a number: `5,000`."""
    following = text[place + 1 : place + 2]
    if last is not _Kind.LETTER or not following:
        return False
    if text[place] in ".,":
        return text[place - 1].isdecimal() and following.isdecimal()
    return text[place] in "'’" and _kind(following) is _Kind.LETTER


@lru_cache(maxsize=4096)
def _kind(letter: str) -> _Kind:
    if letter in _LEANING or unicodedata.category(letter).startswith("M"):
        return _Kind.LEANING
    if letter.isspace() or letter == _SPACE_UNSEEN:
        return _Kind.SPACE
    if letter.isalpha() and any(low <= ord(letter) <= high for low, high in _UNSPACED):
        return _Kind.CLUSTER
    if letter.isalnum() or letter == "_" or _FLAGS[0] <= letter <= _FLAGS[1]:
        return _Kind.LETTER
    return _Kind.SIGN
