"""Reads for the editors of lessons and quizzes: what concerns the translators of one unit.

Only what belongs to the unit is compared, however large the course is.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from academy.authoring.queries.translations import notes, unit_rows_by_language
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.editing import StaleText, stale_texts
from academy.authoring.rules.translating import only_unit, source_digest
from academy.content.segments import segments


@dataclass(frozen=True, slots=True)
class NotedText:
    """A text of a unit, and what translators are told about it."""

    source: str
    digest: str
    note: str


def stale_in_unit(session: Session, draft: Draft, unit_id: str) -> tuple[StaleText, ...]:
    """Return the texts of a unit that changed since they were translated."""
    return stale_texts(unit_rows_by_language(session, draft, unit=unit_id))


def noted_texts(session: Session, draft: Draft, unit_id: str) -> tuple[NotedText, ...]:
    """Return the texts of a unit with the notes to their translators."""
    said = notes(session, draft.course_id)
    sources = [segment.source for segment in segments(only_unit(draft.package, unit_id))]
    digests = {source: source_digest(source) for source in sources}
    return tuple(
        NotedText(source, digest, said.get((unit_id, digest), ""))
        for source, digest in digests.items()
    )
