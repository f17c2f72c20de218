"""Notes to translators, pictures, and what is brought back. Nothing here commits."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.rules.drafts import DraftRefused, part_body
from academy.authoring.rules.editing import LONGEST_NOTE, MOST_PICTURES, EditRefused
from academy.authoring.service.drafts import (
    Outcome,
    Saving,
    lock,
    put_picture,
    remove_picture,
    restore,
    save,
)
from academy.authoring.service.translating import set_note
from academy.content.photographs import Reencoded, media_name
from academy.content.pictures import picture_of, sizes_of
from academy.content.text import clean
from academy.files.store import name_for
from academy.kernel.refusal import NotFound, Refusal


def set_notes(session: Session, saving: Saving, unit_id: str, *, notes: Mapping[str, str]) -> None:
    """Say to translators what is new among the notes to a unit's texts, by the texts' digests.

    A text that is not in the unit any more takes no note.
    """
    for text in queries.noted_texts(session, lock(session, saving), unit_id):
        note = clean(notes.get(text.digest, text.note))
        if len(note) > LONGEST_NOTE:
            raise Refusal(EditRefused.NOTE_TOO_LONG)
        if note != text.note:
            set_note(session, saving, (unit_id, text.source), text=note)


def bring_back(session: Session, saving: Saving, name: str, *, save_id: UUID | None) -> Outcome:
    """Make a part what it was in a save, or, without one, as it is published.

    Raises `NotFound` where the part has no such save or was not published, and `Refusal` where it
    is not in the course any more: first the step itself has to come back.
    """
    draft = lock(session, saving)
    if draft.body(name) is None:
        raise Refusal(DraftRefused.NOT_A_UNIT)
    if save_id is not None:
        found = queries.find_save(session, saving.course_id, save_id)
        if found is None or found.save.name != name:
            raise NotFound
        return restore(session, saving, save_id)
    body = part_body(draft.published, name) if draft.published else None
    if body is None:
        raise NotFound
    return save(session, saving, name, body=body)


def add_picture(session: Session, saving: Saving, wished: str, *, picture: Reencoded) -> str:
    """Let a draft have a picture whose files are in the store; return its name.

    The same picture sent twice is there once, under its first name.
    """
    draft = lock(session, saving)
    media = draft.package.media
    there = next((name for name, digest in media.items() if _is_main(picture, name, digest)), None)
    if there is not None:
        return there
    if len(media) + len(picture.files) > MOST_PICTURES:
        raise Refusal(EditRefused.TOO_MANY_PICTURES)
    name = media_name(wished, picture.kind, {*media, *draft.pictures})
    for file, data in picture.named(name).items():
        put_picture(session, saving, file, digest=_digest(data), size=len(data))
    return name


def drop_picture(session: Session, saving: Saving, name: str) -> None:
    """Take a picture out of a draft with its sizes."""
    media = lock(session, saving).package.media
    for file in (name, *(size for _, size in sizes_of(name, media))):
        remove_picture(session, saving, file)


def put_picture_back(
    session: Session, saving: Saving, name: str, *, sizes: Mapping[str, int]
) -> None:
    """Let a draft have again a picture that was taken out; `sizes` are the bytes of its files."""
    pictures = lock(session, saving).pictures
    found = [
        each for each in pictures.values() if each.is_removed and picture_of(each.name) == name
    ]
    if not found:
        raise NotFound
    for each in found:
        put_picture(session, saving, each.name, digest=each.digest, size=sizes[each.name])


def _digest(data: bytes) -> str:
    return name_for(data, ".bin").partition(".")[0]


def _is_main(picture: Reencoded, name: str, digest: bytes) -> bool:
    main = next(file for file in picture.files if file.main)
    return picture_of(name) == name and digest.decode() == _digest(main.data)
