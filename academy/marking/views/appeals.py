"""The queue of appeals in a course. Each is answered where its answer is shown."""

from academy.db.transaction import current_session
from academy.marking.policy import Permission
from academy.marking.queries.appeals import appeals_in
from academy.marking.rules.marking import number_of
from academy.marking.views.shared import held, pages
from academy.web.access import Access, open_to
from academy.web.addresses import page_asked
from academy.web.pages import render


@pages.get("/teach/courses/<slug:course>/appeals")
@open_to(Access.INSTRUCTOR)
def appeals(course: str) -> str:
    """Show what learners say against marks: first what nobody has answered."""
    here = held(course, Permission.SETTLE)
    page = page_asked()
    rows, has_more = appeals_in(current_session(), course, page=page)
    return render(
        "marking/appeals.html",
        here=here,
        rows=rows,
        has_more=has_more,
        page=page,
        number_of=number_of,
        titles={unit.id: unit.title for unit in here.quizzes},
    )
