"""What was translated once is remembered. Nothing here commits.

What learners read is for every course; what is at the desk and not published, for its own people.
"""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from academy.authoring.models import MemoryEntry
from academy.authoring.rules.translating import source_digest
from academy.content.po import Catalogue, Key


def remember(
    session: Session,
    course_id: str,
    *,
    locale: str,
    catalogue: Catalogue,
    is_published: bool = False,
) -> None:
    """Make the memory of one language of a course what its catalogue says.

    That is what learners read, or what is at the desk: of that, what learners do not read yet.
    """
    session.execute(
        delete(MemoryEntry).where(
            MemoryEntry.course_id == course_id,
            MemoryEntry.locale == locale,
            MemoryEntry.is_published == is_published,
        )
    )
    known = set[tuple[str, str, str]]() if is_published else _read(session, course_id, locale)
    said = [
        (key, text)
        for key in catalogue.entries
        if (text := catalogue.text(*key)) and (*key, text) not in known
    ]
    _add(session, course_id, locale=locale, said=said, is_published=is_published)


def remember_one(session: Session, course_id: str, *, locale: str, key: Key, text: str) -> None:
    """Remember what is at the desk of one text, in place of what was; empty forgets it."""
    unit, source = key
    session.execute(
        delete(MemoryEntry).where(
            MemoryEntry.course_id == course_id,
            MemoryEntry.locale == locale,
            MemoryEntry.unit_id == unit,
            MemoryEntry.digest == source_digest(source),
            MemoryEntry.is_published.is_(False),
        )
    )
    if text:
        _add(session, course_id, locale=locale, said=[(key, text)], is_published=False)


def _read(session: Session, course_id: str, locale: str) -> set[tuple[str, str, str]]:
    """Return what learners read, as it is remembered."""
    rows = session.execute(
        select(MemoryEntry.unit_id, MemoryEntry.source, MemoryEntry.text).where(
            MemoryEntry.course_id == course_id,
            MemoryEntry.locale == locale,
            MemoryEntry.is_published,
        )
    )
    return {(row.unit_id, row.source, row.text) for row in rows}


def _add(
    session: Session,
    course_id: str,
    *,
    locale: str,
    said: Iterable[tuple[Key, str]],
    is_published: bool,
) -> None:
    rows = [
        {
            "course_id": course_id,
            "locale": locale,
            "unit_id": unit,
            "digest": source_digest(source),
            "is_published": is_published,
            "source": source,
            "text": text,
            "length": len(source),
        }
        for (unit, source), text in said
    ]
    if rows:
        session.execute(insert(MemoryEntry), rows)
