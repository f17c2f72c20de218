"""Changes to drafts. Nothing here commits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.models import CourseStaff, DraftMedia, DraftPart, DraftSave
from academy.authoring.models import Draft as DraftRow
from academy.authoring.rules.drafts import (
    Draft,
    DraftRefused,
    SaveKind,
    published_version,
    version_of,
)
from academy.authoring.rules.staff import CourseRole
from academy.catalogue import queries as catalogue
from academy.content.model import (
    COURSE,
    CertificateTerms,
    Completion,
    Course,
    Level,
    Module,
    Track,
)
from academy.content.writer import course_plain
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Begun:
    """What a new course starts from."""

    id: str
    title: str
    track: Track
    level: Level
    language: str
    module: str
    """The title of its first module."""


@dataclass(frozen=True, slots=True)
class Saving:
    """Who saves what, and from which version they began: `None` takes whatever is there."""

    course_id: str
    by: UUID | None
    now: datetime
    base: str | None = None
    kind: SaveKind = SaveKind.SAVED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a save. In a conflict nothing changed but the history: what was sent is there.

    `version` is that of the part as it stands now; `save_id` is where the sent content is kept.
    """

    version: str
    is_conflict: bool = False
    save_id: UUID | None = None


def create(session: Session, begun: Begun, *, by: UUID, now: datetime) -> str:
    """Begin a course; return its id. Whoever begins it is its first author."""
    taken = catalogue.find_course(session, begun.id) is not None
    if taken or not ensure(session, begun.id, by=by, now=now):
        raise Refusal(DraftRefused.ID_TAKEN)
    session.add(CourseStaff(course_id=begun.id, user_id=by, role=CourseRole.INSTRUCTOR.value))
    course = Course(
        id=begun.id,
        track=begun.track,
        level=begun.level,
        language=begun.language,
        hours=1,
        title=begun.title,
        summary="",
        outcomes=(),
        competences=(),
        modules=(Module("module-1", begun.module, ()),),
        completion=Completion(),
        certificate=CertificateTerms(""),
    )
    _write(session, Saving(begun.id, by, now), COURSE, body=course_plain(course), base="")
    _note(session, "course.begun", begun.id, by=by, now=now)
    session.flush()
    return begun.id


def ensure(session: Session, course_id: str, *, by: UUID | None, now: datetime) -> bool:
    """Make sure that a course has a row behind the scenes; tell whether it is new."""
    if session.get(DraftRow, course_id) is not None:
        return False
    row = DraftRow(course_id=course_id, created_at=now, created_by=by, archived_at=None)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # somebody else began it at the same moment
        return False
    return True


def save(session: Session, saving: Saving, name: str, *, body: Body) -> Outcome:
    """Keep a part, if it is still what the saver began from; else keep it in the history alone.

    The same content twice is saved once. What is as published again is no change any more.
    Raises `NotFound` where there is no such course.
    """
    draft = lock(session, saving)
    current, sent = draft.version(name), version_of(body)
    if sent == current:
        return Outcome(current)
    if saving.base not in {None, current}:
        aside = replace(saving, kind=SaveKind.SET_ASIDE)
        return Outcome(current, is_conflict=True, save_id=_keep(session, aside, name, body=body))
    changed = draft.changed.get(name)
    base = changed.base if changed else published_version(draft.published, name)
    save_id = _write(session, saving, name, body=body, base=base)
    if sent == published_version(draft.published, name):
        session.execute(
            delete(DraftPart).where(DraftPart.course_id == saving.course_id, DraftPart.name == name)
        )
    session.flush()
    return Outcome(sent, save_id=save_id)


def set_aside(session: Session, saving: Saving, name: str, *, body: Body) -> UUID:
    """Keep a content in the history alone: its part is not in the course any more.

    The same content twice in a row is kept once. Return where it is kept.
    """
    lock(session, saving)
    newest = queries.history(session, saving.course_id, name, limit=1)
    if newest and newest[0].version == version_of(body):
        return newest[0].id
    return _keep(session, replace(saving, kind=SaveKind.SET_ASIDE), name, body=body)


