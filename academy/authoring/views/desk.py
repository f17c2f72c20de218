"""The first page of the teaching side: one's courses, and beginning one."""

from flask import redirect, request, url_for

from academy.authoring import queries, service
from academy.authoring.forms.details import NewCourseForm
from academy.authoring.messages import REFUSALS
from academy.authoring.policy import may_create
from academy.authoring.rules.outlines import new_id
from academy.authoring.service import Begun
from academy.authoring.views.shared import REFUSED, Answered, me, pages
from academy.content.model import Level, Track
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/")
@open_to(Access.TRANSLATOR)
def index() -> str:
    """List the courses that are theirs, and how things stand with each."""
    actor = current_actor()
    courses = queries.courses_of(current_session(), actor, current_language().tag)
    return render(
        "authoring/index.html",
        courses=[course for course in courses if course.archived_at is None],
        archived=[course for course in courses if course.archived_at is not None],
        may_create=may_create(actor),
    )


@pages.get("/teach/new")
@open_to(Access.TRANSLATOR)
def new_course() -> str:
    """Ask what a course cannot begin without."""
    _require_maker()
    return render("authoring/new.html", form=NewCourseForm(language=current_language().tag))


@pages.post("/teach/new")
@open_to(Access.TRANSLATOR)
def begin_course() -> Answered:
    """Begin a course, and go on to its outline."""
    _require_maker()
    form = NewCourseForm(request.form)
    if not form.validate() or not _has_id(form):
        return render("authoring/new.html", form=form), REFUSED
    try:
        with atomic() as session:
            course = service.create(session, _begun(form), by=me(), now=now())
    except Refusal as refusal:
        form.id.errors = [str(REFUSALS[refusal.reason])]
        return render("authoring/new.html", form=form), REFUSED
    return redirect(url_for(".course", course=course), 303)


def _require_maker() -> None:
    if not may_create(current_actor()):
        raise Forbidden


def _has_id(form: NewCourseForm) -> bool:
    """Propose an id made of the title where none was chosen; some titles have no Latin letters."""
    if not form.id.data:
        form.id.data = new_id(str(form.title.data), (), fallback="")
    if not form.id.data:
        form.id.errors = [_("Please choose an id: none can be made of this title.")]
    return bool(form.id.data)


def _begun(form: NewCourseForm) -> Begun:
    return Begun(
        id=str(form.id.data),
        title=str(form.title.data),
        track=Track(form.track.data),
        level=Level(form.level.data),
        language=str(form.language.data),
        module=str(form.module.data),
    )
