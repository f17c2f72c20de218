"""What a course says of itself, and how one works on it."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import service
from academy.authoring.forms.details import DetailsForm, TermsForm, said
from academy.authoring.policy import Permission
from academy.authoring.rules.details import (
    Details,
    details_of,
    details_version,
    differences,
    gaps,
)
from academy.authoring.views.notes import for_translators
from academy.authoring.views.shared import (
    CONFLICT,
    REFUSED,
    Answered,
    Held,
    held,
    pages,
    saving,
    say_no,
)
from academy.content.model import COURSE
from academy.db.transaction import atomic
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/details")
@open_to(Access.TRANSLATOR)
def details(course: str) -> str:
    """Show the details of a course, to be changed."""
    return _page(held(course, Permission.EDIT))


@pages.post("/teach/courses/<slug:course>/details")
@open_to(Access.TRANSLATOR)
def save_details(course: str) -> Answered:
    """Keep the details of a course, if nobody else changed them meanwhile."""
    here, form = held(course, Permission.EDIT), DetailsForm(request.form)
    if not form.validate():
        return _page(here, form=form), REFUSED
    try:
        with atomic() as session:
            step = saving(course, base=str(form.base.data))
            outcome = service.save_details(session, step, form.details())
    except Refusal as refusal:
        say_no(refusal)
        return _back(course)
    if outcome.is_conflict:
        return _conflict(held(course, Permission.EDIT), form.details()), CONFLICT
    flash(_("Saved. Learners see it once it is published."))
    return _back(course)


@pages.post("/teach/courses/<slug:course>/terms")
@open_to(Access.TRANSLATOR)
def save_terms(course: str) -> Answered:
    """Keep how the makers of a course work on it."""
    here, form = held(course, Permission.MANAGE), TermsForm(request.form)
    if not form.validate():
        return _page(here, terms=form), REFUSED
    try:
        with atomic() as session:
            service.set_terms(
                session,
                saving(course),
                readiness=form.readiness.number or 0,
                needs_review=bool(form.needs_review.data),
            )
    except Refusal as refusal:
        say_no(refusal)
        return _back(course)
    flash(_("Saved."))
    return _back(course)


def _back(course: str) -> Response:
    return redirect(url_for(".details", course=course), 303)


def _conflict(here: Held, mine: Details) -> str:
    """Show what was typed beside what somebody else saved: saving again takes what was typed."""
    course = here.draft.course
    theirs = details_of(course)
    form = DetailsForm.showing(mine, details_version(course))
    others = {name: said(theirs)[name] for name in differences(mine, theirs)}
    return _page(here, form=form, others=others)


def _page(
    here: Held,
    *,
    form: DetailsForm | None = None,
    terms: TermsForm | None = None,
    others: dict[str, str] | None = None,
) -> str:
    course = here.draft.course
    stands = details_of(course)
    return render(
        "authoring/details.html",
        here=here,
        form=form or DetailsForm.showing(stands, details_version(course)),
        terms=terms or TermsForm.showing(here.terms),
        others=others or {},
        gaps={} if form else gaps(stands),
        **for_translators(here, COURSE),
    )
