"""Where agreed words stand in a text, as a reader would find them.

Case, width and the amount of white space do not matter. Where a script puts spaces between words,
only whole words are found, an English plural included; where it does not, any place will do. Code
and the targets of links are no words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from academy.content.scripts import LATIN, is_unspaced
from academy.kernel.text import fold

_NO_WORDS = re.compile(r"`[^`]*`|\]\([^)\s]*|https?://\S+")
_PLURAL = "s"
_LATIN_END = re.compile(rf"[{LATIN}]\Z")
_WORDS = re.compile(r"\s+")
_STEM = 6
"""A word this long or longer may bend its last letters: `ligação`, `ligações`."""
_ENDING = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A term as it stands in a text: `text[start:end]`."""

    term: str
    start: int
    end: int


def find_terms(text: str, terms: Iterable[str]) -> tuple[Place, ...]:
    """Return where terms stand in a text, in reading order; of two that overlap, the longer."""
    folded, places = _with_places(_NO_WORDS.sub(_blank, text))
    found = [
        Place(term, places[start], places[end - 1] + 1)
        for term in terms
        if (key := _key(term)) and key in folded
        for start, end in _matches(key, folded)
    ]
    free = bytearray(len(text))
    kept: list[Place] = []
    for place in sorted(found, key=lambda place: (place.start - place.end, place.start)):
        if not any(free[place.start : place.end]):
            free[place.start : place.end] = b"\1" * (place.end - place.start)
            kept.append(place)
    return tuple(sorted(kept, key=lambda place: place.start))


def has_words(text: str, words: str) -> bool:
    """Tell whether each of the agreed words is in a text; long ones may end in another way."""
    folded = fold(text)
    if is_unspaced(words):
        return _WORDS.sub("", fold(words)) in _WORDS.sub("", folded)
    return all(_beginning(word) in folded for word in fold(words).split())


def _beginning(word: str) -> str:
    return word[: max(_STEM - 1, len(word) - _ENDING)] if len(word) >= _STEM else word


@lru_cache(maxsize=20_000)
def _key(term: str) -> str:
    """Return a term as it is looked for; folding thousands anew for each text would take long."""
    if term.isascii():
        return " ".join(term.casefold().split())
    return _with_places(unicodedata.normalize("NFC", term.strip()))[0]


def _with_places(text: str) -> tuple[str, list[int]]:
    """Return a folded text, and for each of its letters the place in the text it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = fold(letter) or (" " if letter.isspace() and letters[-1:] != [" "] else "")
        letters += folded
        places += [place] * len(folded)
    return "".join(letters), places


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found.group())


def _matches(key: str, folded: str) -> Iterator[tuple[int, int]]:
    """Yield the places of whole words; a plural's ending belongs to its word."""
    start = folded.find(key)
    while start >= 0:
        end = start + len(key)
        if _LATIN_END.search(key) and folded.startswith(_PLURAL, end) and _parts(folded, end + 1):
            end += 1
        if _parts(folded, start) and _parts(folded, end):
            yield start, end
        start = folded.find(key, start + 1)


def _parts(folded: str, place: int) -> bool:
    """Tell whether a word may begin or end here."""
    inside = 0 < place < len(folded)
    return not (inside and _is_word(folded[place - 1]) and _is_word(folded[place]))


def _is_word(letter: str) -> bool:
    """Tell whether a letter or mark joins others to one word."""
    joins = letter.isalnum() or unicodedata.category(letter).startswith("M")
    return joins and not is_unspaced(letter)
