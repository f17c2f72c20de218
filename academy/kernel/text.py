"""Text as people mean it, for comparing and searching."""

import re
import unicodedata
from typing import Literal

_SPACES = re.compile(r"\s+")
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

_MOST_MARKS = 30
_MARKS = "".join(mark for mark in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(mark))
_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{{_MOST_MARKS}}})[{_MARKS}]+")
_CONTROLS = frozenset({"Cc", "Cs", "Co", "Cn"})
_JOINERS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_BEFORE_FORMULA = " \u00a0\u3000\u200b\ufeff'\"`"
_FORMULA = "=+\\-@＝＋－＠\t\r\n"
FORMULA_PATTERN = f"(?:^|(?<=[;\t\r\n]))(?=[{_BEFORE_FORMULA}]*[{_FORMULA}])"
"""Where a spreadsheet would begin to read a formula; the same to Python and to PostgreSQL."""
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def normal(text: str, form: Form = "NFC") -> str:
    """Return the text in a Unicode normal form, in time that grows with its length alone.

    A letter keeps at most thirty marks (Unicode Standard Annex 15, "Stream-Safe Text Format"): no
    writing needs more, and sorting thousands of them would keep a server busy for minutes.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, _TOO_MANY_MARKS.sub(r"\1", text))


def fold(text: str) -> str:
    """Return the text without what does not matter when it is looked for.

    Compatibility forms (full and half width), case, and the amount of white space go (NFKC and
    `str.casefold`, Unicode 15, sections 3.11 and 5.18), and so do zero-width joiners, which Thai,
    Khmer, Lao and Burmese keyboards put between words or not. Folding twice changes nothing.
    """
    folded = normal(normal(text.translate(_JOINERS), "NFKC").casefold(), "NFKC")
    return _SPACES.sub(" ", folded).strip()


def tidy(text: str) -> str:
    """Return one line of text a person typed, fit to be kept: NFC, one space, no control marks.

    Marks of direction go as well: in a name they can turn what stands around it.
    """
    kept = (
        letter
        for letter in _SPACES.sub(" ", text)
        if unicodedata.category(letter) not in _CONTROLS and letter not in _DIRECTION_MARKS
    )
    return _SPACES.sub(" ", normal("".join(kept))).strip()


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it: an apostrophe stands before each formula.

    A formula begins with `= + - @`, their full-width twins, a tab or a line end, also after spaces
    and quotes; and not only at the front: where lists are parted by semicolons (in Indonesia, in
    Viet Nam), a spreadsheet cuts our line at every semicolon that somebody wrote into their name.
    """
    return re.sub(FORMULA_PATTERN, "'", text)
