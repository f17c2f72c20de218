"""Work at the translation desk. Nothing here commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.models import DraftLanguage, SegmentNote, Translation
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.translating import (
    Row,
    State,
    TranslationRefused,
    review_mark,
    shown_of,
    source_digest,
)
from academy.authoring.service.drafts import Saving, lock
from academy.authoring.service.memory import remember_one
from academy.content.po import Entry, Key
from academy.content.text import clean
from academy.db.audit import record
from academy.kernel.languages import find_language
from academy.kernel.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Sent:
    """A translation as it was sent. `before` is the text it was shown with, `None` takes any."""

    text: str
    before: str | None = None
    is_fuzzy: bool = False
    comment: str | None = None
    reviewed: bool = False


def add_language(session: Session, saving: Saving, locale: str) -> None:
    """Begin to bring a course into a language; twice is once."""
    draft = lock(session, saving)
    if find_language(locale) is None:
        raise Refusal(TranslationRefused.NO_SUCH_LANGUAGE)
    if locale == draft.course.language:
        raise Refusal(TranslationRefused.SOURCE_LANGUAGE)
    if session.get(DraftLanguage, (saving.course_id, locale)) is not None:
        return
    session.add(
        DraftLanguage(
            course_id=saving.course_id,
            locale=locale,
            headers={},
            added_at=saving.now,
            added_by=saving.by,
        )
    )
    record(
        session, actor_id=saving.by, action="course.language-added",
        subject=f"course:{saving.course_id}", now=saving.now, locale=locale,
    )  # fmt: skip
    session.flush()


def translate(session: Session, saving: Saving, locale: str, *, key: Key, sent: Sent) -> Row:
    """Keep the translation of one text, and return how it stands now.

    Raises `Refusal` where somebody else saved another one meanwhile (`SAVED_MEANWHILE`), and
    `NotFound` where the draft has no such text.
    """
    draft = lock(session, saving)
    row = row_of(session, draft, locale=locale, key=key)
    text = clean(sent.text)
    if sent.before is not None and clean(sent.before) != row.entry.text and row.entry.text != text:
        raise Refusal(TranslationRefused.SAVED_MEANWHILE)
    entry = _entry(row, text, sent)
    was_right = row.state is State.REVIEWED and text == row.entry.text
    reviewed = {key} if text and not entry.fuzzy and (sent.reviewed or was_right) else set[Key]()
    put(session, saving, draft, locale=locale, entries={key: entry}, reviewed=reviewed)
    return row_of(session, draft, locale=locale, key=key)


def review(session: Session, saving: Saving, locale: str, *, key: Key, text: str) -> Row:
    """Sign that a translation, as it was shown, is right."""
    draft = lock(session, saving)
    row = row_of(session, draft, locale=locale, key=key)
    if row.entry.text != clean(text) or row.state is State.UNTRANSLATED:
        raise Refusal(TranslationRefused.SAVED_MEANWHILE)
    entry = Entry(row.entry.text, comment=row.entry.comment)
    put(session, saving, draft, locale=locale, entries={key: entry}, reviewed={key})
    return row_of(session, draft, locale=locale, key=key)


def keep_meaning(session: Session, saving: Saving, unit_id: str, *, sources: Iterable[str]) -> int:
    """Let translations of these texts of a unit stay good: their meaning did not change.

    A mended typing error needs no translator. Return how many translations that saved.
    """
    draft = lock(session, saving)
    wanted = set(sources)
    saved = 0
    for locale in queries.languages(session, draft):
        rows = queries.unit_rows(session, draft, locale, unit=unit_id)
        good = {
            row.segment.key: Entry(row.entry.text, comment=row.entry.comment)
            for row in rows
            if row.segment.source in wanted and row.state is State.STALE
        }
        put(session, saving, draft, locale=locale, entries=good)
        saved += len(good)
    return saved


def put(
    session: Session,
    saving: Saving,
    draft: Draft,
    *,
    locale: str,
    entries: Mapping[Key, Entry],
    reviewed: Iterable[Key] = (),
) -> None:
    """Keep many translations of a draft that is locked, and remember what learners do not read."""
    signed = set(reviewed)
    published = queries.published_catalogue(draft, locale)
    for key, entry in entries.items():
        unit, source = key
        values: dict[str, Any] = {
            "source": source,
            "text": entry.text,
            "is_fuzzy": entry.fuzzy,
            "previous": entry.previous,
            "comment": entry.comment,
            "published": shown_of(published, key),
            "reviewed": review_mark(source, entry.text) if key in signed else None,
            "saved_at": saving.now,
            "saved_by": saving.by,
        }
        row = session.get(Translation, (saving.course_id, locale, unit, source_digest(source)))
        if row is None:
            names = {"course_id": saving.course_id, "locale": locale, "unit_id": unit}
            session.execute(
                insert(Translation).values(digest=source_digest(source), **names, **values)
            )
        else:
            for name, value in values.items():
                setattr(row, name, value)
        is_new = not entry.fuzzy and entry.text != values["published"]
        shown = entry.text if is_new else ""
        remember_one(session, saving.course_id, locale=locale, key=key, text=shown)
    session.flush()


def set_note(session: Session, saving: Saving, key: Key, *, text: str) -> None:
    """Say something to translators about a text; empty takes it back."""
    lock(session, saving)
    unit, source = key
    row = session.get(SegmentNote, (saving.course_id, unit, source_digest(source)))
    if row is None:
        row = SegmentNote(
            course_id=saving.course_id, unit_id=unit, digest=source_digest(source), text=""
        )
        session.add(row)
    row.text, row.saved_at, row.saved_by = text, saving.now, saving.by
    session.flush()


def row_of(session: Session, draft: Draft, *, locale: str, key: Key) -> Row:
    """Return one text at the desk; raise `NotFound` where the draft has none such."""
    if locale not in queries.languages(session, draft):
        raise NotFound
    for row in queries.unit_rows(session, draft, locale, unit=key[0]):
        if row.segment.key == key:
            return row
    raise NotFound


def _entry(row: Row, text: str, sent: Sent) -> Entry:
    """Return what is kept; what still needs work remembers which source it was made from."""
    comment = row.entry.comment if sent.comment is None else sent.comment
    if not (text and sent.is_fuzzy):
        return Entry(text, comment=comment)
    return Entry(text, fuzzy=True, previous=row.entry.previous, comment=comment)
