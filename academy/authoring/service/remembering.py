"""The translation memory of a whole course. Nothing here commits."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.rules.translating import pooled
from academy.authoring.service.memory import remember
from academy.content.po import Catalogue


def remember_published(session: Session, course_id: str) -> tuple[str, ...]:
    """Make the memory of a published course what there is of it; return its languages.

    That is what learners read now, for everybody, and what translators have left at the desk since,
    for those who work on it. Doing it twice, or late, is doing it once.
    """
    draft = queries.find_draft(session, course_id)
    if draft is None or draft.published is None:
        return ()
    published: Mapping[str, Catalogue] = draft.published.catalogues
    left = queries.kept_by_language(session, course_id, queries.languages(session, draft))
    spoken = tuple(sorted({*published, *left}))
    for locale in spoken:
        known = published.get(locale) or Catalogue(locale)
        every = pooled(locale, known, left.get(locale, {}).values())
        remember(session, course_id, locale=locale, catalogue=known, is_published=True)
        remember(session, course_id, locale=locale, catalogue=every)
    return spoken
