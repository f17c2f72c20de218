"""In which encoding a text came that says nothing of it: by what decodes, and by what then reads.

Most bytes can be decoded in many ways, all but one of them nonsense. So each way that decodes
without a fault is judged by how much of it is plausible writing: common Chinese characters, Thai
vowels on consonants, accents on Latin letters.
"""

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ENCODINGS: tuple[str, ...] = (
    "utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp874", "cp1258", "cp1252",
)  # fmt: skip
"""What a file may be read in, by Python's names: what spreadsheets in our countries save."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_ACCENTED = re.compile("[^\\x00-\\x7f]+")
_THAI = re.compile("[\u0e00-\u0e7f]")
_CONSONANT = re.compile("[ก-ฮ]")
_MISPLACED = re.compile(
    "(?<![ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[เ-ไ](?![ก-ฮ])"
)
"""Vowels and tones that stand on nothing, and vowels with nothing behind them."""
_TONED = re.compile("(?<=[aeiouyAEIOUYâêôăơưÂÊÔĂƠƯ])[\u0300\u0301\u0303\u0309\u0323]|[đĐưƯ]")
_STRAY = re.compile("(?<![aeiouyAEIOUYâêôăơưÂÊÔĂƠƯ])[\u0300\u0301\u0303\u0309\u0323]")
_JUDGED = 1 << 18
"""Bytes that are judged: what is plausible there is plausible behind."""
_PLAUSIBLE = 0.5
_LONGEST_RUN = 2
_MOST, _SOME = 0.5, 0.2
_FEWEST_NULLS = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """In which encoding a text is; none where it is in several, and where the first gives out."""

    encoding: str | None
    line: int = 0


def detect(data: bytes) -> Decoded | None:
    """Return in which encoding bytes are text; `None` where they are no text at all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        return _wide_without_mark(data)
    fault = _fault(data, "utf-8")
    if fault is None:
        return Decoded("utf-8")
    mixed = Decoded(None, data.count(b"\n", 0, fault) + 1)
    share = _share_of_utf8(data)
    if share > _MOST:
        return mixed
    return _plausible(data) or (mixed if share > _SOME else None)


def mark_length(data: bytes, encoding: str) -> int:
    """Return how many bytes at the beginning only say in which encoding the others are."""
    return next((len(mark) for mark, own in _MARKS if own == encoding and data.startswith(mark)), 0)


def first_fault(data: bytes, encoding: str) -> int | None:
    """Return in which line, from 1, bytes are no text of that encoding; `None` for nowhere."""
    place = _fault(data, encoding)
    return None if place is None else data.count(b"\n", 0, place) + 1


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    line = first_fault(data[mark_length(data, encoding) :], encoding)
    if line is None:
        return Decoded(encoding)
    return Decoded(None, line) if encoding == "utf-8" else None


def _fault(data: bytes, encoding: str) -> int | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _wide_without_mark(data: bytes) -> Decoded | None:
    """Return which UTF-16 this is: the zeros of its commas and line ends all stand on one side."""
    low, high = data[1::2].count(0), data[::2].count(0)
    few = len(data) * _FEWEST_NULLS
    for encoding, own, other in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if own > few and not other and _fault(data, encoding) is None:
            return Decoded(encoding)
    return None


def _share_of_utf8(data: bytes) -> float:
    """Return how much of what is not ASCII is UTF-8: where it is not all, files were mixed."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return 1 - broken / sum(not letter.isascii() for letter in text)


def _plausible(data: bytes) -> Decoded | None:
    begun = data[:_JUDGED]
    scores = {
        encoding: judge(begun)
        for encoding, judge in _JUDGES.items()
        if _fault(data, encoding) is None
    }
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    return Decoded(best) if best and scores[best] >= _PLAUSIBLE else None


def _common(first: int, last: int, least: int) -> Callable[[bytes], float]:
    """Return the judge of an encoding that keeps its common characters together."""

    def judge(data: bytes) -> float:
        pairs = _pairs(data)
        common = sum(first <= pair[0] <= last and pair[1] >= least for pair in pairs)
        return common / len(pairs) if pairs else 0.0

    return judge


def _pairs(data: bytes) -> Sequence[bytes]:
    """Return the characters of two bytes, but for punctuation, which no writing is known by."""
    return [pair for pair in _PAIR.findall(data) if pair[0] not in {0xA1, 0xA2, 0xA3}]


def _thai(data: bytes) -> float:
    """Judge by how few marks stand on nothing; half of what is written are consonants."""
    text = data.decode("cp874", "replace")
    consonants = len(_CONSONANT.findall(text))
    if 2.5 * consonants < len(_THAI.findall(text)) or not consonants:
        return 0.0
    return max(0.0, 1 - 2 * len(_MISPLACED.findall(text)) / consonants)


def _latin(data: bytes) -> float:
    """Judge by runs of letters that are not ASCII: in Latin writing they are one or two long."""
    runs = _ACCENTED.findall(data.decode("cp1252", "replace"))
    good = sum(run.isalpha() and len(run) <= _LONGEST_RUN for run in runs)
    return 0.9 * good / len(runs) if runs else 0.0


def _vietnamese(data: bytes) -> float:
    """Judge by tones that stand on vowels, and by the letters that only Vietnamese has."""
    text = data.decode("cp1258", "replace")
    toned, stray = len(_TONED.findall(text)), len(_STRAY.findall(text))
    return (toned - stray) / len(_HIGH.findall(data)) if toned > stray else 0.0


_JUDGES: dict[str, Callable[[bytes], float]] = {
    "gb18030": _common(0xB0, 0xD7, 0xA1),
    "big5hkscs": _common(0xA4, 0xC6, 0x40),
    "cp874": _thai,
    "cp1258": _vietnamese,
    "cp1252": _latin,
}
