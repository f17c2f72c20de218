"""What a revision says, in each language: its package, its outline, its lessons."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.catalogue.models import Page
from academy.catalogue.queries.revisions import document_of
from academy.catalogue.rules import (
    FactSlot,
    Outline,
    cut,
    outline_of,
    stored_name,
    without_pictures,
)
from academy.content.document import from_document
from academy.content.model import Package
from academy.content.reader import write_package
from academy.files.store import Store
from academy.kernel.memory import Memory

_PACKAGES: Memory[UUID, Package] = Memory(64)
_OUTLINES: Memory[tuple[UUID, str], Outline] = Memory(512)
_LESSONS: Memory[tuple[UUID, str, str], "LessonPage"] = Memory(2048)


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A rendered lesson. `lang` is the language its blocks are in unless they say otherwise.

    `parts` are HTML, to be written as it is, and places for country facts.
    """

    title: str
    title_lang: str
    lang: str
    parts: tuple[str | FactSlot, ...]


def package_of(session: Session, revision_id: UUID) -> Package:
    """Return the whole course of a revision; of its pictures, only what tells them apart."""
    return _PACKAGES.recall(
        revision_id, lambda: without_pictures(document_of(session, revision_id))
    )


def files_of(session: Session, revision_id: UUID, store: Store) -> dict[str, bytes]:
    """Return the files of the package of a revision: publishing them would change nothing."""
    document = document_of(session, revision_id)
    media = {
        name: store.get(stored_name(name, digest)) for name, digest in document["media"].items()
    }
    return write_package(from_document(document, media))


def outline(session: Session, revision_id: UUID, locale: str) -> Outline:
    """Return the table of contents of a revision in a language."""
    return _OUTLINES.recall(
        (revision_id, locale), lambda: outline_of(package_of(session, revision_id), locale)
    )


def lesson_page(  # noqa: PLR0917 – they are what the page's address says, in its order
    session: Session, revision_id: UUID, unit_id: str, locale: str
) -> LessonPage:
    """Return a lesson in a language, or as it was written where it is not translated at all.

    Raises `LookupError` where the revision has no such lesson.
    """
    key = (revision_id, unit_id, locale)

    def find() -> LessonPage:
        found = _find_lesson(session, key)
        return found or _lesson_in_source(session, revision_id, unit_id)

    return _LESSONS.recall(key, find)


def _lesson_in_source(session: Session, revision_id: UUID, unit_id: str) -> LessonPage:
    source = package_of(session, revision_id).course.language
    found = _find_lesson(session, (revision_id, unit_id, source))
    if found is None:
        raise LookupError(unit_id)
    return found


def _find_lesson(session: Session, key: tuple[UUID, str, str]) -> LessonPage | None:
    revision_id, unit_id, locale = key
    row = session.execute(
        select(Page.title, Page.title_lang, Page.locale, Page.html).where(
            Page.revision_id == revision_id, Page.unit_id == unit_id, Page.locale == locale
        )
    ).one_or_none()
    return LessonPage(row.title, row.title_lang, row.locale, cut(row.html)) if row else None
