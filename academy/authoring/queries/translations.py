"""Reads of translations: one language of a course at the desk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import DraftLanguage, SegmentNote, Translation
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.translating import (
    Kept,
    Row,
    Standing,
    catalogue_for,
    newer,
    only_unit,
    only_unit_words,
    rows_for,
    standing_of,
    with_catalogues,
)
from academy.content.model import Package
from academy.content.po import Catalogue, Key
from academy.content.segments import segments


@dataclass(frozen=True, slots=True)
class Desk:
    """One language of a course: every text of the draft, in the order in which it is learned.

    `kept` is what was left at the desk; `newer` texts are there and not yet what learners read.
    """

    language: str
    rows: tuple[Row, ...]
    kept: Mapping[Key, Kept]
    catalogue: Catalogue
    notes: Mapping[Key, str]
    newer: int


@dataclass(frozen=True, slots=True)
class LanguageStanding:
    """How one language of a course stands: `newer` texts are at the desk and not yet published."""

    tag: str
    standing: Standing
    is_published: bool
    newer: int


def overview(session: Session, draft: Draft) -> tuple[LanguageStanding, ...]:
    """Return how every language stands, in the same few reads for one as for all of them."""
    return tuple(
        LanguageStanding(
            tag=locale,
            standing=standing_of(here.rows),
            is_published=published_catalogue(draft, locale) is not None,
            newer=here.newer,
        )
        for locale, here in desks(session, draft, languages(session, draft)).items()
    )


def languages(session: Session, draft: Draft) -> tuple[str, ...]:
    """Return the languages a course is being brought into, published or not, without its own."""
    added = session.scalars(
        select(DraftLanguage.locale).where(DraftLanguage.course_id == draft.course_id)
    )
    known = {*draft.package.catalogues, *added} - {draft.course.language}
    return tuple(sorted(known))


def kept_by_language(
    session: Session, course_id: str, locales: Iterable[str], *, unit: str | None = None
) -> dict[str, dict[Key, Kept]]:
    """Return what was left at the desk, by language, in one read; of one unit, if that is named."""
    of_unit = [] if unit is None else [Translation.unit_id == unit]
    rows = session.execute(
        _KEPT.where(
            Translation.course_id == course_id, Translation.locale.in_(list(locales)), *of_unit
        )
    )
    found: dict[str, dict[Key, Kept]] = {}
    for row in rows:
        locale, *columns = cast("Sequence[Any]", row)
        one = Kept(*columns)
        found.setdefault(locale, {})[one.key] = one
    return found


def desk(session: Session, draft: Draft, locale: str) -> Desk:
    """Return one language of a draft."""
    return desks(session, draft, [locale])[locale]


def desks(session: Session, draft: Draft, locales: Iterable[str]) -> dict[str, Desk]:
    """Return languages of a draft, in the same few reads for one as for all of them."""
    spoken = tuple(locales)
    left = kept_by_language(session, draft.course_id, spoken)
    said, wanted = notes(session, draft.course_id), segments(draft.package)
    found: dict[str, Desk] = {}
    for locale in spoken:
        mine, published = left.get(locale, {}), published_catalogue(draft, locale)
        catalogue = catalogue_for(
            draft.package, locale, published=published or Catalogue(locale), kept=mine.values()
        )
        found[locale] = Desk(
            language=locale,
            rows=rows_for(wanted, catalogue, kept=mine, published=published),
            kept=mine,
            catalogue=catalogue,
            notes=said,
            newer=_newer(draft, locale, mine.values()),
        )
    return found


def unit_rows(session: Session, draft: Draft, locale: str, *, unit: str) -> tuple[Row, ...]:
    """Return the texts of one unit as `desk` has them, at the cost of one unit."""
    return _unit_rows(session, draft, [locale], unit=unit)[locale]


def unit_rows_by_language(
    session: Session, draft: Draft, *, unit: str
) -> dict[str, tuple[Row, ...]]:
    """Return the texts of one unit in every language, in the same few reads as in one."""
    return _unit_rows(session, draft, languages(session, draft), unit=unit)


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


def _unit_rows(
    session: Session, draft: Draft, locales: Iterable[str], *, unit: str
) -> dict[str, tuple[Row, ...]]:
    spoken = tuple(locales)
    left = kept_by_language(session, draft.course_id, spoken, unit=unit)
    package = only_unit(draft.package, unit)
    wanted = segments(package)
    rows: dict[str, tuple[Row, ...]] = {}
    for locale in spoken:
        mine = left.get(locale, {})
        published = only_unit_words(published_catalogue(draft, locale) or Catalogue(locale), unit)
        catalogue = catalogue_for(package, locale, published=published, kept=mine.values())
        rows[locale] = rows_for(wanted, catalogue, kept=mine, published=published)
    return rows


def _newer(draft: Draft, locale: str, left: Collection[Kept]) -> int:
    if draft.published is None:
        return 0
    known = published_catalogue(draft, locale) or Catalogue(locale)
    return newer(segments(draft.published), published=known, kept=left)


def _headers(session: Session, course_id: str) -> dict[str, dict[str, Any]]:
    rows = session.execute(
        select(DraftLanguage.locale, DraftLanguage.headers).where(
            DraftLanguage.course_id == course_id
        )
    )
    return {row.locale: row.headers for row in rows}


_KEPT = select(
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
)
