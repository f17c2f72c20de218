"""A course as a package: taken out, and brought in once it was seen what it changes."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.authoring import queries
from academy.authoring.messages import REFUSALS
from academy.authoring.messages.faults import fault_text
from academy.authoring.messages.importing import ARRIVALS, done_text
from academy.authoring.policy import Permission, may, may_create
from academy.authoring.queries.importing import import_plan
from academy.authoring.rules.coming import FaultPlace, faults_placed, titles_of_parts
from academy.authoring.rules.drafts import DraftRefused
from academy.authoring.rules.importing import stamped
from academy.authoring.rules.publishing import draft_version
from academy.authoring.service import importing as service
from academy.authoring.service.importing import Arriving, Choice, read_archive
from academy.authoring.views.publishing import lost_pictures, told
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
from academy.catalogue import queries as catalogue
from academy.content.archive import LIMITS, write_zip
from academy.content.faults import PackageRefused
from academy.content.model import Package
from academy.db.transaction import atomic, current_session
from academy.files.store import NotStored, current_store
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render
from academy.web.sizes import admits

_ROOM = LIMITS.total_size + 1_000_000
"""What the largest archive takes with the form around it."""
_SHOWN = 200


@pages.get("/teach/courses/<slug:course>/package.zip")
@open_to(Access.TRANSLATOR)
def export_course(course: str) -> Answered:
    """Send the draft with every language as it stands at the desk, or what is published."""
    here = held(course, Permission.PREVIEW)
    is_draft = request.args.get("of") != "published"
    name, package = _draft(here) if is_draft else _published(course)
    try:
        files = queries.draft_files(package, current_store())
    except PackageRefused as refused:
        return lost_pictures(here, refused)
    answer = Response(stamped(write_zip(files), now()), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return answer


@pages.get("/teach/import")
@open_to(Access.TRANSLATOR)
def import_course() -> str:
    """Ask for a package."""
    if not may_create(current_actor()):
        raise Forbidden
    return _ask(None)


@pages.post("/teach/import")
@open_to(Access.TRANSLATOR)
@admits(_ROOM)
def import_package() -> Answered:
    """Begin a course with a package; one that is here already leads to what would change."""
    arriving, name, refused = _sent(None)
    if arriving is None:
        return refused
    course = arriving.course_id
    if queries.find_draft(current_session(), course) is not None:
        standing = queries.standing(current_session(), current_actor(), course)
        if not may(Permission.EDIT, standing):
            return _ask(None, refusal=DraftRefused.ID_TAKEN), REFUSED
        return _to(".import_plan_page", course=course, name=name)
    if not may_create(current_actor()):
        raise Forbidden
    try:
        with atomic() as session:
            service.import_course(session, saving(course), arriving, store=current_store())
    except Refusal as refusal:
        say_no(refusal)
        return _ask(None), REFUSED
    flash(_("The package is a draft of yours now. Learners see nothing of it yet."))
    return _to(".publishing", course=course)


@pages.get("/teach/courses/<slug:course>/import")
@open_to(Access.TRANSLATOR)
def import_into(course: str) -> str:
    """Ask for a package of this course."""
    return _ask(held(course, Permission.EDIT))


@pages.post("/teach/courses/<slug:course>/import")
@open_to(Access.TRANSLATOR)
@admits(_ROOM)
def import_upload(course: str) -> Answered:
    """Take a package of this course and lead to what it would change."""
    here = held(course, Permission.EDIT)
    arriving, name, refused = _sent(here)
    if arriving is None:
        return refused
    if arriving.course_id != course:
        return _ask(here, refusal=DraftRefused.OTHER_COURSE), REFUSED
    return _to(".import_plan_page", course=course, name=name)


@pages.get("/teach/courses/<slug:course>/import/<token:name>")
@open_to(Access.TRANSLATOR)
def import_plan_page(course: str, name: str) -> str:
    """Show what a package would change."""
    here = held(course, Permission.EDIT)
    return _plan_page(here, _kept(here, name))


@pages.post("/teach/courses/<slug:course>/import/<token:name>")
@open_to(Access.TRANSLATOR)
def import_apply(course: str, name: str) -> Answered:
    """Bring a package in as it was shown and decided: all of it or nothing."""
    here = held(course, Permission.EDIT)
    arriving = _kept(here, name)
    choice = Choice(request.form.get("seen", ""), request.form.getlist("take"))
    try:
        with atomic() as session:
            plan = service.bring_in(
                session, saving(course), arriving, store=current_store(), choice=choice
            )
    except Refusal as refusal:
        say_no(refusal)
        return _plan_page(held(course, Permission.EDIT), arriving), CONFLICT
    flash(done_text(plan, choice.taken))
    return _to(".publishing", course=course)


def _draft(here: Held) -> tuple[str, Package]:
    package = queries.whole_package(current_session(), here.draft)
    return f"{here.draft.course_id}-draft", package


def _published(course: str) -> tuple[str, Package]:
    newest = catalogue.newest_revision(current_session(), course)
    if newest is None:
        raise NotFound
    package = catalogue.package_of(current_session(), newest.revision_id)
    return f"{course}-{newest.edition}.{newest.revision}", package


def _sent(here: Held | None) -> tuple[Arriving | None, str, Answered]:
    """Return what was sent and the name it is kept by, or the page that says why it is not."""
    sent = request.files.get("package")
    data = sent.read() if sent else b""
    if not data:
        return None, "", (_ask(here, missing=True), REFUSED)
    try:
        arriving = read_archive(data)
    except PackageRefused as refused:
        faults = [each for each in faults_placed(None, refused.faults) if each.stands_in_the_way]
        return None, "", (_ask(here, faults=faults), REFUSED)
    return arriving, current_store().put(data, ".zip"), ""


def _kept(here: Held, name: str) -> Arriving:
    """Return a package that was sent before: it is read and judged again."""
    try:
        arriving = read_archive(current_store().get(name))
    except (NotStored, PackageRefused):
        raise NotFound from None
    if arriving.course_id != here.draft.course_id:
        raise NotFound
    return arriving


def _ask(
    here: Held | None,
    *,
    faults: Sequence[FaultPlace] = (),
    missing: bool = False,
    refusal: DraftRefused | None = None,
) -> str:
    reason = REFUSALS[refusal] if refusal else _("Choose a file first.") if missing else ""
    template = "authoring/import_into.html" if here else "authoring/import.html"
    return render(
        template, here=here, faults=faults, reason=str(reason), most=_SHOWN, fault_text=fault_text
    )


def _plan_page(here: Held, arriving: Arriving) -> str:
    session = current_session()
    plan = import_plan(session, here.draft, arriving.package, exported_at=arriving.exported_at)
    course = arriving.package.course
    return render(
        "authoring/import_plan.html",
        here=here,
        plan=plan,
        seen=draft_version(queries.whole_package(session, here.draft)),
        titles=dict(titles_of_parts(course, [each.name for each in plan.parts])),
        exported_at=arriving.exported_at,
        words=told(),
        arrivals=ARRIVALS,
    )


def _to(endpoint: str, *, course: str, name: str | None = None) -> Response:
    return redirect(url_for(endpoint, course=course, name=name), HTTPStatus.SEE_OTHER)
