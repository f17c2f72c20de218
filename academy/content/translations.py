"""What a translation must keep, and what shows that it may not be one.

Links, code, footnotes and placeholders must be kept. Numbers, emphasis, line breaks, the script of
the language, the room there is and the words of the glossary are told as warnings: a translator may
know better.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from academy.content import bounds
from academy.content.faults import Fault, FaultCode
from academy.content.markdown import codes, footnote_marks, links, marks, parse_inline, plain
from academy.content.po import Catalogue, Key
from academy.content.questions.cloze import MARK, gap_marks
from academy.content.questions.short_text import BAR
from academy.content.scripts import LATIN, is_unspaced, letters, of_script, width
from academy.content.segment_kinds import PLAIN, SegmentKind
from academy.content.segments import Segment
from academy.content.terms import find_terms, has_words
from academy.content.text import hidden_mark
from academy.kernel.languages import get_language

Told = Iterator[tuple[FaultCode, dict[str, str]]]
"""Kinds of faults, each with its details."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[\w-]*\}")
_NUMBER = re.compile(r"\d(?:[.,\s\u00a0\u202f'’٫٬]?\d)*")
_EMPHASIS = {"em": "*…*", "strong": "**…**"}
_STRAY = ("*", "`", "](")
_ADDRESS = re.compile(
    r"https?://\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+|(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}(?!\w)(?:/\S*)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORDS = re.compile(rf"[{LATIN}][{LATIN}\d'’.+-]*(?:[ &/]+[{LATIN}\d][{LATIN}\d'’.+-]*)*")
_LONGEST_NAME = 4
_SHORT_WORD = 3
_LEAST_WORDS = 3
_LEAST_WORDS_ELSEWHERE = 2
_LETTERS_A_WORD = 2

_SMALL_PLACES = frozenset(
    {
        SegmentKind.TITLE,
        SegmentKind.HEADING,
        SegmentKind.BOX_TITLE,
        SegmentKind.OPTION,
        SegmentKind.PROMPT,
        SegmentKind.LABEL,
    }
)
"""Kinds that stand on buttons, in lists and in headings."""
_ROOM = 40
_GROWTH = 2.5


class _Pair(NamedTuple):
    """The words of a source and of its translation, as a reader sees them."""

    before: str
    after: str


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
            for code, detail in _told(segment, entry.text, catalogue.language):
                yield Fault(file, line, code, detail)


def translation_faults(segment: Segment, text: str, tag: str) -> Told:
    """Yield what one translation, into the language of a tag, lost or should look at again."""
    hidden = hidden_mark(text)
    if hidden:
        yield FaultCode.CONTROL_CHARACTER, {"character": hidden}
    if len(text) > bounds.TRANSLATION:
        yield FaultCode.TRANSLATION_TOO_LONG, {"limit": str(bounds.TRANSLATION)}
    elif segment.kind is SegmentKind.ACCEPT:
        if not all(word.strip() for word in text.split(BAR)):
            yield FaultCode.EMPTY_TEXT, {"key": text}
    else:
        yield from _kept_or_doubtful(segment, text, get_language(tag).script)


@lru_cache(maxsize=32_768)
def _told(segment: Segment, text: str, tag: str) -> tuple[tuple[FaultCode, Mapping[str, str]], ...]:
    """Return what `translation_faults` says: a course is checked again after every change."""
    return tuple(translation_faults(segment, text, tag))


