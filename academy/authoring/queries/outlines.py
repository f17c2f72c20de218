"""Reads of what a course was, for bringing back what was taken out of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import DraftPart, DraftSave
from academy.authoring.rules.drafts import Draft, published_version, unit_of_part
from academy.content.document import course_from_plain
from academy.content.model import COURSE, Course


def course_at(session: Session, draft: Draft, version: str) -> Course | None:
    """Return a course as it was in a version of its part, its units without titles.

    It is one of the saves, or what is published: a first change has no save before it.
    """
    if draft.published and published_version(draft.published, COURSE) == version:
        return draft.published.course
    body = session.scalars(
        select(DraftSave.body)
        .where(
            DraftSave.course_id == draft.course_id,
            DraftSave.name == COURSE,
            DraftSave.version == version,
        )
        .limit(1)
    ).one_or_none()
    return course_from_plain(body, {}) if body else None


def units_of_parts(session: Session, course_id: str) -> frozenset[str]:
    """Return the units that were ever changed since publishing, also those taken out again."""
    names = session.scalars(select(DraftPart.name).where(DraftPart.course_id == course_id))
    return frozenset(unit_of_part(name) for name in names)
