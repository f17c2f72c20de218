"""What a teacher should look at: warnings about an item, as codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from academy.assessment.rules.analysis.dif import Dif, DifClass, Direction
from academy.assessment.rules.analysis.distractors import ChoiceLine, ChoiceTable
from academy.assessment.rules.analysis.items import ItemFigures

# Below this many attempts a correlation of nothing strays by about 0.2 either way, so silence is
# honest.
LEAST_ATTEMPTS = 30
_LEAST_ABLE = 10  # in the group whose choice is believed
_TOO_HARD, _TOO_EASY = 0.2, 0.95


class WarningCode(StrEnum):
    """Why an item deserves a look."""

    TOO_FEW_ATTEMPTS = "too-few-attempts"
    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    NEGATIVE_DISCRIMINATION = "negative-discrimination"
    IDLE_DISTRACTOR = "idle-distractor"
    ABLE_PREFER_DISTRACTOR = "able-prefer-distractor"
    HARDER_IN_LANGUAGE = "harder-in-language"
    EASIER_IN_LANGUAGE = "easier-in-language"


@dataclass(frozen=True, slots=True)
class ItemWarning:
    """One reason, with the option or the language (and how much it differs there) it is about."""

    code: WarningCode
    option: str | None = None
    language: str | None = None
    effect: DifClass | None = None


_DIRECTIONS = {
    Direction.HARDER: WarningCode.HARDER_IN_LANGUAGE,
    Direction.EASIER: WarningCode.EASIER_IN_LANGUAGE,
}


def item_warnings(
    figures: ItemFigures, table: ChoiceTable | None, comparisons: Iterable[Dif]
) -> tuple[ItemWarning, ...]:
    """Return the warnings about an item; of too few attempts nothing else is said.

    An item is too hard below a facility of 0.2 and too easy above 0.95: bounds of this house,
    between which it can still tell learners apart. The able prefer a distractor where the best
    group of at least ten takes it more often than one of the right options.
    """
    if figures.asked < LEAST_ATTEMPTS:
        return (ItemWarning(WarningCode.TOO_FEW_ATTEMPTS),)
    return (
        *_of_figures(figures),
        *(() if table is None else _of_choices(table)),
        *_of_languages(comparisons),
    )


def _of_figures(figures: ItemFigures) -> Iterator[ItemWarning]:
    if figures.facility is not None and figures.facility < _TOO_HARD:
        yield ItemWarning(WarningCode.TOO_HARD)
    if figures.facility is not None and figures.facility > _TOO_EASY:
        yield ItemWarning(WarningCode.TOO_EASY)
    if figures.discrimination is not None and figures.discrimination < 0:
        yield ItemWarning(WarningCode.NEGATIVE_DISCRIMINATION)


def _of_choices(table: ChoiceTable) -> Iterator[ItemWarning]:
    distractors = [line for line in table.lines if line.option is not None and not line.is_key]
    preferred = _preferred(table, distractors)
    for line in distractors:
        if not line.taken:
            yield ItemWarning(WarningCode.IDLE_DISTRACTOR, option=line.option)
        elif line in preferred:
            yield ItemWarning(WarningCode.ABLE_PREFER_DISTRACTOR, option=line.option)


def _preferred(table: ChoiceTable, distractors: Iterable[ChoiceLine]) -> list[ChoiceLine]:
    """Return the distractors that the best group, if large enough, likes better than a key."""
    groups = [place for place, size in enumerate(table.groups) if size]
    keys = [line for line in table.lines if line.is_key]
    if len(groups) <= 1 or table.groups[groups[-1]] < _LEAST_ABLE or not keys:
        return []
    best = groups[-1]
    bar = min(line.curve[best] or 0.0 for line in keys)
    return [line for line in distractors if (line.curve[best] or 0.0) > bar]


def _of_languages(comparisons: Iterable[Dif]) -> Iterator[ItemWarning]:
    for dif in comparisons:
        if dif.direction and dif.effect in {DifClass.MODERATE, DifClass.LARGE}:
            yield ItemWarning(_DIRECTIONS[dif.direction], language=dif.language, effect=dif.effect)
