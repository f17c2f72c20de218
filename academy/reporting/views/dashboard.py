"""The dashboard of administrators, and the way of learners through a course."""

from typing import Any

from academy.accounts import policy
from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db.transaction import current_session
from academy.kernel.clock import now
from academy.reporting import queries
from academy.reporting.forms.dashboard import DashboardForm, FunnelForm, SeatsForm
from academy.reporting.messages import dashboard as words
from academy.reporting.policy import Scope
from academy.reporting.queries import dashboard as figures
from academy.reporting.queries import dashboard_funnel as ways
from academy.reporting.rules.funnel import funnel_of
from academy.reporting.views.shared import address, pages
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/admin/")
@open_to(Access.ADMIN)
def dashboard() -> str:
    """Show how learning goes within the reader's reach."""
    session, reach = current_session(), _reach()
    offered = _offered(reach)
    form = DashboardForm.from_address(**offered)
    shown: dict[str, Any] = {"form": form, "board": None}
    refused = form.refused() if form.validate() else None
    if refused:
        form.first.errors = [str(words.REFUSALS[refused])]
    elif not form.errors:
        period = form.period(now().date())
        wanted = form.wanted(_scope(form, reach))
        found = figures.look(session, wanted, period, then=period.compared(form.compared()))
        branches = figures.branches(offered["places"])
        shown |= {
            "board": words.board(found, words.Names(offered["courses"], branches)),
            "way": address(".funnel", form.chosen()),
        }
    return render("reporting/dashboard.html", **shown)


@pages.get("/admin/drop-off")
@open_to(Access.ADMIN)
def funnel() -> str:
    """Show how far the learners of a course get, and where they stop."""
    session, reach = current_session(), _reach()
    offered = _offered(reach)
    form = FunnelForm.from_address(**offered)
    editions = ways.editions(session, form.course.data or "")
    form.offer(editions)
    shown: dict[str, Any] = {"form": form, "way": None}
    if form.validate() and editions:
        edition = editions[form.number()]
        newest = catalogue.revision_of_edition(session, edition)
        outline = catalogue.outline(session, newest.revision_id, current_language().tag)
        standing = ways.standing(session, form.wanted(_scope(form, reach)), edition)
        way = funnel_of([unit.id for unit in outline.units], standing)
        shown |= {"way": way, "outline": outline, "chart": words.way_chart(way, outline)}
    return render("reporting/dashboard_funnel.html", **shown)


def _reach() -> Scope:
    return people.scope_of(current_session(), current_actor())


def _offered(reach: Scope) -> dict[str, Any]:
    session = current_session()
    return {"courses": queries.courses(session), "places": people.tree(session, reach)}


def _scope(form: SeatsForm, reach: Scope) -> Scope:
    """Return what the reader reaches, or of that what they chose: only what is offered is valid."""
    session, place = current_session(), form.place()
    if place is None:
        return reach
    return policy.scope_of(frozenset({place}), people.lines(session), people.roots(session))
