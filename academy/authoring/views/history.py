"""The history of a part of a draft: who saved what when, what changed, and bringing it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, request, url_for

from academy.accounts import queries as people
from academy.authoring import queries, service
from academy.authoring.messages import editing
from academy.authoring.policy import Permission
from academy.authoring.queries import Save
from academy.authoring.rules.drafts import Body, SaveKind, part_body
from academy.authoring.rules.editing import part_text
from academy.authoring.views.shared import Answered, Held, held, pages, saving, say_no
from academy.authoring.views.taken_out import gone_at
from academy.content.differences import line_changes
from academy.content.model import COURSE
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.pages import render

PAGE = 50
"""Saves on a page of a history."""

PUBLISHED, NOW = "published", "now"
"""What may be compared besides a save: the part as learners have it, and as it stands."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts that are compared: a save, what stands, or what is published."""

    name: str
    text: str
    save: Save | None = None


@pages.get("/teach/courses/<slug:course>/history/course", defaults={"kind": COURSE})
@pages.get("/teach/courses/<slug:course>/history/lesson/<slug:unit>", defaults={"kind": "lesson"})
@pages.get("/teach/courses/<slug:course>/history/quiz/<slug:unit>", defaults={"kind": "quiz"})
@open_to(Access.TRANSLATOR)
def history(course: str, kind: str, unit: str | None = None) -> str:
    """Show every save of a part."""
    here, name = _held_part(course, kind, unit)
    session = current_session()
    found = queries.history(session, course, name, limit=PAGE + 1, before=_key("before"))
    saves = found[:PAGE]
    return render(
        "authoring/history.html",
        here=here,
        part=(kind, unit),
        title=_title(here, unit),
        gone=gone_at(here, name),
        saves=saves,
        more=saves[-1].id if len(found) > PAGE else None,
        version=here.draft.version(name),
        names=_names(saves),
        published=_published(here, name) is not None,
        kinds=editing.SAVE_KINDS,
    )


@pages.get("/teach/courses/<slug:course>/history/course/changes", defaults={"kind": COURSE})
@pages.get(
    "/teach/courses/<slug:course>/history/lesson/<slug:unit>/changes", defaults={"kind": "lesson"}
)
@pages.get(
    "/teach/courses/<slug:course>/history/quiz/<slug:unit>/changes", defaults={"kind": "quiz"}
)
@open_to(Access.TRANSLATOR)
def compare(course: str, kind: str, unit: str | None = None) -> str:
    """Show two texts of a part side by side."""
    here, name = _held_part(course, kind, unit)
    old = _side(here, name, request.args.get("old", PUBLISHED))
    new = _side(here, name, request.args.get("new", NOW))
    return render(
        "authoring/compare.html",
        here=here,
        part=(kind, unit),
        title=_title(here, unit),
        old=old,
        new=new,
        changes=line_changes(old.text, new.text),
        names=_names([side.save for side in (old, new) if side.save]),
    )


@pages.post("/teach/courses/<slug:course>/history/course", defaults={"kind": COURSE})
@pages.post("/teach/courses/<slug:course>/history/lesson/<slug:unit>", defaults={"kind": "lesson"})
@pages.post("/teach/courses/<slug:course>/history/quiz/<slug:unit>", defaults={"kind": "quiz"})
@open_to(Access.TRANSLATOR)
def bring_back(course: str, kind: str, unit: str | None = None) -> Answered:
    """Bring a part back to what it was in a save, or as it is published."""
    _, name = _held_part(course, kind, unit, permission=Permission.EDIT)
    wished = request.form.get("save", "")
    try:
        with atomic() as session:
            service.bring_back(
                session,
                saving(course, kind=SaveKind.RESTORED),
                name,
                save_id=None if wished == PUBLISHED else _uuid(wished),
            )
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(str(editing.BROUGHT_BACK))
    return redirect(url_for(".history", course=course, kind=kind, unit=unit), 303)


def _held_part(
    course: str, kind: str, unit: str | None, *, permission: Permission = Permission.PREVIEW
) -> tuple[Held, str]:
    """Return a course and the name of one of its parts, one that it has or once had."""
    here = held(course, permission)
    name = COURSE if unit is None else f"{kind}/{unit}"
    is_known = here.draft.body(name) is not None
    if not is_known and queries.part_at_last(current_session(), here.draft, name) is None:
        raise NotFound
    return here, name


def _title(here: Held, unit: str | None) -> str:
    titles = {each.id: each.title for each in here.draft.course.units}
    return titles.get(unit or COURSE) or unit or COURSE


def _published(here: Held, name: str) -> Body | None:
    return part_body(here.draft.published, name) if here.draft.published else None


def _side(here: Held, name: str, wished: str) -> Side:
    if wished in {PUBLISHED, NOW}:
        body = _published(here, name) if wished == PUBLISHED else here.draft.body(name)
        return Side(wished, part_text(name, body) if body else "")
    found = queries.find_save(current_session(), here.draft.course_id, _uuid(wished))
    if found is None or found.save.name != name:
        raise NotFound
    return Side(wished, part_text(name, found.body), found.save)


def _names(saves: Sequence[Save]) -> dict[UUID, str]:
    return people.names_of(current_session(), {save.saved_by for save in saves if save.saved_by})


def _key(name: str) -> UUID | None:
    wished = request.args.get(name)
    return None if wished is None else _uuid(wished)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(400)
