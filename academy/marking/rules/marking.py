"""Marks that people give: who may mark which answer, when markers agree, and what counts then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from uuid import UUID

TOLERANCE = Fraction(1, 10)
"""How far two markers may be apart, as a share of the question's marks: the mean counts then."""

CLAIM = timedelta(minutes=30)
"""How long an answer is kept for the marker who took it."""

APPEAL = timedelta(days=30)
"""How long after the release a learner may say that a mark is wrong."""

_NUMBERS = 1_000_000


class Stage(StrEnum):
    """What a person's marks of an answer were: one of two looks, or what came of them.

    `reopened` has no marks: it says that what came before does not count any more.
    """

    FIRST = "first"
    SECOND = "second"
    SETTLED = "settled"
    PEERS = "peers"
    APPEAL = "appeal"
    REOPENED = "reopened"


LOOKS = frozenset({Stage.FIRST, Stage.SECOND})


class Progress(StrEnum):
    """How far the marking of an answer has come."""

    WAITING = "waiting"
    ONCE = "once"
    UNSETTLED = "unsettled"
    DONE = "done"
    RELEASED = "released"


TO_MARK = frozenset({Progress.WAITING, Progress.ONCE})


class MarkingRefused(StrEnum):
    """Why somebody may not mark an answer, or do something else with its marks."""

    OWN_ANSWER = "own-answer"
    MARKED_BY_YOU = "marked-by-you"
    WITH_SOMEBODY_ELSE = "with-somebody-else"
    MARKED_MEANWHILE = "marked-meanwhile"
    NOTHING_LEFT = "nothing-to-mark"
    NOTHING_TO_SETTLE = "nothing-to-settle"
    NOT_MARKED_YET = "not-marked-yet"
    NOT_RELEASED = "not-released"
    TOO_LATE_TO_APPEAL = "too-late-to-appeal"
    APPEALED_BEFORE = "appealed-before"
    APPEAL_ANSWERED = "appeal-answered"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one person made of an answer. `levels` are chosen by criterion, where there are some."""

    stage: Stage
    marker_id: UUID
    levels: Mapping[str, str]
    marks: Fraction
    comment: str
    marked_at: datetime


def counting(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks since the answer was last opened again, the oldest first."""
    reopened = [mark.marked_at for mark in marks if mark.stage is Stage.REOPENED]
    since = max(reopened, default=None)
    return tuple(
        mark
        for mark in marks
        if mark.stage is not Stage.REOPENED and (since is None or mark.marked_at > since)
    )


def deciding(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks that made what counts: somebody's decision, or else every look."""
    now = counting(marks)
    decided = [mark for mark in now if mark.stage not in LOOKS]
    return tuple(decided[-1:]) or now


def progress(marks: Sequence[Mark], *, is_given: bool, is_released: bool = False) -> Progress:
    """Return how far an answer has come; `is_given` says that its marks are agreed upon."""
    if is_given:
        return Progress.RELEASED if is_released else Progress.DONE
    looks = len(counting(marks))
    if looks > 1:
        return Progress.UNSETTLED
    return Progress.ONCE if looks else Progress.WAITING


def agreed(marks: Sequence[Mark], *, markers: int, available: Fraction) -> Fraction | None:
    """Return the marks that count, or `None` while somebody has to look or to decide.

    Two markers agree where they are no further apart than the tolerance; the mean counts.
    """
    now = deciding(marks)
    if now and now[-1].stage not in LOOKS:
        return now[-1].marks
    if len(now) < markers or not now:
        return None
    given = [mark.marks for mark in now]
    if max(given) - min(given) > TOLERANCE * available:
        return None
    return sum(given, Fraction(0)) / len(given)


def may_mark(
    marker_id: UUID, learner_id: UUID, marks: Sequence[Mark], *, now: Progress
) -> MarkingRefused | None:
    """Say why somebody may not be the next to mark an answer."""
    if marker_id == learner_id:
        return MarkingRefused.OWN_ANSWER
    if now not in TO_MARK:
        return MarkingRefused.MARKED_MEANWHILE
    is_twice = marker_id in {mark.marker_id for mark in counting(marks)}
    return MarkingRefused.MARKED_BY_YOU if is_twice else None


def may_settle(marker_id: UUID, learner_id: UUID, *, now: Progress) -> MarkingRefused | None:
    """Say why somebody may not decide between two markers."""
    if marker_id == learner_id:
        return MarkingRefused.OWN_ANSWER
    return None if now is Progress.UNSETTLED else MarkingRefused.NOTHING_TO_SETTLE


def may_reopen(marker_id: UUID, learner_id: UUID, *, now: Progress) -> MarkingRefused | None:
    """Say why somebody may not have an answer marked again."""
    if marker_id == learner_id:
        return MarkingRefused.OWN_ANSWER
    return MarkingRefused.NOT_MARKED_YET if now in TO_MARK else None


def may_appeal(
    released_at: datetime | None, *, is_appealed: bool, now: datetime
) -> MarkingRefused | None:
    """Say why a learner may not speak against a mark: once for an answer, and in time."""
    if released_at is None:
        return MarkingRefused.NOT_RELEASED
    if is_appealed:
        return MarkingRefused.APPEALED_BEFORE
    return MarkingRefused.TOO_LATE_TO_APPEAL if now > released_at + APPEAL else None


def next_stage(marks: Sequence[Mark]) -> Stage:
    """Return what the next look at an answer is."""
    return Stage.SECOND if counting(marks) else Stage.FIRST


def is_held_by_other(
    holder_id: UUID | None, claimed_at: datetime | None, *, marker_id: UUID, now: datetime
) -> bool:
    """Tell whether somebody else took the answer so lately that it is still kept for them."""
    if claimed_at is None or holder_id == marker_id:
        return False
    return claimed_at > now - CLAIM


def sees_marks(now: Progress, *, is_teacher: bool) -> bool:
    """Tell whether somebody may see what others gave: never while a second look is to come."""
    return is_teacher and now not in TO_MARK


def number_of(attempt_id: UUID) -> str:
    """Return what a marker is shown instead of a name: six digits that say nothing of anybody."""
    return f"{int.from_bytes(sha256(attempt_id.bytes).digest()[:8]) % _NUMBERS:06d}"


def points_by_criterion(
    marks: Sequence[Mark], worth: Mapping[str, Mapping[str, int]]
) -> Mapping[str, Fraction]:
    """Return the mean points of each criterion over the marks that chose a level of it.

    `worth` has the points of each level, by criterion.
    """
    found: dict[str, Fraction] = {}
    for criterion, levels in worth.items():
        points = [levels[level] for level in _chosen(marks, criterion) if level in levels]
        if points:
            found[criterion] = Fraction(sum(points), len(points))
    return found


def _chosen(marks: Sequence[Mark], criterion: str) -> Collection[str]:
    return [mark.levels[criterion] for mark in marks if criterion in mark.levels]
