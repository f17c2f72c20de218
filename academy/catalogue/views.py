"""Pages of the catalogue: the front page, the list, a course; and its pictures."""

from http import HTTPStatus
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, request

from academy.catalogue import queries
from academy.catalogue.forms import wish_from
from academy.content.model import Level, Track
from academy.db.transaction import current_session
from academy.files.store import NotStored, current_store
from academy.kernel.languages import LANGUAGES
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.pages import render

pages = Blueprint("catalogue", __name__, template_folder="templates")
media = Blueprint("media", __name__)

_ON_THE_FRONT_PAGE = 6
_FOREVER = "public, max-age=31536000, immutable"
_PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@pages.get("/")
@open_to(Access.PUBLIC)
def home() -> str:
    """Say what this is, and lead to the courses."""
    session = current_session()
    return render(
        "catalogue/home.html",
        tracks=queries.tracks_in(session),
        courses=queries.courses_in(session, current_language().tag)[:_ON_THE_FRONT_PAGE],
    )


@pages.get("/courses/")
@open_to(Access.PUBLIC)
def index() -> str:
    """List the courses that match what the reader looks for."""
    wish = wish_from(request.args)
    found = queries.courses_in(
        current_session(),
        current_language().tag,
        search=wish.search,
        track=wish.track,
        level=wish.level,
        language=wish.language,
    )
    return render(
        "catalogue/index.html",
        wish=wish,
        courses=found,
        tracks=[track.value for track in Track],
        levels=[level.value for level in Level],
        spoken=[language.tag for language in LANGUAGES],
    )


@pages.get("/courses/<slug:course>/")
@open_to(Access.PUBLIC)
def course(course: str) -> str:
    """Show what a course is, before anybody takes it."""
    session = current_session()
    facts = queries.find_course(session, course)
    newest = queries.newest_revision(session, course)
    if facts is None or newest is None:
        raise NotFound
    return render(
        "catalogue/course.html",
        outline=queries.outline(session, newest.revision_id, current_language().tag),
        is_open=facts.is_open,
        ref=newest,
        published_at=queries.revision_facts(session, newest.revision_id).published_at,
        spoken=queries.languages_of(session, course),
    )


@media.get("/media/<token:name>")
@open_to(Access.PUBLIC)
def picture(name: str) -> Response:
    """Send a picture of a course, to be kept for ever: its name is its digest.

    The store holds other files, too: what somebody uploaded to import. They are nobody's to fetch.
    """
    kind = _PICTURES.get(PurePosixPath(name).suffix)
    if kind is None:
        abort(HTTPStatus.NOT_FOUND)
    try:
        data = current_store().get(name)
    except NotStored:
        abort(HTTPStatus.NOT_FOUND)
    answer = Response(data, content_type=kind)
    answer.headers["Cache-Control"] = _FOREVER
    answer.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return answer
