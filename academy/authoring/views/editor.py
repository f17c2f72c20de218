"""What the lesson editor shows of a text: as a page, with its faults, hints and cost."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import url_for

from academy.authoring import queries
from academy.authoring.policy import Permission
from academy.authoring.rules.cost import Cost, packed
from academy.authoring.rules.drafts import Draft, lesson_part, with_part
from academy.authoring.rules.editing import as_far_as_kept, on_a_phone, pictures_in
from academy.authoring.views.preview import lesson_parts, localised_package, with_bytes
from academy.authoring.views.shared import Held, held
from academy.catalogue.rules import Outline, outline_of
from academy.content.draft import check_lesson, kept_lesson
from academy.content.faults import Fault
from academy.content.hints import Hint, lesson_hints
from academy.content.model import Package, Unit, UnitKind
from academy.db.transaction import current_session
from academy.kernel.languages import find_language, get_language
from academy.kernel.refusal import NotFound
from academy.learning.rules import progress, whereabouts
from academy.web.assets import wire_size
from academy.web.i18n import current_language, use_language
from academy.web.pages import render


@dataclass(frozen=True, slots=True)
class Checks:
    """What there is to say of a text of a lesson before it is published."""

    faults: tuple[Fault, ...]
    hints: tuple[Hint, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class _Way:
    """A learner's way at its very beginning, as the learner's page asks for it."""

    outline: Outline
    done: frozenset[str] = frozenset()


def held_lesson(
    course: str, unit: str, permission: Permission = Permission.EDIT
) -> tuple[Held, Unit]:
    """Return a course to do something with, and one of its lessons."""
    here = held(course, permission)
    try:
        found = here.draft.course.unit(unit)
    except KeyError:
        raise NotFound from None
    if found.kind is not UnitKind.LESSON:
        raise NotFound
    return here, found


def languages_of(draft: Draft) -> tuple[str, ...]:
    """Return the languages a lesson can be looked at in: first the one it is written in."""
    return (draft.course.language, *queries.languages(current_session(), draft))


def language_to_show(draft: Draft, wished: str | None) -> str:
    """Return the language that was wished for, if the course is brought into it, or its own."""
    spoken = languages_of(draft)
    return wished if wished in spoken else spoken[0]


def sketched(draft: Draft, unit_id: str, text: str, *, locale: str) -> Package:
    """Return a draft's package as it would be with this text of a lesson, in a language."""
    body = {"text": as_far_as_kept(kept_lesson(text))}
    package = with_part(draft.package, lesson_part(unit_id), body)
    return localised_package(draft, locale, package)


def checks_of(draft: Draft, unit_id: str, text: str, *, locale: str) -> Checks:
    """Judge a text of a lesson; its cost is that of the language it is looked at in."""
    unit, package = draft.course.unit(unit_id), sketched(draft, unit_id, text, locale=locale)
    return Checks(
        faults=check_lesson(
            unit_id,
            kept_lesson(text),
            units=[each.id for each in draft.course.units],
            pictures=package.media,
        ),
        hints=lesson_hints(
            package.lessons[unit_id], minutes=unit.minutes, language=draft.course.language
        ),
        cost=cost_of(package, unit_id, locale=locale),
    )


def cost_of(package: Package, unit_id: str, *, locale: str) -> Cost:
    """Return what a lesson of a draft costs its learner in a language.

    The page is the learner's own, drawn for somebody who has just begun, and packed as it will be
    sent; only the name in its head is the writer's. Styles come once, scripts a lesson has none.
    """
    seen = with_bytes(package, unit_id)
    with _speaking(locale):
        page = packed(_learners_page(package, unit_id))
    shown = on_a_phone(pictures_in(package.lessons[unit_id]), seen.media)
    return Cost(
        page=page,
        styles=wire_size("academy.css"),
        scripts=0,
        pictures=sum(len(seen.media[name]) for name in shown),
    )


def _learners_page(package: Package, unit_id: str) -> str:
    outline = outline_of(package, current_language().tag)
    before, after = outline.neighbours(unit_id)
    parts: dict[str, Any] = lesson_parts(package, unit_id)
    return render(
        "learning/lesson.html",
        way=_Way(outline),
        unit=outline.unit(unit_id),
        where=whereabouts(outline.modules, unit_id),
        progress=progress(outline.units, frozenset()),
        before=before,
        after=after,
        address=url_for("learning.resume", course=package.course.id),
        **parts,
    )


@contextmanager
def _speaking(locale: str) -> Generator[None]:
    """Draw pages in another language; nothing here may ask for a word outside a page."""
    before = current_language()
    use_language(find_language(locale) or get_language(before.tag))
    try:
        yield
    finally:
        use_language(before)
