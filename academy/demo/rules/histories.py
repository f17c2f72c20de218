"""What a learner did in a course: a walk through its units until patience or time runs out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from academy.demo.rules.people import Learner
from academy.demo.rules.quizzes import Sheet, Sheets

_HOUR, _DAY = 3_600, 86_400
_NEVER_BEGINS, _FINISHES = 0.12, 0.45
_LEAVES = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """A unit of a course; a quiz has its filled-in copies."""

    unit: str
    required: bool
    sheets: Sheets | None


@dataclass(frozen=True, slots=True)
class Walk:
    """A published course as a learner meets it; `minimum` is the score it asks for."""

    course: str
    edition: str
    steps: Sequence[Step]
    minimum: int
    needed: frozenset[str]
    scored: frozenset[str]


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt at a quiz, submitted at a second of the epoch."""

    unit: str
    number: int
    at: float
    sheet: Sheet


@dataclass(slots=True)
class History:
    """What became of a seat; moments are in seconds of the epoch."""

    enrolled: float
    status: str = "enrolled"
    done: dict[str, float] = field(default_factory=dict[str, float])
    tries: list[Try] = field(default_factory=list[Try])
    last: float | None = None
    completed: float | None = None
    withdrawn: float | None = None

    def bests(self) -> Mapping[str, tuple[int, bool, int]]:
        """Return percent, passed and number of tries of each quiz that was tried."""
        best: dict[str, tuple[int, bool, int]] = {}
        for one in self.tries:
            percent, passed, _ = best.get(one.unit, (0, False, 0))
            grade = one.sheet.grade
            best[one.unit] = (max(percent, grade.percent), passed or grade.passed, one.number)
        return best


def walk(learner: Learner, course: Walk, *, now: float, chance: Random) -> History:
    """Let a learner take a seat in a course and go as far as they go, until `now` at most."""
    seat = History(enrolled=min(learner.joined + chance.expovariate(0.5) * _DAY, now))
    for step in course.steps[: _how_far(learner, len(course.steps))]:
        moment = (seat.last or seat.enrolled) + _pause(chance)
        if moment >= now:
            break
        seat.last = moment
        if step.sheets is None:
            seat.done[step.unit] = moment
        elif not _sit(seat, step.unit, step.sheets, skill=learner.skill, chance=chance):
            break
    return _concluded(seat, course, now=now, chance=chance)


def score(seat: History, course: Walk) -> int | None:
    """Return the mean of the best scores of the required quizzes that were tried."""
    found = [best[0] for unit, best in seat.bests().items() if unit in course.scored]
    return sum(found) // len(found) if found else None


def _how_far(learner: Learner, steps: int) -> int:
    if learner.patience < _NEVER_BEGINS:
        return 0
    if learner.patience > 1 - _FINISHES:
        return steps
    share = (learner.patience - _NEVER_BEGINS) / (1 - _FINISHES - _NEVER_BEGINS)
    return 1 + int(share * (steps - 1))


def _pause(chance: Random) -> float:
    """Return the time between two steps: often an hour, sometimes a week."""
    return 900 + chance.expovariate(1 / _HOUR if chance.random() < 0.6 else 0.3 / _DAY)  # noqa: PLR2004


def _sit(seat: History, unit: str, sheets: Sheets, *, skill: float, chance: Random) -> bool:
    """Try a quiz until it is passed or the tries are used up; tell whether it was passed."""
    moment = seat.last or seat.enrolled
    for number in range(1, (sheets.attempts or 3) + 1):
        sheet = sheets.draw(skill, chance)
        seat.tries.append(Try(unit, number, moment, sheet))
        if sheet.grade.passed:
            seat.done[unit] = moment
            return True
    return False


def _concluded(seat: History, course: Walk, *, now: float, chance: Random) -> History:
    if seat.last is None:
        return seat
    seat.status = "in_progress"
    if course.needed <= seat.done.keys() and (score(seat, course) or 100) >= course.minimum:
        seat.status, seat.completed = "completed", seat.last
    elif chance.random() < _LEAVES:
        seat.status, seat.withdrawn = "withdrawn", min(seat.last + _DAY, now)
        seat.last = seat.withdrawn
    return seat
