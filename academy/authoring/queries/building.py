"""Reads for the quiz builder: what translators are told, and what their words lag behind."""

from sqlalchemy.orm import Session

from academy.authoring.queries.editing import NotedText
from academy.authoring.queries.translations import (
    kept_by_language,
    languages,
    notes,
    published_catalogue,
)
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.editing import StaleText, stale_texts
from academy.authoring.rules.translating import (
    Row,
    catalogue_for,
    only_unit,
    only_unit_words,
    rows_for,
    source_digest,
)
from academy.content.po import Catalogue
from academy.content.segments import segments


def stale_in_quiz(session: Session, draft: Draft, unit_id: str) -> tuple[StaleText, ...]:
    """Return the texts of a quiz that changed since they were translated, in the same few reads.

    Only what belongs to the quiz is compared, however large the course is.
    """
    spoken = languages(session, draft)
    left = kept_by_language(session, draft.course_id, spoken, unit=unit_id)
    alone = only_unit(draft.package, unit_id)
    wanted, rows = segments(alone), dict[str, tuple[Row, ...]]()
    for locale in spoken:
        words = published_catalogue(draft, locale) or Catalogue(locale)
        published, mine = only_unit_words(words, unit_id), left.get(locale, {})
        catalogue = catalogue_for(alone, locale, published=published, kept=mine.values())
        rows[locale] = rows_for(wanted, catalogue, kept=mine, published=published)
    return stale_texts(rows)


def noted_in_quiz(session: Session, draft: Draft, unit_id: str) -> tuple[NotedText, ...]:
    """Return the texts of a quiz with the notes to their translators."""
    said = notes(session, draft.course_id)
    sources = (each.source for each in segments(only_unit(draft.package, unit_id)))
    return tuple(
        NotedText(source, digest, said.get((unit_id, digest), ""))
        for source in sources
        if (digest := source_digest(source))
    )
