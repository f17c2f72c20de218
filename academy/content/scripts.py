"""Which script the letters of a text are of, as Unicode has them, and how much room they take."""

import re
import unicodedata

from academy.kernel.languages import LANGUAGES

_LETTERS = {
    "Latn": r"A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a",
    "Hans": r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Thai": r"\u0e00-\u0e7f",
    "Khmr": r"\u1780-\u17ff",
    "Laoo": r"\u0e80-\u0eff",
    "Mymr": r"\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "Taml": r"\u0b80-\u0bff",
}
LATIN = _LETTERS["Latn"]
"""The letters of the Latin script, for the inside of a character class."""

_PATTERNS = {script: re.compile(f"[{letters}]+") for script, letters in _LETTERS.items()}
_UNSPACED = re.compile(
    "[" + "".join(_LETTERS[each.script] for each in LANGUAGES if not each.spaced) + "]"
)


def letters(text: str) -> str:
    """Return the letters of a text alone, without marks, digits and signs."""
    return "".join(filter(str.isalpha, text))


def of_script(text: str, script: str) -> str:
    """Return those characters of a text that are of a script (ISO 15924) of our languages."""
    return "".join(_PATTERNS[script].findall(text))


def is_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script that puts no spaces between its words."""
    return _UNSPACED.search(text) is not None


def width(text: str) -> int:
    """Return how wide a text is, in letters: a mark takes no room, a Chinese letter that of two."""
    if text.isascii():
        return len(text)
    return sum(
        1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
        if unicodedata.category(letter)[0] != "M"
    )
