"""Pages of the teaching side: one's courses, a course, and each unit as a learner sees it."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from academy.authoring import queries
from academy.authoring.policy import Permission, Standing, may
from academy.authoring.rules import shown_quiz
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import FactSlot, OutlineUnit, RevisionRef
from academy.content.model import UnitKind
from academy.db.transaction import current_session
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render

pages = Blueprint("authoring", __name__, template_folder="templates")


@pages.get("/teach/")
@open_to(Access.INSTRUCTOR)
def index() -> str:
    """List the courses that are theirs, and what learners have of each."""
    return render(
        "authoring/index.html",
        courses=queries.courses_of(current_session(), current_actor(), current_language().tag),
    )


@pages.get("/teach/courses/<slug:course>/")
@open_to(Access.INSTRUCTOR)
def course(course: str) -> str:
    """Show a course's outline, with the way to every unit in every language."""
    session = current_session()
    newest, standing = _course_to_preview(course)
    facts = catalogue.revision_facts(session, newest.revision_id)
    return render(
        "authoring/course.html",
        outline=catalogue.outline(session, newest.revision_id, current_language().tag),
        ref=newest,
        published_at=facts.published_at,
        spoken=catalogue.languages_of(session, course),
        sees_learners=may(Permission.SEE_LEARNERS, standing),
    )


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/")
@open_to(Access.INSTRUCTOR)
def preview(course: str, unit: str) -> str:
    """Show a unit as a learner sees it in this language; of a quiz, the keys as well."""
    session = current_session()
    newest, _ = _course_to_preview(course)
    outline = catalogue.outline(session, newest.revision_id, current_language().tag)
    try:
        shown = outline.unit(unit)
    except KeyError:
        raise NotFound from None
    before, after = outline.neighbours(unit)
    return render(
        f"authoring/{shown.kind}.html",
        outline=outline,
        unit=shown,
        before=before,
        after=after,
        spoken=catalogue.languages_of(session, course),
        **_contents(newest.revision_id, shown),
    )


def _course_to_preview(course: str) -> tuple[RevisionRef, Standing]:
    """Return what learners have of a course; whoever may not look behind it finds nothing."""
    session = current_session()
    newest = catalogue.newest_revision(session, course)
    standing = queries.standing(session, current_actor(), course)
    if newest is None or not may(Permission.PREVIEW, standing):
        raise NotFound
    return newest, standing


def _contents(revision_id: UUID, unit: OutlineUnit) -> dict[str, Any]:
    session, language = current_session(), current_language().tag
    if unit.kind is UnitKind.QUIZ:
        package = catalogue.package_of(session, revision_id)
        return {"quiz": shown_quiz(package, unit.id, language)}
    page = catalogue.lesson_page(session, revision_id, unit.id, language)
    country = current_actor().country
    kinds = {part.kind for part in page.parts if isinstance(part, FactSlot)}
    facts = {kind: catalogue.facts_for(session, kind, country) for kind in kinds}
    return {"page": page, "country": country, "facts": facts}
