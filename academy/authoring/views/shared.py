"""What all pages of the teaching side share: loading with permission, saving, saying no."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from academy.authoring import queries
from academy.authoring.messages import REFUSALS
from academy.authoring.policy import Permission, Standing, may
from academy.authoring.rules.drafts import Draft, SaveKind
from academy.authoring.service import Press, Saving
from academy.db.transaction import current_session
from academy.files.store import current_store
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.web.boxes import all_box_words
from academy.web.login import current_actor

CONFLICT, REFUSED = 409, 422

pages = Blueprint("authoring", "academy.authoring", template_folder="templates")

Answered = str | Response | tuple[str | Response, int]


@dataclass(frozen=True, slots=True)
class Held:
    """A course that its reader may do something with, and what they are to it."""

    draft: Draft
    standing: Standing
    terms: queries.DraftTerms

    def may(self, permission: Permission) -> bool:
        """Tell whether the reader may do this, too: a page shows the buttons that work."""
        return may(permission, self.standing)


def held(course: str, permission: Permission) -> Held:
    """Return a course to do something with.

    Whoever may not look behind it finds nothing (`NotFound`); whoever may look and not do this is
    told so (`Forbidden`).
    """
    session = current_session()
    standing = queries.standing(session, current_actor(), course)
    if not may(Permission.PREVIEW, standing):
        raise NotFound
    draft = queries.find_draft(session, course)
    if draft is None:
        raise NotFound
    if not may(permission, standing):
        raise Forbidden
    return Held(draft, standing, queries.terms(session, course))


def saving(course: str, *, base: str | None = None, kind: SaveKind = SaveKind.SAVED) -> Saving:
    """Return that the reader saves something of a course now; `base` is what they began from."""
    return Saving(course, by=current_actor().id, now=now(), base=base, kind=kind)


def press(*, sound: str = "") -> Press:
    """Return what publishing needs besides a draft; `sound` is a version known to have no fault."""
    return Press(current_store(), all_box_words(), sound)


def say_no(refusal: Refusal) -> None:
    """Tell the reader, on the next page, why something was not done."""
    flash(str(REFUSALS[refusal.reason]), "error")


def me() -> UUID:
    """Return who the reader is."""
    return current_actor().id


def wants_json() -> bool:
    """Tell whether a script asks, and not a page."""
    return request.accept_mimetypes.best == "application/json"
