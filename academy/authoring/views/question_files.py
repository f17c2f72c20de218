"""Questions from and for other systems: in once it was seen what they lose, and out."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring.forms.questions.kinds import form_of
from academy.authoring.forms.quiz import fill_quiz
from academy.authoring.messages.formats import (
    FORMATS,
    added_text,
    file_refused_text,
    loss_text,
    no_file_text,
)
from academy.authoring.messages.pictures import refused_text
from academy.authoring.policy import Permission
from academy.authoring.rules.drafts import quiz_part
from academy.authoring.rules.question_files import LARGEST, pictures_asked_about
from academy.authoring.service.question_files import Taken, add_questions
from academy.authoring.views.builder import Line, faults_of, held_quiz, lines_of
from academy.authoring.views.shared import (
    CONFLICT,
    REFUSED,
    Answered,
    Held,
    pages,
    saving,
    say_no,
)
from academy.catalogue.rules import stored_name
from academy.content.formats.door import read
from academy.content.formats.values import (
    Format,
    FormatFault,
    FormatRefused,
    Item,
    Reading,
    ReadItem,
    Written,
)
from academy.content.formats.writing import write
from academy.content.model import Quiz
from academy.content.photographs import PictureRefused, Reencoded, reencode
from academy.content.questions.kinds import question_kind
from academy.db.transaction import atomic
from academy.files.store import NotStored, current_store
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.limits import UPLOADS, limiter
from academy.web.pages import render
from academy.web.sizes import admits

_ROOM = LARGEST + 1_000_000
"""Bytes of a request with the largest file in it."""
_SUFFIX = ".import"
_SHOWN = 400
"""Questions of a file that are listed: twice as many as a quiz can have."""
_LONGEST_NAME = 200

_ENDINGS = {
    Format.GIFT: "gift.txt",
    Format.AIKEN: "aiken.txt",
    Format.MOODLE_XML: "moodle.xml",
    Format.QTI_2: "qti-2.zip",
    Format.QTI_3: "qti-3.zip",
}
_TYPES = {"txt": "text/plain; charset=utf-8", "xml": "application/xml", "zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class Coming:
    """A question of a file, and what becomes of it; `barred` says why it cannot come in."""

    place: int
    item: ReadItem
    pictures: dict[str, Reencoded]
    barred: str

    @property
    def kind(self) -> str:
        """What authors call its type."""
        return str(form_of(self.item.question).label)


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/questions/import")
@open_to(Access.TRANSLATOR)
def import_questions(course: str, unit: str) -> str:
    """Ask for a file of questions."""
    here, quiz = held_quiz(course, unit)
    return _ask(here, unit, quiz)


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/questions/import")
@open_to(Access.TRANSLATOR)
@admits(_ROOM)
@limiter.limit(UPLOADS)
def send_questions(course: str, unit: str) -> Answered:
    """Take a file of questions and lead to what is in it."""
    here, quiz = held_quiz(course, unit)
    name, data = _sent()
    if not data:
        return _ask(here, unit, quiz, reason=no_file_text()), REFUSED
    wanted = _wanted(request.form.get("format"))
    try:
        _read(data, name, wanted)
    except FormatRefused as refused:
        return _ask(here, unit, quiz, reason=file_refused_text(refused)), REFUSED
    kept = current_store().put(data, _SUFFIX)
    return redirect(
        url_for(".questions_plan", course=course, unit=unit, name=kept, file=name, format=wanted),
        303,
    )


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/questions/import/<token:name>")
@open_to(Access.TRANSLATOR)
def questions_plan(course: str, unit: str, name: str) -> str:
    """Show the questions of a file, and what each of them loses."""
    here, quiz = held_quiz(course, unit)
    return _plan(here, unit, quiz, reading=_kept(name))


@pages.post("/teach/courses/<slug:course>/units/<slug:unit>/questions/import/<token:name>")
@open_to(Access.TRANSLATOR)
def take_questions(course: str, unit: str, name: str) -> Answered:
    """Add the questions that were ticked to the quiz: all of them, or nothing."""
    here, quiz = held_quiz(course, unit)
    reading, wanted = _kept(name), set(request.form.getlist("take"))
    coming = [one for one in _coming(reading) if str(one.place) in wanted and not one.barred]
    taken = [Taken(one.item.question, one.pictures) for one in coming]
    for picture in (picture for one in taken for picture in one.pictures.values()):
        for each in picture.files:
            current_store().put(each.data, f".{picture.kind}")
    own = saving(course, base=request.form.get("seen", ""))
    try:
        with atomic() as session:
            add_questions(session, own, unit, taken=taken)
    except Refusal as refusal:
        say_no(refusal)
        here, quiz = held_quiz(course, unit)
        return _plan(here, unit, quiz, reading=reading, wanted=wanted), CONFLICT
    flash(added_text(len(taken)))
    return redirect(url_for(".quiz", course=course, unit=unit), 303)


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/questions/export")
@open_to(Access.TRANSLATOR)
def export_questions(course: str, unit: str) -> Answered:
    """Show what each format carries of a quiz; with a format named, send the file."""
    here, quiz = held_quiz(course, unit, Permission.PREVIEW)
    lines, wanted = _in_the_way(here, unit, quiz), _wanted(request.args.get("format"))
    if wanted and not lines:
        return _file(wanted, write(wanted, _items(here, quiz)), f"{course}-{unit}")
    items = _items(here, quiz)
    return render(
        "authoring/questions_export.html",
        here=here,
        unit=unit,
        quiz=quiz,
        lines=lines,
        written={} if lines else {each: write(each, items) for each in FORMATS},
        formats=FORMATS,
        loss_text=loss_text,
    )


def _ask(here: Held, unit: str, quiz: Quiz, *, reason: str = "") -> str:
    return render(
        "authoring/questions_import.html",
        here=here,
        unit=unit,
        quiz=quiz,
        reason=reason,
        formats=FORMATS,
    )


def _sent() -> tuple[str, bytes]:
    """Return the file that was sent, as far as one may be large."""
    sent = request.files.get("file")
    if sent is None:
        return "", b""
    with closing(sent):
        return (sent.filename or "")[-_LONGEST_NAME:], sent.read(LARGEST + 1)


def _read(data: bytes, name: str, wanted: Format | None) -> Reading:
    if len(data) > LARGEST:
        raise FormatRefused(FormatFault.TOO_LARGE)
    return read(data, name, wanted)


def _wanted(text: str | None) -> Format | None:
    return Format(text) if text in {each.value for each in Format} else None


def _kept(name: str) -> Reading:
    """Return the questions of a file that was sent before: it is read again."""
    if not name.endswith(_SUFFIX):
        raise NotFound
    wanted = _wanted(request.args.get("format"))
    try:
        return read(current_store().get(name), request.args.get("file", ""), wanted)
    except (NotStored, FormatRefused):
        raise NotFound from None


def _coming(reading: Reading) -> list[Coming]:
    """Return the questions of a file, as many as are listed."""
    return [_one(place, item) for place, item in enumerate(reading.items[:_SHOWN], start=1)]


def _one(place: int, item: ReadItem) -> Coming:
    try:
        pictures = {name: reencode(data) for name, data in pictures_asked_about(item).items()}
    except PictureRefused as refused:
        return Coming(place, item, {}, refused_text(refused))
    return Coming(place, item, pictures, "")


def _plan(
    here: Held, unit: str, quiz: Quiz, *, reading: Reading, wanted: set[str] | None = None
) -> str:
    return render(
        "authoring/questions_plan.html",
        here=here,
        unit=unit,
        quiz=quiz,
        reading=reading,
        coming=_coming(reading),
        wanted=wanted,
        most=_SHOWN,
        seen=here.draft.version(quiz_part(unit)),
        format=FORMATS[reading.format],
        loss_text=loss_text,
    )


def _in_the_way(here: Held, unit: str, quiz: Quiz) -> list[Line]:
    """Return why a quiz cannot be written for others: it makes no sense yet.

    Feedback that is still to be written is missing there as it is here.
    """
    faults = [each for each in faults_of(here, unit, quiz) if each.path[:1] != ("feedback",)]
    return [line for line in lines_of(faults, fill_quiz(quiz)) if line.is_serious]


def _items(here: Held, quiz: Quiz) -> Sequence[Item]:
    media, store = here.draft.package.media, current_store()
    items: list[Item] = []
    for question in quiz.questions:
        pictures: dict[str, bytes] = {}
        for name in question_kind(question).pictures(question):
            if name in media:
                with suppress(NotStored):  # the format says that it misses it
                    pictures[name] = store.get(stored_name(name, media[name].decode()))
        items.append(Item(question, question.id, quiz.title, pictures))
    return items


def _file(form: Format, written: Written, name: str) -> Response:
    ending = _ENDINGS[form]
    answer = Response(written.data, content_type=_TYPES[ending.rpartition(".")[2]])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
