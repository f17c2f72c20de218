"""The rubric of a question, as its author fills it in: criteria with their levels."""

from collections.abc import Iterable, Sequence

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.content.questions.rubrics import RUBRIC, Criterion, Level

LEVELS = "levels"
INNER = (f"{RUBRIC}.*.{LEVELS}",)
"""The lists inside the parts of a rubric."""

_FRESH = (Level("a", "", 0), Level("b", "", 1), Level("c", "", 2))
"""What a criterion begins with."""


def read_rubric(fields: Reader) -> tuple[Criterion, ...]:
    """Return the rubric that the fields hold."""
    return tuple(_criterion(fields.within(RUBRIC, each), each) for each in fields.ids(RUBRIC))


def fill_rubric(rubric: Iterable[Criterion]) -> Fields:
    """Return the fields that hold this rubric."""
    filled: dict[str, Sequence[str]] = {RUBRIC: []}
    for criterion in rubric:
        filled[RUBRIC] = [*filled[RUBRIC], criterion.id]
        filled[joined(RUBRIC, criterion.id, "text")] = [criterion.text]
        levels = joined(RUBRIC, criterion.id, LEVELS)
        filled[levels] = [level.id for level in criterion.levels]
        for level in criterion.levels:
            filled[joined(levels, level.id, "text")] = [level.text]
            filled[joined(levels, level.id, "points")] = [str(level.points)]
    return filled


def _criterion(fields: Reader, criterion: str) -> Criterion:
    """Return a criterion; one that was just added has no fields yet."""
    if not fields.has("text"):
        return Criterion(criterion, "", _FRESH)
    levels = tuple(_level(fields.within(LEVELS, each), each) for each in fields.ids(LEVELS))
    return Criterion(criterion, fields.text("text"), levels)


def _level(fields: Reader, level: str) -> Level:
    return Level(level, fields.text("text"), fields.whole("points", 0, blank=0))
