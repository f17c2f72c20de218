"""From a draft to what learners read; closing and opening courses. Nothing here commits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.models import Draft as DraftRow
from academy.authoring.models import DraftMedia, DraftPart, Translation
from academy.authoring.queries.publishing import judged
from academy.authoring.queries.reviews import reviews_of
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.publishing import PublishRefused, draft_version, may_publish
from academy.authoring.rules.translating import TranslationRefused, settled, source_digest
from academy.authoring.service.drafts import Saving, ensure, lock
from academy.catalogue import queries as catalogue
from academy.catalogue import service as catalogue_service
from academy.catalogue.service import Published
from academy.content.compare import Change
from academy.content.faults import PackageRefused
from academy.content.model import Package
from academy.content.reader import read_package
from academy.content.render import Words
from academy.content.writer import write_package
from academy.db.audit import record
from academy.files.store import Store
from academy.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Press:
    """What publishing needs besides a draft: where pictures are, and what heads boxes.

    `sound` is a version that was judged already, by whatever process showed it, and has no fault.
    """

    store: Store
    words: Mapping[str, Words]
    sound: str = ""


def publish(session: Session, saving: Saving, press: Press, *, expected: str) -> Published:
    """Make a draft what learners get: all of it, in one transaction.

    `expected` is the version that its author looked at (`rules.publishing.draft_version`). Raises
    `Refusal` with a `PublishRefused`, and `PackageRefused` with every fault of the draft.
    """
    draft = lock(session, saving)
    package = queries.whole_package(session, draft)
    refused = may_publish(
        package,
        expected=expected,
        needs_review=queries.terms(session, saving.course_id).needs_review,
        reviews=reviews_of(session, saving.course_id),
    )
    if refused:
        raise Refusal(refused)
    done = _publish(session, saving, press, package=package)
    if done.kind is Change.NONE:
        raise Refusal(PublishRefused.NOTHING_CHANGED)
    for table in (DraftPart, DraftMedia):
        session.execute(delete(table).where(table.course_id == saving.course_id))
    _settle(session, draft, package, languages=queries.languages(session, draft))
    session.flush()
    return done


def publish_translation(
    session: Session, saving: Saving, press: Press, *, locale: str
) -> Published:
    """Give learners the newest words of one language, whatever the draft says by now.

    That is a new wording of the newest edition: nobody loses anything. Raises `Refusal` with a
    `TranslationRefused` where there is nothing new, or nothing was published yet.
    """
    draft = lock(session, saving)
    if draft.published is None:
        raise Refusal(TranslationRefused.NOT_PUBLISHED_YET)
    package = queries.in_languages(session, draft, draft.published, only=[locale])
    done = _publish(session, saving, press, package=package)
    if done.kind is Change.NONE:
        raise Refusal(TranslationRefused.NOTHING_TO_PUBLISH)
    _settle(session, draft, package, languages=[locale])
    session.flush()
    return done


def close(session: Session, saving: Saving) -> None:
    """Take a course out of the catalogue: nobody new comes in, nobody under way loses anything."""
    _open_or_close(session, saving, is_open=False)


def reopen(session: Session, saving: Saving) -> None:
    """Put a course back into the catalogue."""
    _open_or_close(session, saving, is_open=True)


def archive(session: Session, saving: Saving) -> None:
    """Put a course away: out of the catalogue, and nobody changes it. Learners keep theirs."""
    lock(session, saving)
    if catalogue.find_course(session, saving.course_id) is not None:
        catalogue_service.set_open(
            session, saving.course_id, is_open=False, by=saving.by, now=saving.now
        )
    _set_archived(session, saving, saving.now)


def unarchive(session: Session, saving: Saving) -> None:
    """Take a course out of the archive; it stays out of the catalogue until it is put back."""
    _set_archived(session, saving, None)


def _publish(session: Session, saving: Saving, press: Press, *, package: Package) -> Published:
    """Publish a package that the reader takes as if it had come from outside: as it reads it."""
    version = draft_version(package)
    whole = queries.with_pictures(package, press.store)
    if version != press.sound:
        said = judged(package, version, press.store)
        if not said.is_sound:
            raise PackageRefused(said.faults)
        if said.version != version:
            whole = read_package(write_package(whole))
    return catalogue_service.publish_package(
        session, whole, by=saving.by, now=saving.now, words=press.words, store=press.store
    )


def _settle(
    session: Session, draft: Draft, package: Package, *, languages: Collection[str]
) -> None:
    """Note what learners read of each translation now."""
    spoken = [locale for locale in package.catalogues if locale in languages]
    left = queries.kept_by_language(session, draft.course_id, spoken)
    told = [
        {
            "course_id": draft.course_id,
            "locale": locale,
            "unit_id": one.unit,
            "digest": source_digest(one.source),
            "published": one.published,
        }
        for locale, kept in left.items()
        for one in settled(
            kept.values(),
            before=queries.published_catalogue(draft, locale),
            after=package.catalogues[locale],
        )
    ]
    if told:
        session.execute(update(Translation), told)


def _open_or_close(session: Session, saving: Saving, *, is_open: bool) -> None:
    lock(session, saving)
    if catalogue.find_course(session, saving.course_id) is None:
        raise Refusal(PublishRefused.NOT_PUBLISHED)
    catalogue_service.set_open(
        session, saving.course_id, is_open=is_open, by=saving.by, now=saving.now
    )


def _set_archived(session: Session, saving: Saving, moment: datetime | None) -> None:
    ensure(session, saving.course_id, by=saving.by, now=saving.now)
    row = session.get_one(DraftRow, saving.course_id, with_for_update=True)
    if (row.archived_at is None) is (moment is None):
        return
    row.archived_at = moment
    record(
        session,
        actor_id=saving.by,
        action="course.archived" if moment else "course.unarchived",
        subject=f"course:{saving.course_id}",
        now=saving.now,
    )
    session.flush()
