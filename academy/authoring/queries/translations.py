"""Reads of translations: one language of a course at the desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import DraftLanguage, SegmentNote, Translation
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.translating import (
    Kept,
    Row,
    catalogue_for,
    rows_for,
    with_catalogues,
)
from academy.content.model import Package
from academy.content.po import Catalogue, Key
from academy.content.segments import segments


@dataclass(frozen=True, slots=True)
class Desk:
    """One language of a course: every text of the draft, in the order in which it is learned."""

    language: str
    rows: tuple[Row, ...]
    catalogue: Catalogue
    notes: Mapping[Key, str]


def languages(session: Session, draft: Draft) -> tuple[str, ...]:
    """Return the languages a course is being brought into, published or not, without its own."""
    added = session.scalars(
        select(DraftLanguage.locale).where(DraftLanguage.course_id == draft.course_id)
    )
    known = {*draft.package.catalogues, *added} - {draft.course.language}
    return tuple(sorted(known))


def kept(session: Session, course_id: str, locale: str) -> dict[Key, Kept]:
    """Return every translation that was left at the desk in a language."""
    return kept_by_language(session, course_id, [locale]).get(locale, {})


def kept_by_language(
    session: Session, course_id: str, locales: Iterable[str]
) -> dict[str, dict[Key, Kept]]:
    """Return what was left at the desk, by language, in one read."""
    rows = session.execute(
        select(
            Translation.locale,
            Translation.unit_id,
            Translation.source,
            Translation.text,
            Translation.is_fuzzy,
            Translation.previous,
            Translation.comment,
            Translation.published,
            Translation.reviewed,
            Translation.saved_at,
            Translation.saved_by,
        ).where(Translation.course_id == course_id, Translation.locale.in_(list(locales)))
    )
    found: dict[str, dict[Key, Kept]] = {}
    for row in rows:
        locale, *columns = cast("Sequence[Any]", row)
        one = Kept(*columns)
        found.setdefault(locale, {})[one.key] = one
    return found


def desk(session: Session, draft: Draft, locale: str) -> Desk:
    """Return one language of a draft."""
    left = kept(session, draft.course_id, locale)
    published = published_catalogue(draft, locale)
    catalogue = catalogue_for(
        draft.package, locale, published=published or Catalogue(locale), kept=left.values()
    )
    return Desk(
        language=locale,
        rows=rows_for(segments(draft.package), catalogue, kept=left, published=published),
        catalogue=catalogue,
        notes=notes(session, draft.course_id),
    )


def in_languages(
    session: Session, draft: Draft, package: Package, *, only: Iterable[str]
) -> Package:
    """Return a package (the draft's own, or the published one) with the desk's newest words."""
    wanted = list(only)
    left = kept_by_language(session, draft.course_id, wanted)
    headers = _headers(session, draft.course_id)
    catalogues = dict(package.catalogues)
    for locale in wanted:
        known = published_catalogue(draft, locale) or Catalogue(
            locale, headers=headers.get(locale, {})
        )
        mine = left.get(locale, {}).values()
        catalogues[locale] = catalogue_for(package, locale, published=known, kept=mine)
    return with_catalogues(package, catalogues)


def published_catalogue(draft: Draft, locale: str) -> Catalogue | None:
    """Return what learners have of a language, if they have anything."""
    return draft.published.catalogues.get(locale) if draft.published else None


def whole_package(session: Session, draft: Draft) -> Package:
    """Return a draft's package with every language as it stands at the desk."""
    return in_languages(session, draft, draft.package, only=languages(session, draft))


def notes(session: Session, course_id: str) -> dict[Key, str]:
    """Return the authors' notes to translators, by unit and the digest of the text."""
    rows = session.execute(
        select(SegmentNote.unit_id, SegmentNote.digest, SegmentNote.text).where(
            SegmentNote.course_id == course_id
        )
    )
    return {(unit, digest): text for unit, digest, text in rows}


def _headers(session: Session, course_id: str) -> dict[str, dict[str, Any]]:
    rows = session.execute(
        select(DraftLanguage.locale, DraftLanguage.headers).where(
            DraftLanguage.course_id == course_id
        )
    )
    return {row.locale: row.headers for row in rows}
