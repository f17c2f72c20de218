"""Reads for the lesson editor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from academy.authoring.queries.translations import (
    kept_by_language,
    languages,
    notes,
    published_catalogue,
)
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.editing import StaleText, stale_texts
from academy.authoring.rules.translating import (
    Kept,
    Row,
    catalogue_for,
    rows_for,
    source_digest,
)
from academy.content.model import Module, Package
from academy.content.po import Catalogue, Entry, Key
from academy.content.segments import lesson_segments


@dataclass(frozen=True, slots=True)
class NotedText:
    """A text of a lesson, and what translators are told about it."""

    source: str
    digest: str
    note: str


def stale_in_lesson(session: Session, draft: Draft, unit_id: str) -> tuple[StaleText, ...]:
    """Return the texts of a lesson that changed since they were translated.

    Only what belongs to the lesson is compared, however large the course is.
    """
    spoken = languages(session, draft)
    left = kept_by_language(session, draft.course_id, spoken)
    alone = _alone(draft.package, unit_id)
    return stale_texts(
        {
            locale: _rows(draft, alone, locale, unit_id=unit_id, left=left.get(locale, {}))
            for locale in spoken
        }
    )


def noted_texts(session: Session, draft: Draft, unit_id: str) -> tuple[NotedText, ...]:
    """Return the texts of a lesson with the notes to their translators."""
    said = notes(session, draft.course_id)
    sources = dict.fromkeys(
        each.source for each in lesson_segments(unit_id, draft.package.lessons[unit_id])
    )
    return tuple(
        NotedText(source, digest, said.get((unit_id, digest), ""))
        for source in sources
        if source and (digest := source_digest(source))
    )


def _rows(
    draft: Draft, alone: Package, locale: str, *, unit_id: str, left: Mapping[Key, Kept]
) -> tuple[Row, ...]:
    there = published_catalogue(draft, locale) or Catalogue(locale)
    published = replace(
        there, entries=_of(unit_id, there.entries), obsolete=_of(unit_id, there.obsolete)
    )
    mine = {key: one for key, one in left.items() if one.unit == unit_id}
    catalogue = catalogue_for(alone, locale, published=published, kept=mine.values())
    wanted = lesson_segments(unit_id, alone.lessons[unit_id])
    return rows_for(wanted, catalogue, kept=mine, published=published)


def _alone(package: Package, unit_id: str) -> Package:
    """Return a package with one lesson and nothing else."""
    unit = package.course.unit(unit_id)
    module = Module("module", "", (unit,))
    course = replace(package.course, modules=(module,))
    return Package(course, {unit_id: package.lessons[unit_id]}, {})


def _of(unit_id: str, entries: Mapping[Key, Entry]) -> dict[Key, Entry]:
    return {key: entry for key, entry in entries.items() if key[0] == unit_id}
