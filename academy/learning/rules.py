"""Progress, completion, where to go on, and what a newer edition would change. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Protocol


class Unit(Protocol):
    """What these rules ask of a unit; an outline's and a package's both answer."""

    @property
    def id(self) -> str:
        """Its name in the course, for ever."""
        ...

    @property
    def required(self) -> bool:
        """Whether the course cannot be completed without it."""
        ...


class Module(Protocol):
    """What these rules ask of a module."""

    @property
    def units(self) -> Sequence[Unit]:
        """Its units, in the order in which they are learned."""
        ...


class LearningRefused(StrEnum):
    """Why something could not be done in a course."""

    LEFT = "left"
    QUIZ_IS_PASSED_NOT_READ = "quiz_is_passed_not_read"
    COMPLETED = "completed"
    NOTHING_NEWER = "nothing_newer"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the required units are done."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 means that nothing is left."""
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a learner gains, keeps and loses by moving to another edition, by unit id.

    `gained` are units that the old edition did not have; `kept` are done units that go on
    counting; `lost` are done units that the new edition does not have.
    """

    gained: tuple[str, ...]
    kept: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a unit stands: step `step` of `steps` in module `module` of `modules`, from 1."""

    module: int
    modules: int
    step: int
    steps: int


def progress(units: Iterable[Unit], done: AbstractSet[str]) -> Progress:
    """Count the required units among `units`, and those of them that are done."""
    required = required_ids(units)
    return Progress(done=len(required & done), total=len(required))


def mean_score(units: Iterable[Unit], scores: Mapping[str, Fraction]) -> Fraction | None:
    """Return the mean of the best scores of the required quizzes that were tried, in percent.

    `scores` holds a learner's exact best percent by quiz. `None` where no required quiz was tried.
    """
    counted = [scores[key] for key in required_ids(units) if key in scores]
    return sum(counted, Fraction(0)) / len(counted) if counted else None


def is_complete(
    units: Sequence[Unit],
    done: AbstractSet[str],
    *,
    scores: Mapping[str, Fraction],
    minimum_score: int | None,
) -> bool:
    """Tell whether the course's completion rule is met.

    Every required unit is done (a quiz is done when it is passed), and the mean of the best scores
    reaches the minimum, if there is one. A course without a required unit is never complete, and
    one without a required quiz has no score that could fall short.
    """
    required = required_ids(units)
    if not required or required - done:
        return False
    mean = mean_score(units, scores)
    return minimum_score is None or mean is None or mean >= minimum_score


def next_unit(units: Sequence[Unit], done: AbstractSet[str], last: str | None) -> str | None:
    """Return where the learner goes on, or `None` where nothing is left to do.

    That is the first undone unit behind `last`, the one they finished most recently; from the end
    the way leads back to what was left out: first to what is required, then to the rest.
    """
    position = next((at for at, unit in enumerate(units) if unit.id == last), -1)
    ahead = [unit for unit in units[position + 1 :] if unit.id not in done]
    behind = [unit for unit in units[: position + 1] if unit.id not in done]
    skipped = sorted(behind, key=lambda unit: not unit.required)
    return next((unit.id for unit in [*ahead, *skipped]), None)


def whereabouts(modules: Sequence[Module], unit_id: str) -> Whereabouts | None:
    """Return where a unit stands among the modules, or `None` where none has it."""
    for number, module in enumerate(modules, 1):
        for step, unit in enumerate(module.units, 1):
            if unit.id == unit_id:
                return Whereabouts(number, len(modules), step, len(module.units))
    return None


def preview_move(old: Iterable[Unit], new: Iterable[Unit], done: AbstractSet[str]) -> MovePreview:
    """Tell what moving from the units `old` to the units `new` means for who has done `done`."""
    before = [unit.id for unit in old]
    after = [unit.id for unit in new]
    return MovePreview(
        gained=tuple(key for key in after if key not in before),
        kept=tuple(key for key in after if key in done),
        lost=tuple(key for key in before if key in done and key not in after),
    )


def may_learn(begins_at: datetime | None, now: datetime) -> LearningRefused | None:
    """Return why lessons are not open to somebody whose cohort begins at a moment, or `None`."""
    return LearningRefused.NOT_BEGUN if begins_at and now < begins_at else None


def may_mark_done(*, has_left: bool, is_quiz: bool) -> LearningRefused | None:
    """Return why a learner may not say of a unit that it is done, or `None`."""
    if has_left:
        return LearningRefused.LEFT
    return LearningRefused.QUIZ_IS_PASSED_NOT_READ if is_quiz else None


def may_move(*, is_completed: bool, has_left: bool, is_newest: bool) -> LearningRefused | None:
    """Return why a seat stays on its edition, or `None`. What was completed stays as it was."""
    if is_completed:
        return LearningRefused.COMPLETED
    if has_left:
        return LearningRefused.LEFT
    return LearningRefused.NOTHING_NEWER if is_newest else None


def required_ids(units: Iterable[Unit]) -> frozenset[str]:
    """Return the ids of the units without which the course is not complete."""
    return frozenset(unit.id for unit in units if unit.required)
