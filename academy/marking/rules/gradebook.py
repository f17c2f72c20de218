"""The gradebook: whom it shows, in which order, and what a file that comes back says of scores."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from academy.assessment.rules.numbers import TwoReadings, Unread, read_number
from academy.assessment.rules.standing import Standing
from academy.content.questions.parts import number_text
from academy.kernel.ids import key_in
from academy.kernel.text import tidy
from academy.marking.rules.grades import LONGEST_REASON

SEAT, REASON = "enrolment_id", "change_reason"
BEFORE = (SEAT, "learner_name", "learner_country", "enrolment_status", "cohort_name")
AFTER = ("mean_percent", REASON)
"""The columns of a file around those of the quizzes. These are named by their ids, which have no
underscore."""

MOST_CHANGES = 5_000
_WHOLE = 100
_LETTERS = 40
"""Of a score as it is kept, exactly: nobody means more than some fifteen decimals."""


class QuizState(StrEnum):
    """How a learner stands in a quiz, to pick learners by."""

    PASSED = "passed"
    NOT_PASSED = "not-passed"
    AWAITING = "awaiting"
    NEVER = "never"


class Order(StrEnum):
    """What learners are put in order by, besides their score in a quiz."""

    NEWEST = "newest"
    NAME = "name"
    COUNTRY = "country"
    STATUS = "status"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which learners the gradebook shows, in which order, and which page of them, from 1.

    `by_quiz` is the quiz whose scores they are put in order by, instead of `order`.
    """

    name: str = ""
    status: str | None = None
    cohort: UUID | None = None
    quiz: str | None = None
    state: QuizState | None = None
    order: Order = Order.NEWEST
    by_quiz: str | None = None
    is_downward: bool = False
    page: int = 1


def written_score(standing: Standing) -> Fraction:
    """Return a score as a file has it: exact where it was set by hand, else as people read it."""
    return _WHOLE * standing.share if standing.is_set else Fraction(standing.percent)


def score_text(percent: Fraction) -> str:
    """Return a score in percent as a file has it."""
    return number_text(percent)


class LineFault(StrEnum):
    """What is wrong with a line of a file of scores."""

    NO_HEADER = "no-header"
    UNKNOWN_QUIZ = "unknown-quiz"
    COLUMN_TWICE = "column-twice"
    NOT_A_SEAT = "not-a-seat"
    SEAT_TWICE = "seat-twice"
    NOT_A_SCORE = "not-a-score"
    NO_REASON = "no-reason"
    REASON_TOO_LONG = "reason-too-long"
    TOO_MANY = "too-many-changes"


class Fault(NamedTuple):
    """A fault of a file, the number of its line from 1, and the word that it is about."""

    line: int
    code: LineFault
    word: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of a file says: whose scores, by quiz, and why."""

    number: int
    seat: UUID
    scores: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class NewScore:
    """A score that a file wants another one for; `before` is nothing where there is none."""

    line: int
    seat: UUID
    unit_id: str
    before: Fraction | None
    after: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """All that a file of scores would change, and all that is wrong with it."""

    changes: tuple[NewScore, ...] = ()
    faults: tuple[Fault, ...] = ()
    lines: int = 0

    @property
    def seal(self) -> str:
        """What tells this plan from any other: the same file may say something else tomorrow."""
        told = "\n".join(
            f"{one.line}|{one.seat}|{one.unit_id}|{one.before}|{one.after}|{one.reason}"
            for one in self.changes
        )
        return sha256(told.encode()).hexdigest()


@dataclass(slots=True)
class _Found:
    lines: list[Line] = field(default_factory=list[Line])
    faults: list[Fault] = field(default_factory=list[Fault])


def read_lines(
    table: Sequence[Sequence[str]], quizzes: Collection[str]
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """Return what the lines of a file say, and what is wrong with them so far."""
    found = _Found()
    header = [_column(cell) for cell in table[0]]
    places = {name: header.index(name) for name in header if name}
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        found.faults.append(Fault(1, LineFault.COLUMN_TWICE, name))
    if SEAT not in places or REASON not in places:
        found.faults.append(Fault(1, LineFault.NO_HEADER, SEAT if SEAT not in places else REASON))
    for name in sorted(places.keys() - {*BEFORE, *AFTER, *quizzes}):
        found.faults.append(Fault(1, LineFault.UNKNOWN_QUIZ, name))
    if not found.faults:
        _read_body(table, places, found)
    return tuple(found.lines), tuple(found.faults)


def _read_body(table: Sequence[Sequence[str]], places: Mapping[str, int], found: _Found) -> None:
    seen: set[UUID] = set()
    own = {*BEFORE, *AFTER}
    for number, row in enumerate(table[1:], start=2):
        if not any(row):
            continue
        seat = key_in(row[places[SEAT]])
        if seat is None or seat in seen:
            code = LineFault.NOT_A_SEAT if seat is None else LineFault.SEAT_TWICE
            found.faults.append(Fault(number, code, row[places[SEAT]]))
            continue
        seen.add(seat)
        scores = {name: row[at] for name, at in places.items() if name not in own and row[at]}
        found.lines.append(Line(number, seat, scores, _reason(row[places[REASON]])))


def plan_scores(
    lines: Sequence[Line],
    faults: Sequence[Fault],
    now: Mapping[UUID, Mapping[str, Fraction]],
) -> ScorePlan:
    """Return what a file would change of the scores that there are `now`, by seat of the course.

    A blank cell changes nothing, nor does one that says what is so already.
    """
    wrong, changes = list(faults), list[NewScore]()
    for line in lines:
        if line.seat not in now:
            wrong.append(Fault(line.number, LineFault.NOT_A_SEAT, str(line.seat)))
            continue
        own, bad = _changes(line, now[line.seat])
        changes += own
        wrong += bad
    if len(changes) > MOST_CHANGES:
        wrong.append(Fault(changes[MOST_CHANGES].line, LineFault.TOO_MANY, str(MOST_CHANGES)))
    return ScorePlan(tuple(changes), tuple(sorted(wrong)), len(lines))


def _changes(line: Line, now: Mapping[str, Fraction]) -> tuple[list[NewScore], list[Fault]]:
    changes: list[NewScore] = []
    faults: list[Fault] = []
    for unit_id, text in line.scores.items():
        after = read_percent(text)
        if after is None:
            faults.append(Fault(line.number, LineFault.NOT_A_SCORE, text))
        elif after != now.get(unit_id):
            before = now.get(unit_id)
            changes.append(NewScore(line.number, line.seat, unit_id, before, after, line.reason))
    if changes and not line.reason:
        faults.append(Fault(line.number, LineFault.NO_REASON))
    if len(line.reason) > LONGEST_REASON:
        faults.append(Fault(line.number, LineFault.REASON_TOO_LONG, str(LONGEST_REASON)))
    return changes, faults


def read_percent(text: str) -> Fraction | None:
    """Return a score in percent as any country writes it, from 0 to 100; `None` where it is none.

    A percent sign behind it may stay. `12.345` cannot be thousands here.
    """
    number = read_number(text.strip().removesuffix("%").removesuffix("％"), only_whole=False)
    if isinstance(number, TwoReadings):
        number = read_number(number.decimal, only_whole=False)
    if isinstance(number, Unread | TwoReadings):
        return None
    return number if 0 <= number <= _WHOLE and len(str(number)) <= _LETTERS else None


def _column(cell: str) -> str:
    return cell.strip().lower()


def _reason(text: str) -> str:
    """Return a reason; the apostrophe that keeps a spreadsheet from running it is none of it."""
    return tidy(text.removeprefix("'"))
