"""Files for translators, out and in. Nothing here commits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.queries.exchange import publications, saved_moments
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.exchange import (
    FileKind,
    Import,
    entries_of,
    proposed,
    read_file,
    reviewed_states,
)
from academy.authoring.rules.translating import source_digest
from academy.authoring.service.drafts import Saving, lock
from academy.authoring.service.translating import put
from academy.content.catalogues import refresh
from academy.content.interchange import po_with_moment
from academy.content.xliff import write_xliff
from academy.db.audit import record
from academy.kernel.refusal import NotFound


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an import. `kept` are the conflicts in which the text here stayed.

    `version` names what there was to be done (`Import.version`).
    """

    written: int
    kept: int
    waiting: int
    signed: int
    version: str


def outgoing(
    session: Session, draft: Draft, locale: str, *, kind: FileKind, now: datetime
) -> bytes:
    """Return a language of a draft, as it stands at the desk, for a translators' program."""
    desk = _desk(session, draft, locale)
    notes = {
        row.segment.key: note
        for row in desk.rows
        if (note := desk.notes.get((row.segment.unit, source_digest(row.segment.source))))
    }
    if kind is FileKind.XLIFF:
        return write_xliff(
            desk.catalogue,
            [row.segment for row in desk.rows],
            source_language=draft.course.language,
            exported_at=now,
            states=reviewed_states(desk.rows),
            notes=notes,
        )
    places = {row.segment.key: row.segment.file for row in desk.rows}
    every_text = refresh(desk.catalogue, draft.package)
    return po_with_moment(every_text, places, exported_at=now, notes=notes)


def planned(session: Session, draft: Draft, locale: str, *, data: bytes, now: datetime) -> Import:
    """Return what a file would do, and do nothing.

    Raises `InterchangeRefused` or `PackageRefused` where it is no file of this language.
    """
    desk = _desk(session, draft, locale)
    found = read_file(data, locale, now=now)
    past = publications(session, draft.course_id, exported_at=found.exported_at)
    return proposed(desk.rows, desk.catalogue, found, saved_at=saved_moments(desk, past))


def bring_in(
    session: Session, saving: Saving, locale: str, *, data: bytes, taken: Collection[str]
) -> Done:
    """Do what a file says: all but the conflicts, and of those the ones that are `taken`.

    Texts that the file calls reviewed are: whoever may translate may find a text right.
    `taken` are tokens of proposals as they were shown. Where somebody changed a text here since,
    its token is another one: what nobody has seen is not overwritten.
    """
    draft = lock(session, saving)
    plan = planned(session, draft, locale, data=data, now=saving.now)
    wanted = plan.taken(taken)
    accepted = [*plan.new, *plan.changed, *wanted]
    entries, waiting = entries_of(accepted), entries_of(plan.waiting)
    put(
        session, saving, draft, locale=locale,
        entries={**entries, **plan.signed, **waiting},
        reviewed={*plan.signed, *(each.change.key for each in accepted if each.is_reviewed)},
    )  # fmt: skip
    done = Done(
        written=len(entries),
        kept=len(plan.conflicts) - len(wanted),
        waiting=len(waiting),
        signed=len(plan.signed),
        version=plan.version,
    )
    _note(session, saving, locale, done=done)
    return done


def _desk(session: Session, draft: Draft, locale: str) -> queries.Desk:
    """Return a language that the course is being brought into; raise `NotFound` for another."""
    if locale not in queries.languages(session, draft):
        raise NotFound
    return queries.desk(session, draft, locale)


def _note(session: Session, saving: Saving, locale: str, *, done: Done) -> None:
    if not (done.written or done.waiting or done.signed):
        return
    record(
        session,
        actor_id=saving.by,
        action="course.translations-imported",
        subject=f"course:{saving.course_id}",
        now=saving.now,
        locale=locale,
        written=done.written,
        waiting=done.waiting,
        reviewed=done.signed,
    )
    session.flush()
