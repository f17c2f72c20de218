"""Files that learners hand in: coming with a form, and going out again."""

from hashlib import sha256
from uuid import UUID

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from academy.assessment import queries
from academy.assessment.queries import Sitting
from academy.assessment.rules.items.file_upload import files_in
from academy.assessment.rules.received import Received, Sent, receive
from academy.assessment.rules.sheet import field_name
from academy.assessment.rules.uploads import (
    SUFFIX,
    FileText,
    HandedIn,
    cleaned_name,
    refusal_of,
)
from academy.assessment.views.shared import laid_out, own, pages
from academy.content import bounds
from academy.content.questions.file_upload import FileUpload
from academy.db.transaction import current_session
from academy.files.sending import given_out
from academy.files.store import current_store
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.limits import UPLOADS, limiter
from academy.web.login import current_actor

FIELDS = 2_000_000
"""Bytes of a form without its files: a paper of long texts, as browsers write them."""

ROOM = 2 * bounds.KILOBYTES * 1000 + FIELDS
"""Bytes of a form: the files of two questions, and the rest."""

_Came = dict[str, FileStorage]


@pages.get("/attempts/<uuid:attempt>/files/<token:mark>")
@open_to(Access.LEARNER)
def handed_in(attempt: UUID, mark: str) -> Response:
    """Give learners a file of their own back."""
    kept = queries.kept_answers(current_session(), own(attempt).id)
    for answer in queries.answers_of(kept).values():
        for file in files_in(answer):
            if file.mark == mark:
                return given_out(file.stored_name, file.name)
    raise NotFound


def received(sitting: Sitting) -> Received:
    """Return the form that was sent, with the files of its questions: those are stored by now."""
    posted, slots = request.form.to_dict(flat=False), laid_out(sitting)
    asked = {slot.place: slot.question for slot in slots if isinstance(slot.question, FileUpload)}
    if not asked:
        return Received(posted, {})
    came: _Came = {}
    sent = {place: _sent(question, place, came) for place, question in asked.items()}
    kept = queries.kept_answers(current_session(), sitting.id)
    form = receive(slots, posted, sent=sent, earlier=queries.answers_of(kept))
    if sitting.is_open:
        _store([text for place in asked for text in form.posted.get(field_name(place), ())], came)
    return form


def _sent(question: FileUpload, place: int, came: _Came) -> list[Sent]:
    """Look at the files that were sent for a question."""
    found: list[Sent] = []
    for each in request.files.getlist(field_name(place)):
        if each.filename:
            with limiter.limit(UPLOADS, key_func=_reader):
                found.append(_looked_at(question, each, came))
    return found


def _looked_at(question: FileUpload, each: FileStorage, came: _Came) -> Sent:
    name = cleaned_name(each.filename or "")
    data = each.stream.read(question.kilobytes * 1000 + 1)
    digest = sha256(data).hexdigest()
    came[digest] = each
    return refusal_of(question, name, data) or HandedIn(name, digest, len(data))


def _store(texts: list[str], came: _Came) -> None:
    """Store what is new among the files of answers; it is read again, one file after the other."""
    for text in texts:
        file = text.file() if isinstance(text, FileText) else None
        if file and file.digest in came:
            stream = came[file.digest].stream
            stream.seek(0)
            current_store().put(stream.read(), SUFFIX)


def _reader() -> str:
    """Count by person: a whole class may sit behind one address."""
    return f"files-{current_actor().id}"
