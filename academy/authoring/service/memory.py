"""What was translated once is remembered for every course. Nothing here commits."""

from collections.abc import Iterable

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from academy.authoring.models import MemoryEntry
from academy.authoring.rules.translating import source_digest
from academy.content.po import Catalogue, Key


def remember(session: Session, course_id: str, *, locale: str, catalogue: Catalogue) -> None:
    """Make the memory of one language of a course what its catalogue says."""
    session.execute(
        delete(MemoryEntry).where(MemoryEntry.course_id == course_id, MemoryEntry.locale == locale)
    )
    said = ((key, text) for key in catalogue.entries if (text := catalogue.text(*key)))
    _add(session, course_id, locale=locale, said=said)


def remember_one(session: Session, course_id: str, *, locale: str, key: Key, text: str) -> None:
    """Remember one translation in place of what was known of this text; empty forgets it."""
    unit, source = key
    session.execute(
        delete(MemoryEntry).where(
            MemoryEntry.course_id == course_id,
            MemoryEntry.locale == locale,
            MemoryEntry.unit_id == unit,
            MemoryEntry.digest == source_digest(source),
        )
    )
    if text:
        _add(session, course_id, locale=locale, said=[(key, text)])


def _add(session: Session, course_id: str, *, locale: str, said: Iterable[tuple[Key, str]]) -> None:
    rows = [
        {
            "course_id": course_id,
            "locale": locale,
            "unit_id": unit,
            "digest": source_digest(source),
            "source": source,
            "text": text,
            "length": len(source),
        }
        for (unit, source), text in said
    ]
    if rows:
        session.execute(insert(MemoryEntry), rows)
