"""Reads for files that go to translators and come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from academy.authoring.queries.translations import Desk
from academy.authoring.rules.exchange import moments, published_moments
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import RevisionRef
from academy.content.model import Package
from academy.content.po import Catalogue, Key


@dataclass(frozen=True, slots=True)
class Publication:
    """A course as it was published, and when."""

    package: Package
    at: datetime

    def words(self, locale: str) -> tuple[Catalogue, datetime]:
        """Return what learners have of it in a language, since when."""
        return self.package.catalogues.get(locale, Catalogue(locale)), self.at


@dataclass(frozen=True, slots=True)
class Publications:
    """What learners have of a course now, and what they had when a file was exported."""

    newest: Publication | None
    earlier: Publication | None


def publications(session: Session, course_id: str, *, exported_at: datetime | None) -> Publications:
    """Return what was published of a course, as far as a file's moment asks."""
    then = catalogue.revision_at(session, course_id, exported_at) if exported_at else None
    newest = catalogue.newest_revision(session, course_id)
    return Publications(_publication(session, newest), _publication(session, then))


def saved_moments(desk: Desk, published: Publications) -> Mapping[Key, datetime]:
    """Return when each text of a desk was saved there or published."""
    there: Mapping[Key, datetime] = {}
    if published.newest:
        earlier = published.earlier.words(desk.language) if published.earlier else None
        there = published_moments(published.newest.words(desk.language), earlier)
    return moments(desk.rows, desk.kept, there)


def _publication(session: Session, ref: RevisionRef | None) -> Publication | None:
    if ref is None:
        return None
    at = catalogue.revision_facts(session, ref.revision_id).published_at
    return Publication(catalogue.package_of(session, ref.revision_id), at)
