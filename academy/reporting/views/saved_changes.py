"""Changing and removing a saved report."""

from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from flask import flash, redirect, request, url_for

from academy.db.transaction import atomic
from academy.kernel.clock import now
from academy.kernel.refusal import Refusal
from academy.reporting import messages, service
from academy.reporting.forms import SavedForm, query_of
from academy.reporting.policy import Act
from academy.reporting.rules.saved import SavedRefused
from academy.reporting.views.asked import Asked, asked, hidden_address
from academy.reporting.views.saved import (
    CONFLICT,
    REFUSED,
    Answered,
    Held,
    change_form,
    held,
    open_address,
    page_of,
)
from academy.reporting.views.shared import address, pages
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render

_CONFLICTS: frozenset[StrEnum] = frozenset({SavedRefused.CHANGED})


@pages.post("/admin/reports/saved/<uuid:report>")
@open_to(Access.ADMIN)
def change_saved(report: UUID) -> Answered:
    """Give a saved report another name or other readers, if it is still what was shown."""
    here = held(report, Act.CHANGE_SAVED)
    form = change_form(here)
    if not form.validate():
        return page_of(here, form=form), REFUSED
    named = form.named(here.saved.named.report)
    try:
        with atomic() as session:
            service.change(session, here.saved, named, base=str(form.base.data), now=now())
    except Refusal as refusal:
        return _name_refused(held(report, Act.CHANGE_SAVED), form, refusal)
    flash(_("“%(name)s” is saved.", name=named.name))
    return redirect(url_for(".saved_report", report=report), 303)


@pages.post("/admin/reports/saved/<uuid:report>/definition")
@open_to(Access.ADMIN)
def redefine_saved(report: UUID) -> Answered:
    """Let a saved report ask for something else, if it is still what was shown."""
    here, told = held(report, Act.CHANGE_SAVED), asked(Act.SAVE, hidden_address())
    if not told.form.validate():
        query = told.form.chosen() | {"saved": str(report)}
        return redirect(address(".completions", query), 303)
    named = replace(here.saved.named, report=replace(told.form.report(), as_of=None))
    base = request.form.get("base", "")
    try:
        with atomic() as session:
            service.change(session, here.saved, named, base=base, now=now())
    except Refusal as refusal:
        return _definition_refused(held(report, Act.CHANGE_SAVED), told, refusal)
    flash(_("“%(name)s” is saved.", name=named.name))
    return redirect(address(".completions", query_of(named.report) | {"saved": str(report)}), 303)


@pages.post("/admin/reports/saved/<uuid:report>/remove")
@open_to(Access.ADMIN)
def remove_saved(report: UUID) -> Answered:
    """Remove a saved report, and with it what was scheduled of it."""
    here = held(report, Act.REMOVE_SAVED)
    with atomic() as session:
        service.remove(session, here.saved, by=current_actor().id, now=now())
    flash(_("“%(name)s” is removed.", name=here.saved.named.name))
    return redirect(url_for(".saved_reports"), 303)


def _name_refused(here: Held, form: SavedForm, refusal: Refusal) -> Answered:
    """Show what was typed again, and above it what is saved by now."""
    words = str(messages.REFUSALS[refusal.reason])
    if refusal.reason not in _CONFLICTS:
        form.name.errors = [words]
        return page_of(here, form=form), REFUSED
    form.base.data = here.saved.named.version
    return page_of(here, form=form, conflict=words), CONFLICT


def _definition_refused(here: Held, told: Asked, refusal: Refusal) -> Answered:
    """Show what was asked for beside what is saved by now; saving again takes the former."""
    page = render(
        "reporting/saved_conflict.html",
        here=here,
        said=str(messages.REFUSALS[refusal.reason]),
        mine=messages.in_words(replace(told.form.report(), as_of=None), told.names),
        theirs=messages.in_words(here.saved.named.report, told.names),
        query=told.query,
        opened=open_address(here.saved),
    )
    return page, CONFLICT
