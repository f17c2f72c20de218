"""What a translation must keep: links, code, footnotes, placeholders and, more freely, numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from academy.content import bounds
from academy.content.faults import Fault, FaultCode
from academy.content.markdown import codes, footnote_marks, links, marks, parse_inline
from academy.content.po import Catalogue, Key
from academy.content.quiz_file import BAR
from academy.content.segments import PLAIN, Segment, SegmentKind
from academy.content.text import hidden_mark

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_NUMBER = re.compile(r"\d(?:[.,\s\u00a0\u202f'’٫٬]?\d)*")
_EMPHASIS = {"em": "emphasis", "strong": "strong emphasis"}


def catalogue_faults(
    catalogue: Catalogue, wanted: Iterable[Segment], lines: Mapping[Key, int]
) -> Iterator[Fault]:
    """Yield what is wrong with the translations that learners would see."""
    file = f"locale/{catalogue.language}.po"
    by_key = {segment.key: segment for segment in wanted}
    for key, entry in catalogue.entries.items():
        segment = by_key.get(key)
        line = lines.get(key, 0)
        if segment is None:
            yield Fault(file, line, FaultCode.STALE_ENTRY, {"unit": key[0]})
        elif entry.text and not entry.fuzzy:
            for code, detail in translation_faults(segment, entry.text):
                yield Fault(file, line, code, detail)


def translation_faults(segment: Segment, text: str) -> Iterator[tuple[FaultCode, dict[str, str]]]:
    """Yield what one translation lost."""
    hidden = hidden_mark(text)
    if hidden:
        yield FaultCode.CONTROL_CHARACTER, {"character": hidden}
    if len(text) > bounds.TRANSLATION:
        limit = str(bounds.TRANSLATION)
        yield FaultCode.TOO_LONG, {"what": "the translation", "limit": limit}
    if segment.kind is SegmentKind.ACCEPT:
        if not all(word.strip() for word in text.split(BAR)):
            yield FaultCode.EMPTY_TEXT, {"key": text}
        return
    yield from _lost(
        FaultCode.LOST_PLACEHOLDER,
        _PLACEHOLDER.findall(segment.source),
        _PLACEHOLDER.findall(text),
    )
    if segment.kind not in PLAIN:
        yield from _lost_marks(segment.source, text)
    differ = _difference(numbers(segment.source), numbers(text))
    if differ:
        yield FaultCode.LOST_NUMBER, {"what": ", ".join(differ)}


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as bare digits, whatever digits and separators it has."""
    plain = "".join(_digit(character) for character in text)
    return ["".join(filter(str.isdecimal, found)) for found in _NUMBER.findall(plain)]


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _lost_marks(source: str, text: str) -> Iterator[tuple[FaultCode, dict[str, str]]]:
    before, after = parse_inline(source), parse_inline(text)
    yield from _html(after)
    yield from _lost(FaultCode.LOST_LINK, links(before), links(after))
    yield from _lost(FaultCode.LOST_CODE, codes(before), codes(after))
    yield from _lost(FaultCode.LOST_FOOTNOTE, footnote_marks(source), footnote_marks(text))
    for mark in sorted(marks(before) - marks(after)):
        yield FaultCode.LOST_MARKUP, {"what": _EMPHASIS[mark]}


def _html(inline: Sequence[Token]) -> Iterator[tuple[FaultCode, dict[str, str]]]:
    for token in inline:
        if token.type == "html_inline":
            yield FaultCode.RAW_HTML, {"html": token.content[:40]}
        elif token.type == "image":
            yield FaultCode.PICTURE_NOT_ALONE, {}


def _lost(
    code: FaultCode, before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[FaultCode, dict[str, str]]]:
    """Yield a fault for each thing that the two texts do not have alike."""
    for what in _difference(before, after):
        yield code, {"what": what}


def _difference(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return what one text has more often than the other, once each."""
    first, second = Counter(before), Counter(after)
    return sorted(((first - second) + (second - first)).keys())
