"""Reads for files that go to translators and come back."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from academy.authoring.queries.translations import Desk, kept
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.exchange import moments, published_moments
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import RevisionRef
from academy.content.po import Catalogue, Key

_FAR_ENOUGH = 50
"""How many revisions back it is asked what learners had when a file was exported."""


def saved_moments(
    session: Session, draft: Draft, desk: Desk, *, exported_at: datetime | None
) -> Mapping[Key, datetime]:
    """Return when each text of a desk was saved or published, as far as a file's moment asks."""
    left = kept(session, draft.course_id, desk.language)
    newest = catalogue.newest_revision(session, draft.course_id)
    published: Mapping[Key, datetime] = {}
    if newest:
        now = _published(session, newest, desk.language)
        then = _revision_at(session, newest, exported_at) if exported_at else None
        earlier = _published(session, then, desk.language) if then else None
        published = published_moments(now, earlier)
    return moments(desk.rows, left, published)


def _published(session: Session, ref: RevisionRef, locale: str) -> tuple[Catalogue, datetime]:
    package = catalogue.package_of(session, ref.revision_id)
    at = catalogue.revision_facts(session, ref.revision_id).published_at
    return package.catalogues.get(locale, Catalogue(locale)), at


def _revision_at(session: Session, newest: RevisionRef, moment: datetime) -> RevisionRef | None:
    """Return what learners had at a moment, if it is not too long ago."""
    ref: RevisionRef | None = newest
    for _ in range(_FAR_ENOUGH):
        if ref is None or catalogue.revision_facts(session, ref.revision_id).published_at <= moment:
            return ref
        ref = _before(session, ref)
    return None


def _before(session: Session, ref: RevisionRef) -> RevisionRef | None:
    course, edition = ref.course_id, ref.edition
    if ref.revision > 1:
        return catalogue.find_revision(session, course, edition=edition, revision=ref.revision - 1)
    return catalogue.find_revision(session, course, edition=edition - 1) if edition > 1 else None
