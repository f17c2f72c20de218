"""Having a saved report made regularly, and no more."""

from uuid import UUID

from flask import flash, redirect, url_for

from academy.db.transaction import atomic
from academy.kernel.clock import now
from academy.kernel.refusal import Refusal
from academy.reporting import messages, service
from academy.reporting.policy import Act
from academy.reporting.views.saved import REFUSED, Answered, held, page_of, schedule_form
from academy.reporting.views.shared import pages
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor


@pages.post("/admin/reports/saved/<uuid:report>/schedule")
@open_to(Access.ADMIN)
def set_schedule(report: UUID) -> Answered:
    """Have a report made regularly for the reader, who gets a letter each time."""
    here, form = held(report, Act.SCHEDULE), schedule_form()
    if not form.validate():
        return page_of(here, schedule=form), REFUSED
    try:
        with atomic() as session:
            service.set_schedule(
                session, here.saved, actor=current_actor(), rhythm=form.rhythm(), now=now()
            )
    except Refusal as refusal:
        form.every.errors = [str(messages.REFUSALS[refusal.reason])]
        return page_of(here, schedule=form), REFUSED
    flash(_("Saved. A letter will come each time the report is made."))
    return redirect(url_for(".saved_report", report=report), 303)


@pages.post("/admin/reports/saved/<uuid:report>/schedule/end")
@open_to(Access.ADMIN)
def end_schedule(report: UUID) -> Answered:
    """Have the reader's letters about a report end."""
    held(report, Act.OPEN_SAVED)
    me = current_actor().id
    with atomic() as session:
        service.end_schedule(session, report, me, by=me, now=now())
    flash(_("The letters have ended."))
    return redirect(url_for(".saved_report", report=report), 303)
