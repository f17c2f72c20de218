"""What a correction does to the scores that attempts have."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from academy.assessment.rules.grading import Grade


@dataclass(frozen=True, slots=True)
class Result:
    """The score of an attempt."""

    marks: Fraction
    available: Fraction
    percent: int
    passed: bool

    @classmethod
    def of(cls, grade: Grade) -> Self:
        """Return the score that a grade makes."""
        return cls(grade.total, grade.available, grade.percent, grade.passed)

    @property
    def share(self) -> Fraction:
        """How much of everything was earned; 1 is all of it."""
        return self.marks / (self.available or 1)


@dataclass(frozen=True, slots=True)
class Change:
    """A score that becomes another one."""

    before: Result
    after: Result

    @property
    def is_better(self) -> bool:
        """Whether more of everything is earned."""
        return self.after.share > self.before.share

    @property
    def is_worse(self) -> bool:
        """Whether less of everything is earned."""
        return self.after.share < self.before.share

    @property
    def gains_pass(self) -> bool:
        """Whether the attempt was not passed and is now."""
        return self.after.passed and not self.before.passed

    @property
    def loses_pass(self) -> bool:
        """Whether the attempt was passed and is not now."""
        return self.before.passed and not self.after.passed


@dataclass(frozen=True, slots=True)
class Totals:
    """How many scores become others, and how. `same` keep their share, out of other marks."""

    changed: int
    better: int
    worse: int
    same: int
    gained: int
    lost: int


def change(before: Result, grade: Grade) -> Change | None:
    """Return what becomes of a score, or `None` where it stays as it is.

    A grade that people still have to finish changes nothing yet.
    """
    after = Result.of(grade)
    return Change(before, after) if grade.is_final and after != before else None


def totals(changes: Collection[Change]) -> Totals:
    """Count changes."""
    better = sum(one.is_better for one in changes)
    worse = sum(one.is_worse for one in changes)
    return Totals(
        changed=len(changes),
        better=better,
        worse=worse,
        same=len(changes) - better - worse,
        gained=sum(one.gains_pass for one in changes),
        lost=sum(one.loses_pass for one in changes),
    )
