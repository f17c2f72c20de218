"""Publishing: what happens between a package and a page that can be read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import Course, Edition, Revision, SearchEntry
from academy.catalogue.queries import RevisionRef
from academy.catalogue.rules import (
    CatalogueRefused,
    findable,
    outline_of,
    percent_in,
)
from academy.catalogue.service.pages import Printing, add_pages
from academy.content.compare import Change, compare
from academy.content.document import digest, media_digests, to_document
from academy.content.model import Package
from academy.content.reader import read_package
from academy.content.render import Words
from academy.db import outbox
from academy.db.audit import record
from academy.files.store import Store
from academy.kernel.facts import CoursePublished
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did. `kind` NONE: nothing, and `ref` is what was there before."""

    kind: Change
    ref: RevisionRef


@dataclass(frozen=True, slots=True)
class _Issue:
    """What is about to be published."""

    package: Package
    document: dict[str, Any]
    by: UUID | None
    now: datetime


def publish(
    session: Session,
    files: Mapping[str, bytes],
    *,
    by: UUID | None,
    now: datetime,
    words: Mapping[str, Words],
    store: Store,
) -> Published:
    """Publish the package that these files are; raise `PackageRefused` with every fault of it."""
    return publish_package(session, read_package(files), by=by, now=now, words=words, store=store)


def publish_package(
    session: Session,
    package: Package,
    *,
    by: UUID | None,
    now: datetime,
    words: Mapping[str, Words],
    store: Store,
) -> Published:
    """Make a package's words the newest of its course; learners under way are not touched.

    New words are a revision of the newest edition; a new structure is an edition of its own.
    `words` heads the boxes of lessons, by language. Raises `Refusal` when somebody else published
    at the same moment.
    """
    issue = _Issue(package, to_document(package, media_digests(package)), by, now)
    before = queries.newest_revision(session, package.course.id)
    kind = _change(session, before, issue)
    if before is not None and kind is Change.NONE:
        return Published(kind, before)
    for name, data in package.media.items():
        store.put(data, PurePosixPath(name).suffix)
    try:
        ref = _add_revision(session, before, kind, issue=issue)
    except IntegrityError as error:
        raise Refusal(CatalogueRefused.PUBLISHED_MEANWHILE) from error
    printing = Printing(package, issue.document["media"], words)
    add_pages(session, ref, printing, before=before)
    _replace_search_entries(session, package)
    _note(session, ref, kind, issue=issue)
    outbox.put(session, CoursePublished(ref.course_id, ref.revision_id, now))
    session.flush()
    return Published(kind, ref)


def set_open(
    session: Session, course_id: str, *, is_open: bool, by: UUID | None, now: datetime
) -> None:
    """Let new learners into a course, or no longer; who is under way keeps everything."""
    row = session.get_one(Course, course_id)
    if (row.archived_at is None) is is_open:
        return
    row.archived_at = None if is_open else now
    record(
        session,
        actor_id=by,
        action="course.opened" if is_open else "course.closed",
        subject=f"course:{course_id}",
        now=now,
    )
    session.flush()


def _change(session: Session, before: RevisionRef | None, issue: _Issue) -> Change:
    if before is None:
        return Change.STRUCTURE
    digests: dict[str, str] = issue.document["media"]
    media = {name: digest.encode() for name, digest in digests.items()}
    old = queries.package_of(session, before.revision_id)
    return compare(old, replace(issue.package, media=media)).kind


def _add_revision(
    session: Session, before: RevisionRef | None, kind: Change, *, issue: _Issue
) -> RevisionRef:
    course = issue.package.course
    _put_course(session, issue, is_new=before is None)
    if before is None or kind is Change.STRUCTURE:
        number = before.edition + 1 if before else 1
        edition = Edition(
            id=uuid7(issue.now), course_id=course.id, number=number, created_at=issue.now
        )
        session.add(edition)
        session.flush()
        ref = RevisionRef(course.id, edition.id, number, uuid7(issue.now), 1)
    else:
        ref = RevisionRef(
            course.id, before.edition_id, before.edition, uuid7(issue.now), before.revision + 1
        )
    session.add(
        Revision(
            id=ref.revision_id,
            edition_id=ref.edition_id,
            number=ref.revision,
            digest=digest(issue.document),
            document=issue.document,
            published_at=issue.now,
            published_by=issue.by,
        )
    )
    session.flush()
    return ref


def _put_course(session: Session, issue: _Issue, *, is_new: bool) -> None:
    course = issue.package.course
    if is_new:
        row = Course(id=course.id, created_at=issue.now, archived_at=None)
        session.add(row)
    else:
        row = session.get_one(Course, course.id)
    row.track, row.level = course.track.value, course.level.value
    session.flush()


def _replace_search_entries(session: Session, package: Package) -> None:
    """Let the catalogue show and find the newest words, in every language there is."""
    course = package.course
    session.execute(delete(SearchEntry).where(SearchEntry.course_id == course.id))
    session.execute(
        insert(SearchEntry), [_search_entry(package, language) for language in package.languages]
    )


def _search_entry(package: Package, language: str) -> dict[str, Any]:
    outline = outline_of(package, language)
    title, summary = outline.title, outline.summary
    return {
        "course_id": outline.course_id,
        "locale": language,
        "title": title.text if title.lang == language else "",
        "summary": summary.text if summary.lang == language else "",
        "folded": findable(outline),
        "hours": outline.hours,
        "percent": percent_in(package, language),
        "is_source": language == outline.language,
    }


def _note(session: Session, ref: RevisionRef, kind: Change, *, issue: _Issue) -> None:
    record(
        session,
        actor_id=issue.by,
        action="course.published",
        subject=f"course:{ref.course_id}",
        now=issue.now,
        edition=ref.edition,
        revision=ref.revision,
        change=kind.value,
    )
