"""The first page of the teaching side: one's courses."""

from academy.authoring import queries
from academy.authoring.policy import may_create
from academy.authoring.views.shared import pages
from academy.db.transaction import current_session
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/teach/")
@open_to(Access.TRANSLATOR)
def index() -> str:
    """List the courses that are theirs, and how things stand with each."""
    actor = current_actor()
    return render(
        "authoring/index.html",
        courses=queries.courses_of(current_session(), actor, current_language().tag),
        may_create=may_create(actor),
    )
