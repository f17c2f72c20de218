"""A unit of a draft, as a learner would see it in any language."""

from collections.abc import Callable
from typing import Any

from academy.authoring import queries
from academy.authoring.forms.questions.kinds import KINDS
from academy.authoring.policy import Permission
from academy.authoring.rules.drafts import Draft
from academy.authoring.rules.editing import pictures_in, with_sizes
from academy.authoring.rules.shown import shown_quiz
from academy.authoring.views.shared import held, pages
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import FactSlot, OutlineUnit
from academy.catalogue.rules import cut, media_address, outline_of, stored_name
from academy.content.model import Package, UnitKind
from academy.content.render import render_lesson
from academy.db.transaction import current_session
from academy.files.store import NotStored, current_store
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.boxes import box_words
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/units/<slug:unit>/")
@open_to(Access.TRANSLATOR)
def preview(course: str, unit: str) -> str:
    """Show a unit of the draft as a learner would see it in this language; of a quiz, the keys."""
    here = held(course, Permission.PREVIEW)
    package = localised_package(here.draft, current_language().tag)
    outline = outline_of(package, current_language().tag)
    try:
        shown = outline.unit(unit)
    except KeyError:
        raise NotFound from None
    before, after = outline.neighbours(unit)
    return render(
        f"authoring/{shown.kind}.html",
        here=here,
        outline=outline,
        unit=shown,
        before=before,
        after=after,
        spoken=(package.course.language, *queries.languages(current_session(), here.draft)),
        **_contents(package, shown),
    )


def localised_package(draft: Draft, language: str, package: Package | None = None) -> Package:
    """Return a draft's package with this one language as it stands at the desk.

    `package` may be given for one that differs from the draft's in its texts.
    """
    session = current_session()
    spoken = [tag for tag in queries.languages(session, draft) if tag == language]
    return queries.in_languages(session, draft, package or draft.package, only=spoken)


def lesson_parts(
    package: Package, unit_id: str, *, unit_url: Callable[[str], str] = "../{}/".format
) -> dict[str, Any]:
    """Return a lesson in the reader's language, by the very code that publishes, and its facts."""
    language = current_language()
    spoken = language.tag in package.languages
    tag = language.tag if spoken else package.course.language
    shown = render_lesson(
        with_bytes(package, unit_id),
        unit_id,
        tag,
        box_words(language),
        media_url=lambda name: media_address(package, name),
        unit_url=unit_url,
    )
    parts = cut(shown.html)
    country = current_actor().country
    kinds = {part.kind for part in parts if isinstance(part, FactSlot)}
    facts = {kind: catalogue.facts_for(current_session(), kind, country) for kind in kinds}
    page = catalogue.LessonPage(shown.title, shown.title_lang, tag, parts)
    return {"page": page, "country": country, "facts": facts}


def with_bytes(package: Package, unit_id: str) -> Package:
    """Return a draft's package with the bytes of what one lesson shows: they tell its sizes."""
    wanted = with_sizes(pictures_in(package.lessons[unit_id]), package.media)
    media = {**package.media, **{name: media_bytes(package, name) for name in wanted}}
    return Package(package.course, package.lessons, package.quizzes, media, package.catalogues)


def media_bytes(package: Package, name: str) -> bytes:
    """Return the bytes of a picture of a draft; none where it is not stored."""
    try:
        return current_store().get(stored_name(name, package.media[name].decode()))
    except NotStored:
        return b""


def _contents(package: Package, unit: OutlineUnit) -> dict[str, Any]:
    if unit.kind is UnitKind.QUIZ:
        tag = current_language().tag
        return {
            "kinds": KINDS,
            "quiz": shown_quiz(
                package, unit.id, tag, media_url=lambda name: media_address(package, name)
            ),
        }
    return lesson_parts(package, unit.id)
