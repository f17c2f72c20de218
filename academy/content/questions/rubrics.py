"""A rubric: what people mark by, criterion by criterion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from academy.content import bounds
from academy.content.changes import Change, Thing
from academy.content.codes import FaultCode
from academy.content.questions.parts import check_texts, parts_change, spoken
from academy.content.questions.words import Choice, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

RUBRIC = "rubric"
"""The key of a rubric in files, and what its criteria are called among the words of a question."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion, and how many points it is worth."""

    id: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked at, and its levels."""

    id: str
    text: str
    levels: tuple[Level, ...]

    @property
    def most(self) -> int:
        """The points of the best level."""
        return max((level.points for level in self.levels), default=0)


def read_rubric(source: Source) -> tuple[Criterion, ...]:
    """Return the rubric of a question; nothing where it has none."""
    if RUBRIC not in source:
        return ()
    own: dict[str, int] = {}
    criteria = tuple(_criterion(each, own) for each in source.records(RUBRIC))
    check_texts(source, RUBRIC, criteria)
    return criteria


def rubric_plain(rubric: Sequence[Criterion]) -> dict[str, Any]:
    """Return a rubric as a quiz file has it: without criteria, there is none."""
    return {RUBRIC: [_plain(criterion) for criterion in rubric]} if rubric else {}


def rubric_key(rubric: Sequence[Criterion]) -> object:
    """Return all that decides what marks a rubric gives."""
    return frozenset(
        (criterion.id, level.id, level.points) for criterion in rubric for level in criterion.levels
    )


def rubric_right(rubric: Sequence[Criterion]) -> dict[object, str]:
    """Return what each level is worth."""
    return {
        (criterion.id, level.id, level.points): f"{criterion.text}: {level.text} ({level.points})"
        for criterion in rubric
        for level in criterion.levels
    }


def rubric_texts(rubric: Sequence[Criterion]) -> Iterator[tuple[str, SegmentKind]]:
    """Yield the texts of criteria and levels."""
    for criterion in rubric:
        yield criterion.text, SegmentKind.CRITERION
        yield from ((level.text, SegmentKind.CRITERION) for level in criterion.levels)


def rubric_words(rubric: Sequence[Criterion], speaker: Speaker) -> dict[str, tuple[Choice, ...]]:
    """Return the criteria's words under `RUBRIC`, and the levels' under their criterion's id."""
    levels = {criterion.id: spoken(criterion.levels, speaker) for criterion in rubric}
    return {**levels, RUBRIC: spoken(rubric, speaker)}


def rubric_changes(old: Sequence[Criterion], new: Sequence[Criterion]) -> Iterator[Change]:
    """Yield how criteria changed, and the levels of those that are still there."""
    yield from parts_change(Thing.CRITERION, old, new)
    before = {criterion.id: criterion.levels for criterion in old}
    for criterion in new:
        levels = before.get(criterion.id, ())
        yield from parts_change(Thing.LEVEL_OF_CRITERION, levels, criterion.levels)


def _criterion(source: Source, own: dict[str, int]) -> Criterion:
    name = unique_id(source, own)
    if name == RUBRIC:
        source.fault(FaultCode.RESERVED_ID, "id", id=name)
    text, below = source.text("text"), source.records("levels")
    ids: dict[str, int] = {}
    criterion = Criterion(name, text, tuple(_level(each, ids) for each in below))
    if criterion.levels and not criterion.most:
        source.fault(FaultCode.NO_POINTS, "levels", criterion=name)
    check_texts(source, "levels", criterion.levels)
    source.end()
    return criterion


def _level(source: Source, own: dict[str, int]) -> Level:
    level = Level(
        unique_id(source, own), source.text("text"), source.whole("points", 0, bounds.MARKS)
    )
    source.end()
    return level


def _plain(criterion: Criterion) -> dict[str, Any]:
    levels = [
        {"id": level.id, "text": level.text, "points": level.points} for level in criterion.levels
    ]
    return {"id": criterion.id, "text": criterion.text, "levels": levels}