def glossary_faults(source: str, text: str, terms: Mapping[str, str]) -> Told:
    """Yield the terms that stand in the source and whose agreed words a translation lacks."""
    for term in dict.fromkeys(place.term for place in find_terms(source, terms)):
        if not has_words(text, terms[term]):
            yield FaultCode.GLOSSARY_LOST, {"term": term, "word": terms[term]}


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as bare digits, whatever digits and separators it has."""
    figures = text if text.isascii() else "".join(map(_digit, text))
    return ["".join(filter(str.isdecimal, found)) for found in _NUMBER.findall(figures)]


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _kept_or_doubtful(segment: Segment, text: str, script: str) -> Told:
    source = segment.source
    before, after = _PLACEHOLDER.findall(source), _PLACEHOLDER.findall(text)
    yield from _lost(FaultCode.LOST_PLACEHOLDER, before, after)
    if segment.kind is SegmentKind.PASSAGE:
        gaps = (map("[[{}]]".format, gap_marks(each)) for each in (source, text))
        yield from _lost(FaultCode.LOST_PLACEHOLDER, *map(tuple, gaps))
        source, text = MARK.sub(" ", source), MARK.sub(" ", text)
    pair = _Pair(source, text)
    if segment.kind not in PLAIN:
        inline = parse_inline(source), parse_inline(text)
        pair = _Pair(*map(_shown, inline))
        yield from _lost(FaultCode.LOST_FOOTNOTE, *map(footnote_marks, (source, text)))
        yield from _lost_marks(*inline)
    differ = _difference(numbers(source), numbers(text))
    if differ:
        yield FaultCode.LOST_NUMBER, {"what": ", ".join(differ)}
    yield from _doubts(pair, script)
    if segment.kind in _SMALL_PLACES:
        yield from _too_long(pair)


def _lost_marks(before: Sequence[Token], after: Sequence[Token]) -> Told:
    yield from _html(after)
    yield from _lost(FaultCode.LOST_LINK, links(before), links(after))
    yield from _lost(FaultCode.LOST_CODE, codes(before), codes(after))
    if _breaks(before) != _breaks(after):
        yield FaultCode.LOST_BREAK, {}
    lost = sorted(marks(before) - marks(after))
    for mark in lost:
        yield FaultCode.LOST_MARKUP, {"what": _EMPHASIS[mark]}
    if not lost:
        yield from _stray_marks(_shown(before), _shown(after))


def _stray_marks(before: str, after: str) -> Told:
    """Yield marks that stand alone, so that they are shown and mark nothing."""
    for mark in _STRAY:
        if after.count(mark) > before.count(mark):
            yield FaultCode.STRAY_MARK, {"what": mark}


def _breaks(inline: Sequence[Token]) -> int:
    return sum(token.type == "hardbreak" for token in inline)


def _shown(inline: Sequence[Token]) -> str:
    """Return the words that a reader sees, without code."""
    return plain([token for token in inline if token.type != "code_inline"])


def _doubts(pair: _Pair, script: str) -> Told:
    """Yield what shows that a text may be no translation."""
    words = _ADDRESS.sub(" ", _PLACEHOLDER.sub(" ", pair.after))
    nameless = _LATIN_WORDS.sub(_unless_name, words)
    if pair.before.casefold().split() == pair.after.casefold().split():
        if _is_untranslated(nameless, script):
            yield FaultCode.SAME_AS_SOURCE, {}
    elif _is_foreign(words if script == "Latn" else nameless, script):
        yield FaultCode.WRONG_SCRIPT, {}


def _too_long(pair: _Pair) -> Told:
    length, limit = width(pair.after), max(_ROOM, int(_GROWTH * width(pair.before)))
    if length > limit:
        yield FaultCode.LONG_FOR_ITS_PLACE, {"length": str(length), "limit": str(limit)}


def _unless_name(found: re.Match[str]) -> str:
    """Leave out a name, such as `Bank of China`, or a single word, such as `PIN`."""
    words = found.group().split()
    large = [not word[0].islower() for word in words]
    small = [len(word) <= _SHORT_WORD for word in words]
    bound = all(map(max, large[1:-1], small[1:-1])) and large[0] and large[-1]
    is_name = len(words) == 1 or (len(words) <= _LONGEST_NAME and bound)
    return " " if is_name else found.group()


def _is_untranslated(words: str, script: str) -> bool:
    """Tell whether words that are the same in both languages are too many to be a coincidence."""
    found = len(letters(words)) // _LETTERS_A_WORD if is_unspaced(words) else 0
    found = found or len(_WORD.findall(words))
    return found >= (_LEAST_WORDS if of_script(words, script) else _LEAST_WORDS_ELSEWHERE)


def _is_foreign(words: str, script: str) -> bool:
    """Tell whether most of the letters that could be in a script are in another one."""
    every = letters(words)
    return width(of_script(every, script)) * 2 < width(every)


def _html(inline: Sequence[Token]) -> Told:
    for token in inline:
        if token.type == "html_inline":
            yield FaultCode.RAW_HTML, {"html": token.content[:40]}
        elif token.type == "image":
            yield FaultCode.PICTURE_NOT_ALONE, {}


def _lost(code: FaultCode, before: Sequence[str], after: Sequence[str]) -> Told:
    """Yield a fault for each thing that the two texts do not have alike."""
    for what in _difference(before, after):
        yield code, {"what": what}


def _difference(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return what one text has more often than the other, once each."""
    if before == after:
        return []
    first, second = Counter(before), Counter(after)
    return sorted(((first - second) + (second - first)).keys())
