"""Passages with gaps in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from academy.content import bounds
from academy.content.formats.build import Answer, Head, accepted, graded_numbers, merged
from academy.content.formats.flow import BLOCK, FIRST, LAST, SPLIT, markdown_of
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.runs import Run, Runs
from academy.content.model import Marking, Option
from academy.content.questions.cloze import MARK, AnyGap, ChoiceGap, Cloze, NumberGap, TextGap

_PLACE = re.compile(f"{FIRST}([0-9]{{1,4}}){LAST}")


def place_of(number: int) -> str:
    """Return what stands for a gap while a text is read."""
    return f"{FIRST}{number}{LAST}"


def cloze_question(
    head: Head,
    runs: Runs,
    gaps: Sequence[AnyGap],
    *,
    losses: Losses,
    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY,
) -> Cloze:
    """Return a cloze; blocks in front of the first that has a gap say what is asked."""
    if not gaps:
        raise ItemRefused(LossCode.SYNTAX, what="{ }")
    if len(gaps) > bounds.PARTS:
        raise ItemRefused(LossCode.TOO_MANY, what="gaps")
    asked, passage = _divided(runs)
    said = markdown_of(asked, losses)
    head.text = said or head.text
    marked = markdown_of([_free(run, losses) for run in passage], losses)
    text = _PLACE.sub(lambda found: f"[[{gaps[int(found[1])].id}]]", marked)
    if len(text) > bounds.TEXT:
        raise ItemRefused(LossCode.TOO_LONG, what=text)
    return Cloze(**head.common(losses, marking), passage=text, gaps=tuple(gaps))


def _free(run: Run, losses: Losses) -> Run:
    """Return words that stand in a passage: a link holds no gap, and no words look like one."""
    if run.link and FIRST in run.text:
        losses.add(LossCode.LINK, what=run.link)
        run = replace(run, link="")
    text = MARK.sub(r"[ [\1] ]", run.text)
    if text != run.text:
        losses.add(LossCode.STRAY_TEXT, what=run.text)
    return replace(run, text=text)


def _divided(runs: Runs) -> tuple[Sequence[Run], Sequence[Run]]:
    """Return what is asked, and the passage."""
    blocks = _blocks(runs)
    marked = next((place for place, block in enumerate(blocks) if _has(block, SPLIT)), None)
    first = next(place for place, block in enumerate(blocks) if _has(block, FIRST))
    cut = first if marked is None else marked + 1
    return _text(blocks[:cut]), _text(blocks[cut:])


def _blocks(runs: Runs) -> list[list[Run]]:
    blocks: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(f"{BLOCK}\n")
        blocks[-1].append(replace(run, text=first))
        blocks.extend([replace(run, text=text)] for text in others)
    return blocks


def _has(block: Iterable[Run], mark: str) -> bool:
    return any(mark in run.text for run in block)


def _text(blocks: Sequence[Sequence[Run]]) -> list[Run]:
    runs: list[Run] = []
    for block in blocks:
        runs += [Run("\n")] if runs else []
        runs += [replace(run, text=run.text.replace(SPLIT, "")) for run in block]
    return runs


def choice_gap(
    name: str, answers: Sequence[Answer], losses: Losses, *, weight: int = 1
) -> ChoiceGap:
    """Return a gap to choose for: the best option is right, others may earn a share."""
    found = merged(answers, losses)
    best = max(found, key=lambda each: each.share)
    if best.share != 1:
        losses.add(LossCode.SHARE, what=best.text, value=str(best.share))
    options: list[Option] = []
    for each in found:
        correct = each is best or each.share == 1
        share = Fraction(0) if correct else max(each.share, Fraction(0))
        if each.share < 0:
            losses.add(LossCode.SHARE, what=each.text, value=str(each.share))
        options.append(
            Option(each.id, each.text, correct=correct, feedback=each.feedback, weight=share)
        )
    return ChoiceGap(id=name, weight=weight, options=tuple(options))


def text_gap(name: str, answers: Sequence[Answer], losses: Losses, *, weight: int = 1) -> TextGap:
    """Return a gap to write a word into."""
    found = accepted(answers, losses)
    return TextGap(id=name, weight=weight, accept=found.accept, answers=found.answers)


def number_gap(
    name: str, answers: Sequence[Answer], losses: Losses, *, weight: int = 1
) -> NumberGap:
    """Return a gap to write a number into."""
    right, further = graded_numbers(answers, losses)
    if right.feedback:
        losses.add(LossCode.FEEDBACK, what=str(right.answer), value=right.feedback)
    return NumberGap(
        id=name, weight=weight, answer=right.answer, tolerance=right.tolerance, answers=further
    )
