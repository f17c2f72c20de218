"""Who learns in a course: for those who teach it."""

from academy.accounts import queries as people
from academy.authoring import queries as authoring
from academy.catalogue import queries as catalogue
from academy.db.transaction import current_session
from academy.kernel.refusal import NotFound
from academy.reporting import messages, queries
from academy.reporting.forms import LearnersForm
from academy.reporting.policy import learners_scope
from academy.reporting.views.shared import address, pages
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/learners")
@open_to(Access.INSTRUCTOR)
def learners(course: str) -> str:
    """Show who learns in a course, and how far they are, to those who teach it."""
    session, actor = current_session(), current_actor()
    newest = catalogue.newest_revision(session, course)
    teaches = authoring.teaches(session, actor, course)
    scope = learners_scope(people.scope_of(session, actor), teaches=teaches)
    if newest is None or scope is None:
        raise NotFound
    form = LearnersForm.from_address(statuses=messages.STATUSES)
    page = queries.learners_of(session, scope, course, sought=form.sought())
    return render(
        "reporting/learners.html",
        form=form,
        outline=catalogue.outline(session, newest.revision_id, current_language().tag),
        page=page,
        next=page.next and address(".learners", form.chosen(after=page.next), course=course),
        statuses=messages.STATUSES,
    )
