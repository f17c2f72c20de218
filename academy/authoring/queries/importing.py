"""Reads for a package that comes into a course."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import DraftSave
from academy.authoring.queries.exchange import publications, saved_moments
from academy.authoring.queries.translations import desks, languages
from academy.authoring.rules.drafts import Draft, SaveKind
from academy.authoring.rules.importing import (
    ImportPlan,
    LanguageArrival,
    PartSave,
    Past,
    arrivals,
    merged,
    taken_parts,
    taken_pictures,
)
from academy.catalogue import queries as catalogue
from academy.content import merging
from academy.content.interchange import Interchange
from academy.content.model import Package
from academy.content.reading import reading_changes


def import_plan(
    session: Session,
    draft: Draft,
    package: Package,
    *,
    exported_at: datetime | None,
    taken: Collection[str] = (),
) -> ImportPlan:
    """Return what a package would change in a draft; digests stand for its pictures.

    `taken` names what is taken although it is newer here.
    """
    parts = arrivals(draft, package, _past(session, draft, exported_at))
    bodies = taken_parts(parts, package, taken)
    pictures = taken_pictures(parts, package, taken, here=draft.package.media)
    becomes = merged(draft, bodies, pictures)
    return ImportPlan(
        package=package,
        parts=parts,
        languages=_languages(session, replace(draft, package=becomes), package, at=exported_at),
        changes=reading_changes(draft.package, package),
    )


def _past(session: Session, draft: Draft, exported_at: datetime | None) -> Past:
    rows = session.execute(
        select(DraftSave.name, DraftSave.version, DraftSave.kind, DraftSave.saved_at).where(
            DraftSave.course_id == draft.course_id
        )
    )
    newest = catalogue.newest_revision(session, draft.course_id)
    return Past(
        saves=tuple(
            PartSave(row.name, row.version, SaveKind(row.kind), row.saved_at) for row in rows
        ),
        published_at=(
            catalogue.revision_facts(session, newest.revision_id).published_at if newest else None
        ),
        exported_at=exported_at,
    )


def _languages(
    session: Session, draft: Draft, package: Package, *, at: datetime | None
) -> tuple[LanguageArrival, ...]:
    known = languages(session, draft)
    coming = {tag: package.catalogues[tag] for tag in sorted(package.catalogues)}
    coming.pop(draft.course.language, None)
    past = publications(session, draft.course_id, exported_at=at)
    return tuple(
        LanguageArrival(
            tag,
            tag not in known,
            merging.plan(
                here.catalogue,
                Interchange(coming[tag], at),
                [row.segment for row in here.rows],
                saved_moments(here, past),
            ),
        )
        for tag, here in desks(session, draft, coming).items()
    )
