"""The outline of a course: modules and units."""

from academy.authoring.policy import Permission
from academy.authoring.views.shared import held, pages
from academy.catalogue.rules import outline_of
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/")
@open_to(Access.TRANSLATOR)
def course(course: str) -> str:
    """Show a course's outline as its makers have it."""
    here = held(course, Permission.PREVIEW)
    return render(
        "authoring/outline.html",
        here=here,
        outline=outline_of(here.draft.package, current_language().tag),
        permission=Permission,
    )