def change_course(session: Session, saving: Saving, change: Callable[[Course], Course]) -> Outcome:
    """Change a course's structure or words: `change` is one of `rules.outlines`, or its like."""
    draft = lock(session, saving)
    return save(session, saving, COURSE, body=course_plain(change(draft.course)))


def restore(session: Session, saving: Saving, save_id: UUID) -> Outcome:
    """Bring a part back to what it was in a save; the history goes on from there."""
    found = queries.find_save(session, saving.course_id, save_id)
    if found is None:
        raise NotFound
    return save(session, saving, found.save.name, body=found.body)


def put_picture(session: Session, saving: Saving, name: str, *, digest: str, size: int) -> None:
    """Let a draft have a picture whose bytes are in the store."""
    _put_picture(session, saving, name, digest=digest, size=size, is_removed=False)


def remove_picture(session: Session, saving: Saving, name: str) -> None:
    """Take a picture out of a draft; published revisions keep theirs."""
    draft = lock(session, saving)
    data = draft.package.media.get(name)
    if data is None:
        raise NotFound
    _put_picture(session, saving, name, digest=data.decode(), size=0, is_removed=True)


def set_terms(session: Session, saving: Saving, *, readiness: int, needs_review: bool) -> None:
    """Say how a course is worked on."""
    lock(session, saving)
    row = session.get_one(DraftRow, saving.course_id)
    row.readiness, row.needs_review = readiness, needs_review
    _note(
        session, "course.terms", saving.course_id, by=saving.by, now=saving.now,
        readiness=readiness, needs_review=int(needs_review),
    )  # fmt: skip
    session.flush()


def lock(session: Session, saving: Saving) -> Draft:
    """Return a draft that nobody else changes until this transaction ends.

    Raises `NotFound` where there is no such course, `Refusal` where it is archived.
    """
    ensure(session, saving.course_id, by=saving.by, now=saving.now)
    row = session.execute(
        select(DraftRow.archived_at).where(DraftRow.course_id == saving.course_id).with_for_update()
    ).one()
    draft = queries.find_draft(session, saving.course_id)
    if draft is None:
        raise NotFound
    if row.archived_at is not None:
        raise Refusal(DraftRefused.ARCHIVED)
    return draft


def _write(session: Session, saving: Saving, name: str, *, body: Body, base: str) -> UUID:
    """Make a content that of a part, and keep it in the history."""
    row = session.get(DraftPart, (saving.course_id, name))
    if row is None:
        row = DraftPart(course_id=saving.course_id, name=name, base=base)
        session.add(row)
    row.body, row.version = dict(body), version_of(body)
    row.saved_at, row.saved_by = saving.now, saving.by
    return _keep(session, saving, name, body=body)


def _keep(session: Session, saving: Saving, name: str, *, body: Body) -> UUID:
    key = uuid7(saving.now)
    session.add(
        DraftSave(
            id=key,
            course_id=saving.course_id,
            name=name,
            kind=saving.kind.value,
            body=dict(body),
            version=version_of(body),
            saved_at=saving.now,
            saved_by=saving.by,
        )
    )
    session.flush()
    return key


def _put_picture(
    session: Session, saving: Saving, name: str, *, digest: str, size: int, is_removed: bool
) -> None:
    lock(session, saving)
    row = session.get(DraftMedia, (saving.course_id, name))
    if row is None:
        row = DraftMedia(course_id=saving.course_id, name=name)
        session.add(row)
    row.digest, row.size, row.is_removed = digest, size, is_removed
    row.saved_at, row.saved_by = saving.now, saving.by
    session.flush()


def _note(
    session: Session,
    action: str,
    course_id: str,
    *,
    by: UUID | None,
    now: datetime,
    **details: str | int | None,
) -> None:
    record(session, actor_id=by, action=action, subject=f"course:{course_id}", now=now, **details)
