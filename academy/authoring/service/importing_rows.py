"""Many rows at once: what comes in with a package takes as few statements as one row does."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from academy.authoring.models import (
    DraftLanguage,
    DraftMedia,
    DraftPart,
    DraftSave,
    Translation,
)
from academy.authoring.rules.drafts import (
    NO_VERSION,
    Body,
    Draft,
    SaveKind,
    published_version,
    version_of,
)
from academy.authoring.rules.translating import shown_of, source_digest
from academy.authoring.service.drafts import Saving
from academy.content.po import Catalogue, Entry, Key
from academy.files.store import Store
from academy.kernel.ids import uuid7


def write_parts(
    session: Session, saving: Saving, *, draft: Draft | None, bodies: Mapping[str, Body]
) -> None:
    """Keep parts; of what they replace, what is in no history yet goes there first."""
    course_id = saving.course_id
    saved = _saved_versions(session, course_id)
    # The history goes by time: what was there comes before what replaced it.
    earlier = replace(saving, by=None, now=saving.now - timedelta(milliseconds=1))
    bases = {name: part.base for name, part in draft.changed.items()} if draft else {}
    session.execute(
        delete(DraftPart).where(DraftPart.course_id == course_id, DraftPart.name.in_(list(bodies)))
    )
    rows: list[dict[str, Any]] = []
    history: list[dict[str, Any]] = []
    for name, body in bodies.items():
        before = draft.body(name) if draft else None
        version = version_of(body)
        if before is not None and (name, version_of(before)) not in saved:
            history.append(_save_row(earlier, name, before, kind=SaveKind.SET_ASIDE))
        history.append(_save_row(saving, name, body, kind=SaveKind.IMPORTED))
        if version != published_version(draft.published if draft else None, name):
            base = bases.get(name, version_of(before) if before else NO_VERSION)
            rows.append({**_part_row(saving, name, body), "base": base})
    _insert(session, DraftPart, rows)
    _insert(session, DraftSave, history)


def _part_row(saving: Saving, name: str, body: Body) -> dict[str, Any]:
    return {
        "course_id": saving.course_id,
        "name": name,
        "body": dict(body),
        "version": version_of(body),
        "saved_at": saving.now,
        "saved_by": saving.by,
    }


def _save_row(saving: Saving, name: str, body: Body, *, kind: SaveKind) -> dict[str, Any]:
    return {**_part_row(saving, name, body), "id": uuid7(saving.now), "kind": kind.value}


def _saved_versions(session: Session, course_id: str) -> set[tuple[str, str]]:
    rows = session.execute(
        select(DraftSave.name, DraftSave.version).where(DraftSave.course_id == course_id)
    )
    return {(row.name, row.version) for row in rows}


def write_pictures(
    session: Session,
    saving: Saving,
    *,
    pictures: Mapping[str, str | None],
    media: Mapping[str, bytes],
    store: Store,
) -> None:
    """Keep pictures by their digests, and their bytes in the store; `None` takes one out."""
    session.execute(
        delete(DraftMedia).where(
            DraftMedia.course_id == saving.course_id, DraftMedia.name.in_(list(pictures))
        )
    )
    rows: list[dict[str, Any]] = []
    for name, digest in pictures.items():
        data = media[name] if digest else b""
        if digest:
            store.put(data, PurePosixPath(name).suffix)
        rows.append(
            {
                "course_id": saving.course_id,
                "name": name,
                "digest": digest or "",
                "size": len(data),
                "is_removed": digest is None,
                "saved_at": saving.now,
                "saved_by": saving.by,
            }
        )
    _insert(session, DraftMedia, rows)


def write_language(
    session: Session, saving: Saving, tag: str, *, headers: Mapping[str, str]
) -> None:
    """Let a course be brought into a language."""
    session.add(
        DraftLanguage(
            course_id=saving.course_id,
            locale=tag,
            headers=dict(headers),
            added_at=saving.now,
            added_by=saving.by,
        )
    )
    session.flush()


def write_translations(
    session: Session,
    saving: Saving,
    tag: str,
    *,
    entries: Mapping[Key, Entry],
    published: Catalogue | None,
) -> None:
    """Keep many translations with as many statements as for one."""
    if not entries:
        return
    there = session.execute(
        select(Translation.unit_id, Translation.digest).where(
            Translation.course_id == saving.course_id, Translation.locale == tag
        )
    )
    known = {(row.unit_id, row.digest) for row in there}
    rows = [
        _translation_row(saving, tag, key, entry=entry, published=shown_of(published, key))
        for key, entry in entries.items()
    ]
    old = [row for row in rows if (row["unit_id"], row["digest"]) in known]
    _insert(session, Translation, [row for row in rows if row not in old])
    if old:
        session.execute(update(Translation), old)


def _translation_row(
    saving: Saving, tag: str, key: Key, *, entry: Entry, published: str
) -> dict[str, Any]:
    unit, source = key
    return {
        "course_id": saving.course_id,
        "locale": tag,
        "unit_id": unit,
        "digest": source_digest(source),
        "source": source,
        "text": entry.text,
        "is_fuzzy": entry.fuzzy,
        "previous": entry.previous,
        "comment": entry.comment,
        "published": published,
        "reviewed": None,
        "saved_at": saving.now,
        "saved_by": saving.by,
    }


def _insert(session: Session, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        session.execute(insert(table), listed)
