"""Reads of drafts: what is published, with what was changed since laid over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from academy.authoring.models import Draft as DraftRow
from academy.authoring.models import DraftMedia, DraftPart, DraftSave
from academy.authoring.rules.drafts import (
    Draft,
    Part,
    Picture,
    SaveKind,
    laid_over,
    part_name,
)
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import RevisionRef
from academy.catalogue.rules import stored_name
from academy.content.faults import FaultCode, Faults
from academy.content.model import COURSE, Package
from academy.content.writer import write_package
from academy.files.store import NotStored, Store
from academy.kernel.memory import Memory


@dataclass(frozen=True, slots=True)
class DraftTerms:
    """How the makers of a course work on it; see the table."""

    readiness: int
    needs_review: bool
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Save:
    """A save in the history of a part, without its content."""

    id: UUID
    name: str
    kind: SaveKind
    version: str
    saved_at: datetime
    saved_by: UUID | None


@dataclass(frozen=True, slots=True)
class SaveBody:
    """A save with its content."""

    save: Save
    body: dict[str, Any]


_FRESH = DraftTerms(readiness=80, needs_review=False, archived_at=None)
_DRAFTS: Memory[object, Package] = Memory(32)


def find_draft(session: Session, course_id: str) -> Draft | None:
    """Return a course as its makers have it; `None` where there is no such course.

    Three reads, however large the course is: what was read once is kept in memory, by its versions.
    """
    newest = catalogue.newest_revision(session, course_id)
    parts = {part.name: part for part in _parts(session, course_id)}
    pictures = {picture.name: picture for picture in _pictures(session, course_id)}
    if newest is None and not parts:
        return None
    published = catalogue.package_of(session, newest.revision_id) if newest else None
    versions = frozenset((part.name, part.version) for part in parts.values())
    package = _DRAFTS.recall(
        (course_id, newest and newest.revision_id, versions, frozenset(pictures.values())),
        lambda: laid_over(published, _bodies(session, course_id), pictures),
    )
    here = {COURSE, *(part_name(unit) for unit in package.course.units)}
    changed = {name: part for name, part in parts.items() if name in here}
    return Draft(course_id, package, published, changed, pictures)


def published_ref(session: Session, course_id: str) -> RevisionRef | None:
    """Return what learners have of a course now, if it was ever published."""
    return catalogue.newest_revision(session, course_id)


def terms(session: Session, course_id: str) -> DraftTerms:
    """Return how a course is worked on."""
    row = session.execute(
        select(DraftRow.readiness, DraftRow.needs_review, DraftRow.archived_at).where(
            DraftRow.course_id == course_id
        )
    ).one_or_none()
    return DraftTerms(*row) if row else _FRESH


def history(
    session: Session, course_id: str, name: str, *, limit: int = 200, before: UUID | None = None
) -> list[Save]:
    """Return the saves of a part, the newest first; `before` leaves out a save and what followed.

    Saves are told apart, and sorted, by their ids.
    """
    older = [DraftSave.id < before] if before else []
    rows = session.execute(
        _SAVES.where(DraftSave.course_id == course_id, DraftSave.name == name, *older)
        .order_by(DraftSave.id.desc())
        .limit(limit)
    )
    return [_save(row) for row in rows]


def find_save(session: Session, course_id: str, save_id: UUID) -> SaveBody | None:
    """Return a save of a course with its content."""
    row = session.execute(
        _SAVES.add_columns(DraftSave.body).where(
            DraftSave.course_id == course_id, DraftSave.id == save_id
        )
    ).one_or_none()
    return SaveBody(_save(row), row.body) if row else None


def with_pictures(package: Package, store: Store) -> Package:
    """Return a draft's package with the bytes of its pictures in place of their digests.

    Raises `PackageRefused` with every picture whose bytes are lost.
    """
    media: dict[str, bytes] = {}
    lost = Faults()
    for name, digest in package.media.items():
        try:
            media[name] = store.get(stored_name(name, digest.decode()))
        except NotStored:
            lost.add(f"media/{name}", 0, FaultCode.MISSING_PICTURE, picture=name)
    lost.refuse_if_serious()
    return Package(package.course, package.lessons, package.quizzes, media, package.catalogues)


def draft_files(package: Package, store: Store) -> dict[str, bytes]:
    """Return the files of a draft's package; raises what `with_pictures` raises."""
    return write_package(with_pictures(package, store))


def _parts(session: Session, course_id: str) -> Iterable[Part]:
    rows = session.execute(_PARTS.where(DraftPart.course_id == course_id))
    return [Part(*row) for row in rows]


def _bodies(session: Session, course_id: str) -> dict[str, dict[str, Any]]:
    rows = session.execute(
        select(DraftPart.name, DraftPart.body).where(DraftPart.course_id == course_id)
    )
    return {row.name: row.body for row in rows}


def _pictures(session: Session, course_id: str) -> Iterable[Picture]:
    rows = session.execute(
        select(DraftMedia.name, DraftMedia.digest, DraftMedia.size, DraftMedia.is_removed).where(
            DraftMedia.course_id == course_id
        )
    )
    return [Picture(*row) for row in rows]


def _save(row: Row[*tuple[Any, ...]]) -> Save:
    return Save(row.id, row.name, SaveKind(row.kind), row.version, row.saved_at, row.saved_by)


_PARTS = select(
    DraftPart.name,
    DraftPart.version,
    DraftPart.base,
    DraftPart.saved_at,
    DraftPart.saved_by,
)
_SAVES = select(
    DraftSave.id,
    DraftSave.name,
    DraftSave.kind,
    DraftSave.version,
    DraftSave.saved_at,
    DraftSave.saved_by,
)
