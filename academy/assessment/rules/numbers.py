"""Numbers as people of twelve languages write them, read alike whatever the page's language is.

Digits of any script, full or half width. `1400`, `1,400`, `1.400`, `1 400` and `1'400` are how
different countries write one number, and `1.4` and `1,4` another. The rules:

1. Spaces and apostrophes only ever part thousands.
2. Where both `.` and `,` occur, the last one is the decimal mark and the other parts thousands.
3. One of them, more than once: it parts thousands (`1.400.000`; by lakh as well: `12,34,567`).
4. One of them, once, is the decimal mark, unless it could part thousands: one to three digits in
   front that do not begin with 0, and exactly three behind (`1.400`).
5. That last case has two readings. Where only whole numbers can be meant, it is thousands:
   hardly anybody writes three decimals of a whole number. Otherwise nobody can know, and the
   learner is asked to write it in one of the ways that have one reading only.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

MOST_LETTERS = 60
_MOST_EXPONENT = 30
_MOST_PLACES = 100
_PLACES_WITHOUT_END = 12
_SIGNS = {"\u2212": "-", "\u2012": "-", "\u2013": "-", "\ufe63": "-", "\u2019": "'", "\u066b": ","}
_SHAPE = re.compile(r"([+-]?) ?([0-9][0-9.,' ]*|[.,][0-9]+)(?:e([+-]?[0-9]{1,3}))?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:_[0-9]{3})+|[1-9][0-9]?(?:_[0-9]{2})+_[0-9]{3}")
_COULD_PART = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Unread(Enum):
    """Why a text is not read as a number."""

    TOO_LONG = "too-long"
    NOT_A_NUMBER = "not-a-number"


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A text that is one number here and another there: each written so that all agree."""

    thousands: str
    decimal: str


def read_number(text: str, *, only_whole: bool) -> Fraction | TwoReadings | Unread:
    """Return the number that a text stands for; `only_whole` says that no other can be meant."""
    if len(text) > MOST_LETTERS:
        return Unread.TOO_LONG
    found = _SHAPE.fullmatch(_plain(text))
    if found is None or abs(int(found[3] or 0)) > _MOST_EXPONENT:
        return Unread.NOT_A_NUMBER
    sign, body, exponent = found[1].replace("+", ""), found[2], found[3]
    if exponent is None and not only_whole and _COULD_PART.fullmatch(body):
        return _both(sign, re.sub("[.,]", "", body))
    size = _size(body, only_whole=only_whole and exponent is None)
    if size is None:
        return Unread.NOT_A_NUMBER
    number = Fraction(f"{sign}1") * size * Fraction(10) ** int(exponent or 0)
    return number if len(write_number(number)) <= MOST_LETTERS else Unread.TOO_LONG


def write_number(number: Fraction) -> str:
    """Return a number as digits and at most one point, in a way that has one reading.

    Three decimals behind one to three digits get a fourth: `1.1250`, because `1.125` has two
    readings. A number without end, which nobody can type, is cut after twelve decimals.
    """
    fits = (places for places in range(_MOST_PLACES) if 10**places % number.denominator == 0)
    places = next(fits, _PLACES_WITHOUT_END)
    digits = str(abs(round(number * 10**places))).rjust(places + 1, "0")
    plain = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    sign = "-" if number < 0 else ""
    return f"{sign}{plain}0" if _COULD_PART.fullmatch(plain) else f"{sign}{plain}"


def as_typed(text: str, number: Fraction) -> str:
    """Return a number, read from this text, with the very digits that were typed.

    There is a point before the decimals and no other mark; an exponent stays one. Where the digits
    alone would have two readings, `e0` says that the point is one.
    """
    shape = _SHAPE.fullmatch(_plain(text))
    body, exponent = (shape[2], shape[3]) if shape else ("", None)
    digits = re.sub(r"\D", "", body)
    size = abs(number) / Fraction(10) ** int(exponent or 0)
    places = _decimals(body, digits, size)
    cut = len(digits) - places
    whole = digits[:cut].lstrip("0") or "0"
    mantissa = f"{whole}.{digits[cut:]}" if places else whole
    sign = "-" if number < 0 else ""
    if exponent is None:
        return f"{sign}{mantissa}{'e0' if _COULD_PART.fullmatch(mantissa) else ''}"
    return f"{sign}{mantissa}e{int(exponent)}"


def _decimals(body: str, digits: str, size: Fraction) -> int:
    """Return how many of the digits stand behind the point, so that they make this size."""
    if not size:
        return (
            len(body) - 1 - max(body.rfind(mark) for mark in ".,") if set(".,") & set(body) else 0
        )
    return next(places for places in range(len(digits) + 1) if size * 10**places == int(digits))


def _plain(text: str) -> str:
    """Return the text with ASCII digits and signs, lower case, one kind of space."""
    folded = unicodedata.normalize("NFKC", text).lower()
    letters = (_plain_letter(letter) for letter in folded)
    return re.sub(r"\s+", " ", "".join(letters)).strip()


def _plain_letter(letter: str) -> str:
    if unicodedata.category(letter) == "Cf":
        return ""
    digit = unicodedata.decimal(letter, None)
    return _SIGNS.get(letter, letter) if digit is None else str(digit)


def _size(body: str, *, only_whole: bool) -> Fraction | None:
    """Return what digits and marks amount to, or `None` where the marks make no sense."""
    marks = re.findall(r"[.,' ]", body)
    parts = only_whole and _COULD_PART.fullmatch(body)
    if not marks or parts or marks[-1] not in ".," or marks.count(marks[-1]) > 1:
        whole = _whole(body, set(marks))
        return None if whole is None else Fraction(whole)
    front, back = body.rsplit(marks[-1], 1)
    whole = _whole(front or "0", set(marks[:-1]))
    return Fraction(f"{whole}.{back}") if whole and back else None


def _whole(digits: str, marks: set[str]) -> str | None:
    """Return the digits without their one kind of mark, or `None` where it parts no thousands."""
    if not marks:
        return digits
    parted = digits.replace(min(marks), "_")
    return parted.replace("_", "") if _THOUSANDS.fullmatch(parted) else None


def _both(sign: str, digits: str) -> TwoReadings:
    return TwoReadings(f"{sign}{digits}", f"{sign}{write_number(Fraction(int(digits), 1000))}")
