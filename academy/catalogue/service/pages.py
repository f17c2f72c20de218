"""The pages of a revision: rendered, or those of the revision before where they read the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import Page
from academy.catalogue.queries import RevisionRef
from academy.catalogue.rules import stored_name
from academy.content.catalogues import words_by_unit
from academy.content.model import Package
from academy.content.render import Words, render_lesson

Place = tuple[str, str]
"""A lesson and a language."""
Columns = Mapping[str, str]

_PICTURE = "media/"


@dataclass(frozen=True, slots=True)
class Printing:
    """A package with the digests of its pictures, and what heads the boxes of its lessons."""

    package: Package
    digests: Mapping[str, str]
    words: Mapping[str, Words]


def add_pages(
    session: Session, ref: RevisionRef, printing: Printing, *, before: RevisionRef | None
) -> None:
    """Write a page for each lesson in each language of a revision."""
    package = printing.package
    kept = _kept(session, printing, before) if before else {}
    pages: list[dict[str, Any]] = []
    for language in package.languages:
        for unit in package.lessons:
            place = unit, language
            columns = kept.get(place) or _rendered(printing, place)
            names = {"revision_id": ref.revision_id, "unit_id": unit, "locale": language}
            pages.append({**names, **columns})
    if pages:
        session.execute(insert(Page), pages)


def _rendered(printing: Printing, place: Place) -> Columns:
    unit, language = place
    digests = printing.digests
    shown = render_lesson(
        printing.package,
        unit,
        language,
        printing.words[language],
        media_url=lambda name: f"/media/{stored_name(name, digests[name])}",
        unit_url=lambda unit: f"../{unit}/",
    )
    return {"title": shown.title, "title_lang": shown.title_lang, "html": shown.html}


def _kept(session: Session, printing: Printing, before: RevisionRef) -> dict[Place, Columns]:
    """Return the pages that need not be rendered again, because all that is on them is the same.

    The program may render otherwise than it did then. So in each language the longest of them is
    rendered all the same, and where it comes out otherwise none of that language is kept.
    """
    old = queries.package_of(session, before.revision_id)
    found: dict[Place, Columns] = {}
    pages = _pages(session, before.revision_id)
    for language in printing.package.languages:
        same = [unit for unit in _same(old, printing, language) if (unit, language) in pages]
        longest = max(same, key=lambda unit: len(printing.package.lessons[unit]), default=None)
        if longest is None:
            continue
        proof = longest, language
        if _rendered(printing, proof) == pages[proof]:
            found.update({(unit, language): pages[unit, language] for unit in same})
    return found


def _same(old: Package, printing: Printing, language: str) -> Iterator[str]:
    """Yield the lessons that have on their pages what they had."""
    new = printing.package
    if old.course.language != new.course.language or language not in old.languages:
        return
    titles = {unit.id: unit.title for unit in old.course.units}
    before, after = words_by_unit(old, language), words_by_unit(new, language)
    pictures = {name: data.decode() for name, data in old.media.items()} == printing.digests
    for unit in new.course.units:
        text = new.lessons.get(unit.id)
        same = text is not None and old.lessons.get(unit.id) == text
        same = same and titles.get(unit.id) == unit.title
        same = same and before.get(unit.id) == after.get(unit.id)
        if text is not None and same and (pictures or _PICTURE not in text):
            yield unit.id


def _pages(session: Session, revision_id: UUID) -> dict[Place, Columns]:
    rows = session.execute(
        select(Page.unit_id, Page.locale, Page.title, Page.title_lang, Page.html).where(
            Page.revision_id == revision_id
        )
    )
    return {
        (row.unit_id, row.locale): {
            "title": row.title,
            "title_lang": row.title_lang,
            "html": row.html,
        }
        for row in rows
    }
