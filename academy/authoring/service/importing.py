"""A package that comes in: as a course of its own, or into one that is here. Nothing here commits.

All of it comes in or nothing. What is replaced stays in the history.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.models import CourseStaff
from academy.authoring.queries.importing import import_plan
from academy.authoring.rules.drafts import Draft, DraftRefused, all_parts
from academy.authoring.rules.importing import (
    ImportPlan,
    LanguageArrival,
    stamp_of,
    taken_parts,
    taken_pictures,
)
from academy.authoring.rules.publishing import draft_version
from academy.authoring.rules.staff import CourseRole
from academy.authoring.service.drafts import Saving, ensure, lock
from academy.authoring.service.importing_rows import (
    write_language,
    write_parts,
    write_pictures,
    write_translations,
)
from academy.authoring.service.memory import remember
from academy.catalogue import queries as catalogue
from academy.content import merging
from academy.content.archive import read_zip
from academy.content.draft import draft_from_files
from academy.content.merging import ChangeKind, Decision
from academy.content.model import Package
from academy.db.audit import record
from academy.files.store import Store
from academy.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Arriving:
    """A package that was read; `media` are the bytes of its pictures, which it names by digest."""

    package: Package
    media: Mapping[str, bytes]
    exported_at: datetime | None

    @property
    def course_id(self) -> str:
        """The course that it holds."""
        return self.package.course.id


@dataclass(frozen=True, slots=True)
class Choice:
    """What its sender was shown (`seen` is the draft's version), and what is taken of the open."""

    seen: str
    taken: Collection[str] = ()


def read_archive(data: bytes) -> Arriving:
    """Return the package of an archive; raise `PackageRefused` with all that keeps it out."""
    package = draft_from_files(read_zip(data))
    digests = {
        name: hashlib.sha256(picture).hexdigest().encode()
        for name, picture in package.media.items()
    }
    return Arriving(replace(package, media=digests), package.media, stamp_of(data))


def import_course(session: Session, saving: Saving, arriving: Arriving, *, store: Store) -> None:
    """Begin a course with a package. Whoever brings it is its first author.

    Raises `Refusal` where there is a course of this id.
    """
    course_id, package = arriving.course_id, arriving.package
    known = catalogue.find_course(session, course_id) is not None
    if known or not ensure(session, course_id, by=saving.by, now=saving.now):
        raise Refusal(DraftRefused.ID_TAKEN)
    session.add(
        CourseStaff(course_id=course_id, user_id=saving.by, role=CourseRole.INSTRUCTOR.value)
    )
    write_parts(session, saving, draft=None, bodies=all_parts(package))
    digests = {name: data.decode() for name, data in package.media.items()}
    write_pictures(session, saving, pictures=digests, media=arriving.media, store=store)
    for tag, words in package.catalogues.items():
        write_language(session, saving, tag, headers=words.headers)
        entries = {**words.obsolete, **words.entries}
        write_translations(session, saving, tag, entries=entries, published=None)
        remember(session, course_id, locale=tag, catalogue=words)
    _note(session, saving, "course.imported")


def bring_in(
    session: Session, saving: Saving, arriving: Arriving, *, store: Store, choice: Choice
) -> ImportPlan:
    """Bring a package into the course it is of, as it was shown and decided; return what it did.

    Raises `Refusal` where it is another course's, or the draft changed since it was looked at.
    """
    draft = lock(session, saving)
    if arriving.course_id != draft.course_id:
        raise Refusal(DraftRefused.OTHER_COURSE)
    if draft_version(queries.whole_package(session, draft)) != choice.seen:
        raise Refusal(DraftRefused.CHANGED_MEANWHILE)
    plan = import_plan(
        session, draft, arriving.package, exported_at=arriving.exported_at, taken=choice.taken
    )
    bodies = taken_parts(plan.parts, plan.package, choice.taken)
    write_parts(session, saving, draft=draft, bodies=bodies)
    here = draft.package.media
    pictures = taken_pictures(plan.parts, plan.package, choice.taken, here=here)
    write_pictures(session, saving, pictures=pictures, media=arriving.media, store=store)
    after = lock(session, saving)
    for language in plan.languages:
        _bring_words(session, saving, after, language=language, choice=choice)
    _note(session, saving, "course.package-imported")
    return plan


def _bring_words(
    session: Session, saving: Saving, draft: Draft, *, language: LanguageArrival, choice: Choice
) -> None:
    decision = Decision.TAKE if language.name in choice.taken else Decision.KEEP
    decided = {change.key: decision for change in language.plan.of(ChangeKind.CONFLICT)}
    entries = {**merging.apply(language.plan, decided), **merging.waiting(language.plan)}
    if language.is_new and entries:
        write_language(session, saving, language.tag, headers={})
    published = queries.published_catalogue(draft, language.tag)
    write_translations(session, saving, language.tag, entries=entries, published=published)
    if entries:
        desk = queries.desk(session, draft, language.tag)
        remember(session, draft.course_id, locale=language.tag, catalogue=desk.catalogue)


def _note(session: Session, saving: Saving, action: str) -> None:
    record(
        session,
        actor_id=saving.by,
        action=action,
        subject=f"course:{saving.course_id}",
        now=saving.now,
    )
    session.flush()
