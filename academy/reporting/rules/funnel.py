"""Where learners of a course stop: how many got past each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """How seats stand: taken, begun, completed, and the step done last in those under way."""

    seats: int
    begun: int
    completed: int
    last: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """How many seats got past a step, and how many had got past the one before but not this."""

    unit_id: str
    passed: int
    lost: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """The way of all seats of an edition: taken, begun, each step, completed."""

    seats: int
    begun: int
    steps: Sequence[Step]
    completed: int

    @property
    def steepest(self) -> Step | None:
        """The step at which most stop; the first of several, none where nobody stops."""
        most = max((step.lost for step in self.steps), default=0)
        return next((step for step in self.steps if step.lost == most), None) if most else None


def funnel_of(units: Sequence[str], standing: Standing) -> Funnel:
    """Count how far seats got through the units, which are in their order.

    A seat got past a unit where the one it did last is that one or a later one, or where the course
    was completed. A last unit that the course has no more says nothing.
    """
    ends = [standing.last.get(unit, 0) for unit in units]
    passed = [standing.completed + sum(ends[place:]) for place in range(len(units))]
    begun = max([standing.begun, standing.completed, *passed])
    steps = [
        Step(unit, after, before - after)
        for unit, before, after in zip(units, [begun, *passed], passed, strict=False)
    ]
    return Funnel(standing.seats, begun, steps, standing.completed)
