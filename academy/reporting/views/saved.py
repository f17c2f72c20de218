"""Saved reports: the list, saving another one, and the page of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound, Refusal
from academy.reporting import messages, queries, service
from academy.reporting.forms import SavedForm, ScheduleForm, query_of
from academy.reporting.messages import Names
from academy.reporting.policy import Act, Standing, may
from academy.reporting.queries import Saved, Scheduled
from academy.reporting.views.asked import (
    Asked,
    asked,
    hidden_address,
    listed_places,
    names_within,
    reach,
)
from academy.reporting.views.shared import address, pages
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render

CONFLICT, REFUSED = 409, 422
Answered = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Held:
    """A saved report that its reader may open, and what they are to it."""

    saved: Saved
    standing: Standing

    def may(self, act: Act) -> bool:
        """Tell whether the reader may do this, too: a page shows the buttons that work."""
        return may(act, self.standing)


@pages.get("/admin/reports/saved")
@open_to(Access.ADMIN)
def saved_reports() -> str:
    """List the reader's own reports, and those that others share with them."""
    scope, session, me = reach(Act.SAVE), current_session(), current_actor().id
    mine = queries.saved_by(session, me)
    shared = queries.shared_within(session, scope, reader_id=me)
    names = _names(Standing(scope), [*mine, *shared])
    return render(
        "reporting/saved.html",
        mine=mine,
        shared=shared,
        words={each.id: messages.in_words(each.named.report, names) for each in (*mine, *shared)},
        schedules=queries.schedules_of(session, me),
        rhythms=messages.RHYTHMS,
    )


@pages.get("/admin/reports/saved/new")
@open_to(Access.ADMIN)
def new_saved() -> Answered:
    """Ask for the name of what was asked for in the report."""
    here = asked(Act.SAVE)
    if not here.form.validate():
        return redirect(address(".completions", here.form.chosen()))
    return _new_page(here, _new_form(here))


@pages.post("/admin/reports/saved/new")
@open_to(Access.ADMIN)
def add_saved() -> Answered:
    """Save a report under a name."""
    here = asked(Act.SAVE, hidden_address())
    if not here.form.validate():
        return redirect(address(".completions", here.form.chosen()), 303)
    form = _new_form(here)
    if not form.validate():
        return _new_page(here, form), REFUSED
    named = form.named(replace(here.form.report(), as_of=None))
    try:
        with atomic() as session:
            made = service.save(session, named, owner_id=current_actor().id, now=now())
    except Refusal as refusal:
        form.name.errors = [str(messages.REFUSALS[refusal.reason])]
        return _new_page(here, form), REFUSED
    flash(_("“%(name)s” is saved.", name=named.name))
    return redirect(url_for(".saved_report", report=made), 303)


@pages.get("/admin/reports/saved/<uuid:report>")
@open_to(Access.ADMIN)
def saved_report(report: UUID) -> str:
    """Show what a saved report asks for, who sees it, and how often it is made."""
    return page_of(held(report, Act.OPEN_SAVED))


def held(report: UUID, act: Act) -> Held:
    """Return a saved report to do something with.

    For whoever may not open it there is none (`NotFound`); whoever may, and not do this, is told so
    (`Forbidden`).
    """
    session = current_session()
    saved = queries.find_saved(session, report)
    if saved is None:
        raise NotFound
    here = Held(saved, service.standing(session, current_actor(), saved))
    if not here.may(Act.OPEN_SAVED):
        raise NotFound
    if not here.may(act):
        raise Forbidden
    return here


def page_of(
    here: Held,
    *,
    form: SavedForm | None = None,
    schedule: ScheduleForm | None = None,
    conflict: str = "",
) -> str:
    """Return the page of a saved report, with forms as they were sent where they were."""
    saved, session = here.saved, current_session()
    names = _names(here.standing, [saved])
    scheduled = queries.find_schedule(session, saved.id, current_actor().id)
    return render(
        "reporting/saved_report.html",
        here=here,
        acts=Act,
        words=messages.in_words(saved.named.report, names),
        is_beyond=is_beyond(saved, names),
        opened=open_address(saved),
        form=form or change_form(here),
        conflict=conflict,
        scheduled=scheduled,
        schedule=schedule or schedule_form(scheduled),
        rhythms=messages.RHYTHMS,
        files=messages.FILES,
    )


def open_address(saved: Saved) -> str:
    """Return where a saved report is read: with its filters, and knowing its name."""
    return address(".completions", query_of(saved.named.report) | {"saved": str(saved.id)})


def is_beyond(saved: Saved, names: Names) -> bool:
    """Tell whether a report is about an organisation or a cohort that its reader cannot see."""
    filters = saved.named.report.filters
    is_there = filters.organisation is None or filters.organisation in names.organisations
    return not is_there or (filters.cohort is not None and filters.cohort not in names.cohorts)


def change_form(here: Held) -> SavedForm:
    """Return the form that a saved report's name and readers are changed with."""
    named = here.saved.named
    shared = str(named.shared_with or "")
    places = listed_places(
        people.tree(current_session(), here.standing.scope), find="", kept=shared
    )
    return SavedForm.offering(places, name=named.name, shared_with=shared, base=named.version)


def schedule_form(scheduled: Scheduled | None = None) -> ScheduleForm:
    """Return the form that a report is scheduled with, as it was sent or as things stand."""
    now_set = {"every": scheduled.every, "format": scheduled.format} if scheduled else {}
    return ScheduleForm.offering(messages.RHYTHMS, messages.FILES, **now_set)


def _names(standing: Standing, reports: Iterable[Saved]) -> Names:
    cohorts = {each.named.report.filters.cohort for each in reports}
    places = people.tree(current_session(), standing.scope)
    known = [key for key in cohorts if key is not None]
    return names_within(standing.scope, places, course=None, cohorts=known)


def _new_form(here: Asked) -> SavedForm:
    places = listed_places(here.places, find="", kept=here.form.organisation.data)
    return SavedForm.offering(places, query=here.query)


def _new_page(here: Asked, form: SavedForm) -> str:
    words: list[Any] = messages.in_words(replace(here.form.report(), as_of=None), here.names)
    return render("reporting/saved_new.html", form=form, words=words)
