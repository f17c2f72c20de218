"""Notes to the translators of a quiz. Nothing here commits."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from academy.authoring.queries.building import noted_in_quiz
from academy.authoring.rules.editing import LONGEST_NOTE, EditRefused
from academy.authoring.service.drafts import Saving, lock
from academy.authoring.service.translating import set_note
from academy.content.text import clean
from academy.kernel.refusal import Refusal


def set_quiz_notes(
    session: Session, saving: Saving, unit_id: str, *, notes: Mapping[str, str]
) -> None:
    """Say to translators what is new among the notes to a quiz's texts, by the texts' digests."""
    for text in noted_in_quiz(session, lock(session, saving), unit_id):
        note = clean(notes.get(text.digest, text.note))
        if len(note) > LONGEST_NOTE:
            raise Refusal(EditRefused.NOTE_TOO_LONG)
        if note != text.note:
            set_note(session, saving, (unit_id, text.source), text=note)
