"""The whole region in numbers, for every administrator: nobody can be made out in them."""

from typing import Any

from academy.db.transaction import current_session
from academy.kernel.clock import now
from academy.reporting import queries
from academy.reporting.forms.dashboard import RegionForm
from academy.reporting.messages import dashboard as words
from academy.reporting.queries import dashboard_region as numbers
from academy.reporting.rules.periods import finished_quarters
from academy.reporting.views.shared import pages
from academy.web.access import Access, open_to
from academy.web.pages import render

_MOST = 12
"""Quarters that can be looked back on: three years."""


@pages.get("/admin/region")
@open_to(Access.ADMIN)
def region() -> str:
    """Show counts of all organisations, of quarters that are over."""
    session = current_session()
    today = now().date()
    begun = numbers.first_enrolment(session) or today
    quarters = {
        quarter: words.quarter_text(quarter)
        for quarter in finished_quarters(begun, today, most=_MOST)
    }
    shown: dict[str, Any] = {"form": None, "told": None}
    if quarters:
        form = shown["form"] = RegionForm.from_address(quarters=quarters)
        if form.validate():
            period = form.chosen(quarters).period
            found = numbers.region(session, period, form.by.data)
            shown["told"] = words.told(found, form.by.data, queries.courses(session))
    return render("reporting/region.html", **shown)
