"""The pictures of a course: what there is, where it is used, adding, taking out, putting back."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from academy.authoring import service
from academy.authoring.messages import REFUSALS, editing
from academy.authoring.messages.pictures import refused_text
from academy.authoring.policy import Permission
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.editing import uses
from academy.authoring.views.preview import media_address
from academy.authoring.views.shared import (
    REFUSED,
    Answered,
    held,
    pages,
    saving,
    say_no,
    wants_json,
)
from academy.catalogue.rules import stored_name
from academy.content.photographs import LARGEST, PictureRefused, Reencoded, reencode
from academy.content.pictures import picture_of, sizes_of
from academy.db.transaction import atomic
from academy.files.store import NotStored, current_store
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.limits import UPLOADS, limiter
from academy.web.pages import render
from academy.web.sizes import admits

_ROOM = LARGEST + 1_000_000
"""Bytes of a request with the largest picture in it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a course: where it is, in a small size, and which lessons show it."""

    name: str
    address: str
    size: int
    lessons: tuple[str, ...]


@pages.get("/teach/courses/<slug:course>/pictures")
@open_to(Access.TRANSLATOR)
def pictures(course: str) -> str:
    """Show the pictures of a course."""
    here = held(course, Permission.PREVIEW)
    return render(
        "authoring/pictures.html",
        here=here,
        pictures=_shown(here.draft),
        removed=_removed(here.draft),
        titles={unit.id: unit.title or unit.id for unit in here.draft.course.units},
    )


@pages.post("/teach/courses/<slug:course>/pictures")
@admits(_ROOM)
@limiter.limit(UPLOADS)
@open_to(Access.TRANSLATOR)
def add_picture(course: str) -> Answered:
    """Take a picture in, made small enough for a phone."""
    held(course, Permission.EDIT)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _told(course, str(editing.NO_FILE), refused=True)
    try:
        name = _added(course, file)
    except PictureRefused as refused:
        return _told(course, refused_text(refused), refused=True)
    except Refusal as refusal:
        return _told(course, str(REFUSALS[refusal.reason]), refused=True)
    if wants_json():
        return jsonify(name=name, text=f"![](media/{name})")
    return _told(course, editing.picture_added_text(name))


@pages.post("/teach/courses/<slug:course>/pictures/removed")
@open_to(Access.TRANSLATOR)
def remove_picture(course: str) -> Response:
    """Take a picture out of the draft; published lessons keep it."""
    held(course, Permission.EDIT)
    try:
        with atomic() as session:
            service.drop_picture(session, saving(course), request.form.get("name", ""))
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(str(editing.PICTURE_REMOVED))
    return redirect(url_for(".pictures", course=course), 303)


@pages.post("/teach/courses/<slug:course>/pictures/back")
@open_to(Access.TRANSLATOR)
def put_picture_back(course: str) -> Response:
    """Put a picture back that was taken out."""
    here = held(course, Permission.EDIT)
    name = request.form.get("name", "")
    try:
        with atomic() as session:
            sizes = _sizes(here.draft, name)
            service.put_picture_back(session, saving(course), name, sizes=sizes)
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(str(editing.PICTURE_BACK))
    return redirect(url_for(".pictures", course=course), 303)


def _added(course: str, file: FileStorage) -> str:
    """Keep a picture's files, then say that the draft has them: that part is quick."""
    picture: Reencoded = reencode(file.stream.read(LARGEST + 1))
    store = current_store()
    for each in picture.files:
        store.put(each.data, f".{picture.kind}")
    with atomic() as session:
        wished = file.filename or ""
        return service.add_picture(session, saving(course), wished, picture=picture)


def _told(course: str, said: str, *, refused: bool = False) -> Answered:
    if wants_json():
        return jsonify(said=said), REFUSED if refused else 200
    flash(said, "error" if refused else "message")
    return redirect(url_for(".pictures", course=course), 303)


def _shown(draft: Draft) -> list[Shown]:
    media, used = draft.package.media, uses(draft.package)
    return [
        Shown(
            name,
            address=media_address(draft.package, _small(name, media)),
            size=_size(draft, name),
            lessons=used.get(name, ()),
        )
        for name in media
        if picture_of(name) == name
    ]


def _removed(draft: Draft) -> list[Shown]:
    return [
        Shown(each.name, f"/media/{stored_name(each.name, each.digest)}", 0, ())
        for each in draft.pictures.values()
        if each.is_removed and picture_of(each.name) == each.name
    ]


def _small(name: str, media: Mapping[str, bytes]) -> str:
    sizes = sizes_of(name, media)
    return sizes[0][1] if sizes else name


def _size(draft: Draft, name: str) -> int:
    """Return the bytes of a picture: known of what was added, else counted."""
    added = draft.pictures.get(name)
    return added.size if added else _bytes(name, draft.package.media[name].decode())


def _sizes(draft: Draft, name: str) -> dict[str, int]:
    removed = [each for each in draft.pictures.values() if picture_of(each.name) == name]
    return {each.name: _bytes(each.name, each.digest) for each in removed}


def _bytes(name: str, digest: str) -> int:
    try:
        return len(current_store().get(stored_name(name, digest)))
    except NotStored:
        return 0
