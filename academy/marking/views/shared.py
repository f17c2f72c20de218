"""What all pages of marking share: loading with permission, and saying no."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from academy.authoring import queries as authoring
from academy.authoring.policy import Standing
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import Outline
from academy.content.model import Package, Quiz
from academy.db.transaction import current_session
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.marking.messages import REFUSALS
from academy.marking.policy import Permission, may
from academy.web.i18n import current_language
from academy.web.login import current_actor

REFUSED = 422

pages = Blueprint("marking", "academy.marking", template_folder="templates")

Answered = str | Response | tuple[str | Response, int]


@dataclass(frozen=True, slots=True)
class Held:
    """A published course whose answers its reader may do something with.

    `outline` is in the reader's language; `package` is the newest revision.
    """

    course_id: str
    outline: Outline
    package: Package
    standing: Standing

    def may(self, permission: Permission) -> bool:
        """Tell whether the reader may do this, too: a page shows the buttons that work."""
        return may(permission, self.standing)

    def quiz(self, unit_id: str) -> Quiz:
        """Return a quiz of the course; raise `NotFound` where there is none."""
        found = self.package.quizzes.get(unit_id)
        if found is None:
            raise NotFound
        return found

    @property
    def quizzes(self) -> Sequence[Any]:
        """The quizzes of the course, as the outline has them."""
        return [unit for unit in self.outline.units if unit.id in self.package.quizzes]


def held(course: str, permission: Permission) -> Held:
    """Return a course to do something with.

    Whoever has nothing to do with its answers finds nothing (`NotFound`); whoever has, and may not
    do this, is told so (`Forbidden`).
    """
    session = current_session()
    standing = authoring.standing(session, current_actor(), course)
    newest = catalogue.newest_revision(session, course)
    if newest is None or not any(may(each, standing) for each in Permission):
        raise NotFound
    if not may(permission, standing):
        raise Forbidden
    outline = catalogue.outline(session, newest.revision_id, current_language().tag)
    package = catalogue.package_of(session, newest.revision_id)
    return Held(course, outline, package, standing)


def say_no(refusal: Refusal) -> None:
    """Tell the reader, on the next page, why something was not done."""
    flash(str(REFUSALS[refusal.reason]), "error")
