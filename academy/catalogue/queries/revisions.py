"""Courses, their editions, and the revisions of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from academy.catalogue.models import Course, Edition, Revision
from academy.db.prepared import PreparedRead
from academy.kernel.memory import Memory

_REFS: Memory[UUID, "RevisionRef"] = Memory(1024)


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course as a rule sees it: open means that new learners may come in."""

    id: str
    track: str
    level: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class RevisionRef:
    """Names a wording (`revision`) of a structure (`edition`) of a course."""

    course_id: str
    edition_id: UUID
    edition: int
    revision_id: UUID
    revision: int


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """When a revision was published, by whom (the command line is nobody), and its digest."""

    digest: str
    published_at: datetime
    published_by: UUID | None


def find_course(session: Session, course_id: str) -> CourseFacts | None:
    """Return a course, archived or not."""
    row = session.execute(
        select(Course.id, Course.track, Course.level, Course.archived_at).where(
            Course.id == course_id
        )
    ).one_or_none()
    return CourseFacts(row.id, row.track, row.level, row.archived_at is None) if row else None


def newest_revision(session: Session, course_id: str) -> RevisionRef | None:
    """Return the newest wording of the newest edition of a course, if it was ever published."""
    return _ref(_NEWEST_OF_COURSE.first(session, course=course_id))


def revision_of_edition(session: Session, edition_id: UUID) -> RevisionRef:
    """Return the newest wording of an edition; raise `LookupError` where there is none."""
    return _known(_ref(_NEWEST_OF_EDITION.first(session, edition=edition_id)), edition_id)


def get_revision(session: Session, revision_id: UUID) -> RevisionRef:
    """Return a revision that is known to be there; raise `LookupError` where it is not."""

    def find() -> RevisionRef:
        return _known(_first(session, _refs().where(Revision.id == revision_id)), revision_id)

    return _REFS.recall(revision_id, find)


def find_revision(
    session: Session, course_id: str, *, edition: int | None = None, revision: int | None = None
) -> RevisionRef | None:
    """Return a revision by its numbers; without one of them, the newest that there is."""
    statement = _refs().where(Edition.course_id == course_id)
    if edition is not None:
        statement = statement.where(Edition.number == edition)
    elif revision is not None:
        newest = newest_revision(session, course_id)
        statement = statement.where(Edition.number == (newest.edition if newest else 0))
    if revision is not None:
        statement = statement.where(Revision.number == revision)
    return _first(session, statement)


def revision_at(session: Session, course_id: str, moment: datetime) -> RevisionRef | None:
    """Return what learners had of a course at a moment, if they had anything."""
    known = (Edition.course_id == course_id, Revision.published_at <= moment)
    return _first(session, _refs().where(*known))


def revision_facts(session: Session, revision_id: UUID) -> RevisionFacts:
    """Return when and by whom a revision was published."""
    row = session.execute(
        select(Revision.digest, Revision.published_at, Revision.published_by).where(
            Revision.id == revision_id
        )
    ).one()
    return RevisionFacts(row.digest, row.published_at, row.published_by)


def document_of(session: Session, revision_id: UUID) -> dict[str, Any]:
    """Return the whole course as it was published."""
    return session.execute(select(Revision.document).where(Revision.id == revision_id)).scalar_one()


def _refs() -> Select[str, UUID, int, UUID, int]:
    return (
        select(Edition.course_id, Edition.id, Edition.number, Revision.id, Revision.number)
        .join(Revision, Revision.edition_id == Edition.id)
        .order_by(Edition.number.desc(), Revision.number.desc())
        .limit(1)
    )


def _first(session: Session, statement: Select[str, UUID, int, UUID, int]) -> RevisionRef | None:
    return _ref(session.execute(statement).one_or_none())


def _ref(row: Sequence[Any] | None) -> RevisionRef | None:
    return RevisionRef(*row) if row else None


def _known(ref: RevisionRef | None, key: UUID) -> RevisionRef:
    if ref is None:
        raise LookupError(key)
    return ref


# Built once: every page of a course asks one of them.
_NEWEST_OF_COURSE = PreparedRead(_refs().where(Edition.course_id == bindparam("course")))
_NEWEST_OF_EDITION = PreparedRead(_refs().where(Edition.id == bindparam("edition")))
