"""Moodle's cloze: gaps written into the text, such as `{1:SHORTANSWER:=Berlin#Yes~%50%Bonn}`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from academy.content.formats.build import Answer, choice_question
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.moodle.source import Source
from academy.content.formats.numbers import number, share
from academy.content.formats.passages import (
    choice_gap,
    cloze_question,
    number_gap,
    place_of,
    text_gap,
)
from academy.content.formats.texts import How
from academy.content.formats.wildcards import is_wild
from academy.content.model import Question
from academy.content.questions.cloze import AnyGap

_START = re.compile(
    r"\{([0-9]{0,3}):"
    r"(NUMERICAL|NM|MULTICHOICE|MC|SHORTANSWER|SA|MW|MULTIRESPONSE|MR)(_?[VHSC]{0,2}):"
)
_END = re.compile(r"(?<!\\)\}")
_APART = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)#")
_WORTH = re.compile(r"=|%(-?[0-9]{1,3}(?:[.,][0-9]{0,10})?)%")
_ESCAPED = re.compile(r"\\([~#}{\"/=])")
_ID = "gap-{}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A gap as it is written: what stands before it, and what is in it."""

    before: str
    weight: str
    kind: str
    layout: str
    answers: str


def cloze(source: Source) -> Question:
    """Return a passage with gaps; one that is only ticks in a list is a multiple response."""
    place = source.fields.one("questiontext")
    text = "" if place is None else place.content
    found, rest = _found(text)
    if [gap.kind[:2] for gap in found if gap.kind in {"MULTIRESPONSE", "MR"}]:
        return _ticks(source, found, rest)
    gaps = [_gap(source, gap, number) for number, gap in enumerate(found)]
    joined = "".join(gap.before + place_of(number) for number, gap in enumerate(found)) + rest
    if source.fields.one("defaultgrade") is None:
        source.head.marks = Fraction(sum(gap.weight for gap in gaps))
    runs = source.texts.flow(joined, source.how).in_blocks()
    return cloze_question(source.head, runs, gaps, losses=source.losses)


def _found(text: str) -> tuple[list[_Found], str]:
    """Return the gaps, and what stands behind the last."""
    found: list[_Found] = []
    place = 0
    start = _START.search(text)
    while start:
        end = _END.search(text, start.end())
        if end is None:
            raise ItemRefused(LossCode.SYNTAX, what=text[start.start() :])
        inner = text[start.end() : end.start()]
        found.append(_Found(text[place : start.start()], start[1], start[2], start[3], inner))
        place = end.end()
        start = _START.search(text, place)
    return found, text[place:]


def _ticks(source: Source, found: Sequence[_Found], rest: str) -> Question:
    """Return the only gap as a question of its own, where ticks are asked for."""
    if len(found) != 1:
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what="MULTIRESPONSE")
    gap = found[0]
    if source.fields.one("defaultgrade") is None:
        source.head.marks = Fraction(_weight(source, gap))
    asked = source.texts.markdown(f"{gap.before} {rest}", source.how)
    source.head.text = asked or source.head.text
    answers = [*_answers(source, gap)]
    even = Fraction(1, max(1, sum(answer.share == 1 for answer in answers)))
    shared = [
        Answer(each.text, even if each.share == 1 else each.share, each.feedback)
        for each in answers
    ]
    return choice_question(source.head, shared, source.losses, single=False)


def _gap(source: Source, gap: _Found, place: int) -> AnyGap:
    name, weight = _ID.format(place + 1), _weight(source, gap)
    answers = [*_answers(source, gap)]
    if gap.layout.strip("_") not in {"", "C", "S"}:
        source.losses.add(LossCode.SETTING, what="layout", value=gap.kind + gap.layout)
    if gap.kind in {"MULTICHOICE", "MC"}:
        return choice_gap(name, answers, source.losses, weight=weight)
    if gap.kind in {"NUMERICAL", "NM"}:
        return number_gap(name, [*_numbers(source, answers)], source.losses, weight=weight)
    return text_gap(name, [*_words(source, answers)], source.losses, weight=weight)


def _weight(source: Source, gap: _Found) -> int:
    weight = int(gap.weight or 1)
    if not weight:
        source.losses.add(LossCode.MARKS, value="0")
    return weight or 1


def _answers(source: Source, gap: _Found) -> Iterator[Answer]:
    """Yield the answers of a gap: shown ones as Markdown, written ones as words."""
    shown = gap.kind[0] == "M" and gap.kind != "MW"
    for part in _APART.split(gap.answers):
        text, _, feedback = _divided(part)
        worth = _WORTH.match(text)
        text = _plain(text[worth.end() :] if worth else text)
        said = source.texts.markdown(_plain(feedback), source.how)
        if not text and not worth:
            continue
        how = source.how
        words = source.texts.markdown(text, how) if shown else source.texts.words(text, How.HTML)
        case = "C" in gap.layout or gap.kind == "MWC"
        yield Answer(words, _share(worth), said, case=case)


def _divided(part: str) -> tuple[str, str, str]:
    cut = _FEEDBACK.search(part)
    return (part, "", "") if cut is None else (part[: cut.start()], "#", part[cut.end() :])


def _share(worth: re.Match[str] | None) -> Fraction:
    if worth is None:
        return Fraction(0)
    return share(Fraction(worth[1].replace(",", ".")) / 100) if worth[1] else Fraction(1)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()


def _numbers(source: Source, answers: Sequence[Answer]) -> Iterator[Answer]:
    """Yield the answers that are numbers, with how far from each counts: `212:10`."""
    for answer in answers:
        text, _, near = answer.text.replace(",", ".").partition(":")
        value, tolerance = number(text), number(near or "0")
        if value is None or tolerance is None:
            _other(source, answer)
        else:
            yield Answer(str(value), answer.share, answer.feedback, tolerance=tolerance)


def _words(source: Source, answers: Sequence[Answer]) -> Iterator[Answer]:
    for answer in answers:
        if is_wild(answer.text):
            _other(source, answer)
        else:
            yield replace(answer, text=answer.text.replace(r"\*", "*"))


def _other(source: Source, answer: Answer) -> None:
    """Note what any other answer would have earned or heard: a gap has no place for it."""
    source.losses.add(LossCode.WILDCARD, what=f"{answer.text} {answer.share}")
    if answer.feedback:
        source.losses.add(LossCode.FEEDBACK, what=answer.text, value=answer.feedback)
