"""Reads of one learner in one quiz: every attempt, every score, and what was set by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.assessment import queries as assessment
from academy.assessment.queries import AttemptFacts, KeptScore, SetScore
from academy.marking.queries.gradebook import Cell, Row, find_row

_NOTHING = Cell(None, is_open=False, is_awaited=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt with every score that it has had, the oldest first."""

    attempt: AttemptFacts
    scores: Sequence[KeptScore]


@dataclass(frozen=True, slots=True)
class GradePage:
    """A learner in a quiz. `names` are those of the people who set scores by hand."""

    row: Row
    cell: Cell
    tries: Sequence[Tried]
    settings: Sequence[SetScore]
    names: Mapping[UUID, str]

    @property
    def is_set(self) -> bool:
        """Whether a score that was set by hand holds now."""
        return bool(self.settings) and self.settings[0].percent is not None


def grade_page(session: Session, course_id: str, *, seat: UUID, unit_id: str) -> GradePage | None:
    """Return a learner in a quiz; `None` where the seat is of another course."""
    row = find_row(session, course_id, seat)
    if row is None:
        return None
    attempts = assessment.attempts_at(session, seat, unit_id)
    scores = assessment.scores_kept(session, [attempt.id for attempt in attempts])
    settings = assessment.scores_set(session, seat, unit_id)
    return GradePage(
        row=row,
        cell=row.cells.get(unit_id, _NOTHING),
        tries=[Tried(attempt, scores.get(attempt.id, [])) for attempt in attempts],
        settings=settings,
        names=people.names_of(session, {one.set_by for one in settings}),
    )
