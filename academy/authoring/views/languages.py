"""The languages of a course: how complete each is, adding one, giving learners the newest words."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import queries, service
from academy.authoring.forms.translating import LanguageForm, place_of
from academy.authoring.messages.faults import fault_text
from academy.authoring.policy import Permission
from academy.authoring.rules.sifting import broken
from academy.authoring.views.shared import (
    REFUSED,
    Answered,
    Held,
    held,
    pages,
    press,
    saving,
    say_no,
)
from academy.content.faults import PackageRefused, Severity
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _, native_name
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/languages/")
@open_to(Access.TRANSLATOR)
def languages(course: str) -> str:
    """Show how far each language is, and what of it learners do not have yet."""
    here = held(course, Permission.PREVIEW)
    return _languages(here, LanguageForm.from_request())


@pages.post("/teach/courses/<slug:course>/languages/")
@open_to(Access.TRANSLATOR)
def add_language(course: str) -> Answered:
    """Begin to bring the course into a language."""
    here = held(course, Permission.TRANSLATE)
    form = LanguageForm.from_request()
    form.offer(_spoken(here))
    if not form.validate():
        return _languages(here, form), REFUSED
    try:
        with atomic() as session:
            service.add_language(session, saving(course), form.language.data)
    except Refusal as refusal:
        say_no(refusal)
        return redirect(url_for(".languages", course=course), 303)
    return redirect(url_for(".translate", course=course, locale=form.language.data), 303)


@pages.post("/teach/courses/<slug:course>/languages/<lang:locale>/publish")
@open_to(Access.TRANSLATOR)
def publish_translation(course: str, locale: str) -> Answered:
    """Give learners the newest words of one language: at once, and nobody loses anything."""
    here = held(course, Permission.PUBLISH_TRANSLATION)
    try:
        with atomic() as session:
            service.publish_translation(session, saving(course), press(), locale=locale)
    except Refusal as refusal:
        say_no(refusal)
    except PackageRefused as refused:
        return _to_be_mended(here, locale, refused), REFUSED
    else:
        flash(_("Learners read the newest words in %(name)s now.", name=native_name(locale)))
    return _back(course, locale)


def _languages(here: Held, form: LanguageForm) -> str:
    spoken = queries.overview(current_session(), here.draft)
    can_add = form.offer({here.draft.course.language, *(each.tag for each in spoken)})
    return render(
        "authoring/languages.html",
        here=here,
        spoken=spoken,
        form=form,
        can_add=can_add and here.may(Permission.TRANSLATE),
        may_publish=here.may(Permission.PUBLISH_TRANSLATION),
    )


def _spoken(here: Held) -> set[str]:
    return {here.draft.course.language, *queries.languages(current_session(), here.draft)}


def _to_be_mended(here: Held, locale: str, refused: PackageRefused) -> str:
    """Lead to each translation that has to be mended; of other faults, say what they say."""
    rows = broken(queries.desk(current_session(), here.draft, locale).rows, locale)
    file = f"locale/{locale}.po"
    others = [
        fault
        for fault in refused.faults
        if fault.severity is Severity.ERROR and not (rows and fault.file == file)
    ]
    return render(
        "authoring/translate/refused.html",
        here=here,
        locale=locale,
        rows=rows,
        others=others,
        fault_text=fault_text,
        place_of=place_of,
    )


def _back(course: str, locale: str) -> Response:
    """Return to where the button was."""
    if "desk" in request.form:
        return redirect(url_for(".translate", course=course, locale=locale), 303)
    return redirect(url_for(".languages", course=course), 303)
