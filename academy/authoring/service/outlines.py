"""Changes to units, and to what a course says of itself. Nothing here commits."""

from dataclasses import replace

from sqlalchemy.orm import Session

from academy.authoring import queries
from academy.authoring.rules.details import Details, details_version, with_details
from academy.authoring.rules.drafts import (
    Body,
    Draft,
    empty_quiz,
    lesson_part,
    part_name,
    quiz_part,
)
from academy.authoring.rules.outlines import (
    add_unit,
    bring_back_module,
    bring_back_unit,
    copy_title,
    fresh_unit,
    module_of,
    put_unit,
    retitled,
)
from academy.authoring.service.drafts import Outcome, Saving, change_course, lock, save
from academy.content.draft import kept_lesson
from academy.content.model import COURSE, Course, Unit, UnitKind
from academy.content.writer import course_plain, quiz_plain
from academy.kernel.refusal import NotFound
from academy.kernel.text import tidy


def add_unit_to(
    session: Session, saving: Saving, module_id: str, *, kind: UnitKind, title: str
) -> str:
    """Add an empty lesson or quiz to a module; return its id."""
    draft = lock(session, saving)
    unit = _fresh(session, draft, kind, title=title)
    change_course(session, saving, lambda course: add_unit(course, module_id, unit))
    if kind is UnitKind.LESSON:
        save(session, saving, lesson_part(unit.id), body={"text": f"# {title}\n"})
    else:
        save(session, saving, quiz_part(unit.id), body=quiz_plain(empty_quiz(title)))
    return unit.id


def duplicate_unit(session: Session, saving: Saving, unit_id: str, *, title: str = "") -> str:
    """Put a copy of a unit behind it, under this title or its own with a number; return its id."""
    draft = lock(session, saving)
    module, named = module_of(draft.course, unit_id), title or copy_title(draft.course, unit_id)
    unit = draft.course.unit(unit_id)
    copy = replace(
        _fresh(session, draft, unit.kind, title=named),
        minutes=unit.minutes,
        required=unit.required,
    )
    later = module.units[module.units.index(unit) + 1 :]
    before = later[0].id if later else ""
    change_course(
        session,
        saving,
        lambda course: put_unit(
            add_unit(course, module.id, copy), copy.id, module.id, before=before
        ),
    )
    save(session, saving, part_name(copy), body=_renamed(draft, unit, named))
    return copy.id


def rename_unit(session: Session, saving: Saving, unit_id: str, *, title: str) -> Outcome:
    """Give a unit another title: the heading of a lesson, the title of a quiz."""
    draft = lock(session, saving)
    module_of(draft.course, unit_id)
    unit = draft.course.unit(unit_id)
    name = part_name(unit)
    if tidy(unit.title) == title:
        return Outcome(draft.version(name))
    return save(session, saving, name, body=_renamed(draft, unit, title))


def undo_removal(
    session: Session, saving: Saving, version: str, *, unit_id: str = "", module_id: str = ""
) -> Outcome:
    """Undo that a unit or a module was taken out; `version` is the course as it was before.

    Nothing else that changed since is undone. Raises `NotFound` where there was no such course.
    """
    draft = lock(session, saving)
    earlier = queries.course_at(session, draft, version)
    if earlier is None:
        raise NotFound

    def change(course: Course) -> Course:
        if unit_id:
            return bring_back_unit(course, earlier, unit_id)
        return bring_back_module(course, earlier, module_id)

    return change_course(session, saving, change)


def save_details(session: Session, saving: Saving, details: Details) -> Outcome:
    """Keep what a course says of itself; `base` is the version of the details, not of the part.

    Whoever moves a unit meanwhile is in nobody's way. In a conflict nothing changes but the
    history, as in `save`.
    """
    draft = lock(session, saving)
    is_current = saving.base == details_version(draft.course)
    mine = replace(saving, base=draft.version(COURSE)) if is_current else saving
    return save(session, mine, COURSE, body=course_plain(with_details(draft.course, details)))


def _fresh(session: Session, draft: Draft, kind: UnitKind, *, title: str) -> Unit:
    published = draft.published.course.units if draft.published else ()
    once = {unit.id for unit in published} | queries.units_of_parts(session, draft.course_id)
    return fresh_unit(draft.course, kind, title, taken=once)


def _renamed(draft: Draft, unit: Unit, title: str) -> Body:
    if unit.kind is UnitKind.LESSON:
        return {"text": kept_lesson(retitled(draft.package.lessons[unit.id], title))}
    return {**(draft.body(quiz_part(unit.id)) or {}), "title": title}
