"""What an outline tells about a course: how much it asks, what changed, what was taken out."""

from dataclasses import dataclass
from enum import StrEnum

from academy.authoring.rules.drafts import Draft, part_name
from academy.content.model import Course, Module, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Sums:
    """What a course asks of a learner: steps and minutes, in all and required."""

    steps: int
    minutes: int
    required_minutes: int
    required_lessons: int
    required_quizzes: int

    @property
    def required(self) -> int:
        """How many steps are required."""
        return self.required_lessons + self.required_quizzes


def sums(course: Course) -> Sums:
    """Return what a course asks of a learner."""
    required = [unit for unit in course.units if unit.required]
    quizzes = sum(unit.kind is UnitKind.QUIZ for unit in required)
    return Sums(
        steps=len(course.units),
        minutes=sum(unit.minutes for unit in course.units),
        required_minutes=sum(unit.minutes for unit in required),
        required_lessons=len(required) - quizzes,
        required_quizzes=quizzes,
    )


class Mark(StrEnum):
    """How a unit of a draft differs from what learners have."""

    NEW = "new"
    CHANGED = "changed"
    OVERTAKEN = "overtaken"
    """Changed in the draft, and published anew since."""


def marks(draft: Draft) -> dict[str, Mark]:
    """Return how units differ from what learners have; where they have nothing, none does."""
    if draft.published is None:
        return {}
    known, overtaken = {unit.id for unit in draft.published.course.units}, set(draft.overtaken)
    found: dict[str, Mark] = {}
    for unit in draft.course.units:
        name = part_name(unit)
        if unit.id not in known:
            found[unit.id] = Mark.NEW
        elif name in draft.changed:
            found[unit.id] = Mark.OVERTAKEN if name in overtaken else Mark.CHANGED
    return found


@dataclass(frozen=True, slots=True)
class Lost:
    """What was taken out of a course, and could be brought back: a module, or a unit of one."""

    module: Module
    unit: Unit | None


def find_lost(
    course: Course, earlier: Course, *, unit_id: str = "", module_id: str = ""
) -> Lost | None:
    """Return what a course had earlier and has no more, or `None` where nothing is missing."""
    there = {each.id for each in course.units}
    for module in earlier.modules:
        if module.id == module_id and module_id not in {each.id for each in course.modules}:
            return Lost(module, None)
        for unit in module.units:
            if unit.id == unit_id and unit_id not in there:
                return Lost(module, unit)
    return None
