"""Reads of what a course was, for bringing back what was taken out of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import DraftPart, DraftSave
from academy.authoring.rules.drafts import (
    Body,
    Draft,
    part_body,
    published_version,
    unit_of_part,
)
from academy.catalogue import queries as catalogue
from academy.content.document import course_from_plain
from academy.content.model import COURSE, Course

_SAVES_TO_SEARCH = 50


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


def part_at_last(session: Session, draft: Draft, name: str) -> Body | None:
    """Return a part as it was last saved or published, be it in the course still or not.

    A step that was published without ever being saved here, and taken out in the newest edition, is
    found in the edition before.
    """
    saved = session.scalars(
        select(DraftSave.body)
        .where(DraftSave.course_id == draft.course_id, DraftSave.name == name)
        .order_by(DraftSave.id.desc())
        .limit(1)
    ).one_or_none()
    if saved is not None or draft.published is None:
        return saved
    return part_body(draft.published, name) or _before(session, draft.course_id, name)


def course_with(session: Session, draft: Draft, unit_id: str) -> str | None:
    """Return the newest version of a course's part that has a unit, for bringing the unit back."""
    saves = session.execute(
        select(DraftSave.version, DraftSave.body)
        .where(DraftSave.course_id == draft.course_id, DraftSave.name == COURSE)
        .order_by(DraftSave.id.desc())
        .limit(_SAVES_TO_SEARCH)
    )
    for save in saves:
        if _has(course_from_plain(save.body, {}), unit_id):
            return str(save.version)
    published = draft.published
    has = published is not None and _has(published.course, unit_id)
    return published_version(published, COURSE) if has else None


def units_of_parts(session: Session, course_id: str) -> frozenset[str]:
    """Return the units that were ever changed since publishing, also those taken out again."""
    names = session.scalars(select(DraftPart.name).where(DraftPart.course_id == course_id))
    return frozenset(unit_of_part(name) for name in names)


def _before(session: Session, course_id: str, name: str) -> Body | None:
    """Return a part as the edition before the newest has it."""
    newest = catalogue.newest_revision(session, course_id)
    number = newest.edition - 1 if newest else 0
    found = catalogue.find_revision(session, course_id, edition=number)
    return part_body(catalogue.package_of(session, found.revision_id), name) if found else None


def _has(course: Course, unit_id: str) -> bool:
    return any(unit.id == unit_id for unit in course.units)
