"""Merging two accounts of one person: finding the other, looking at what would move, doing it."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.accounts.policy import Act
from academy.accounts.queries import PeopleSought, Profiled
from academy.accounts.queries.doubles import likely_doubles
from academy.administration.forms.personal import MergeForm
from academy.administration.messages import REFUSALS
from academy.administration.messages.personal import MOVED
from academy.administration.rules.merging import MergeRefused
from academy.administration.service import merging as service
from academy.administration.service.merging import MergeWish
from academy.administration.views.reach import CONFLICT, REFUSED, reach, reached_person
from academy.administration.views.shared import pages
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render

Answer = str | tuple[str, int] | Response
_SHOWN = 200
_STALE: frozenset[StrEnum] = frozenset({MergeRefused.MERGE_CHANGED})


@pages.get("/admin/people/doubles")
@open_to(Access.ADMIN)
def doubles() -> str:
    """List accounts that are likely to be one person's, as far as the reader may merge them."""
    return render("administration/doubles.html", pairs=likely_doubles(current_session(), reach()))


@pages.get("/admin/people/<uuid:person>/merge")
@open_to(Access.ADMIN)
def merge(person: UUID) -> Answer:
    """Ask for the other account; once it is chosen, show what a merge would do."""
    kept, form = reached_person(person, Act.MERGE), MergeForm.from_address()
    if form.chosen is None:
        return _search_page(kept, form)
    return _plan_page(kept, form)


@pages.post("/admin/people/<uuid:person>/merge")
@open_to(Access.ADMIN)
def merge_accounts(person: UUID) -> Answer:
    """Do what was shown; where the world is another by now, show it again."""
    kept, form = reached_person(person, Act.MERGE), MergeForm.from_request()
    if form.chosen is None:
        return _search_page(kept, form)
    try:
        with atomic() as session:
            wish = _wish(reached_person(person, Act.MERGE), _other(form), form)
            service.merge(session, wish, digest=str(form.digest.data or ""), now=now())
    except Refusal as refusal:
        if refusal.reason not in _STALE:
            return _refused(kept, form, refusal)
        flash(str(REFUSALS[refusal.reason]), "error")
        return _plan_page(kept, form)[0], CONFLICT
    flash(_("The two accounts are one now."), "done")
    return redirect(url_for("accounts.person", person=person))


def _wish(kept: Profiled, gone: UUID, form: MergeForm) -> MergeWish:
    return MergeWish(kept.id, gone, bool(form.takes_email.data), by=current_actor().id)


def _search_page(kept: Profiled, form: MergeForm) -> str:
    found: Any = ()
    sought = str(form.q.data or "")
    if sought:
        page = people.people_within(current_session(), reach(), PeopleSought(text=sought))
        found = [one for one in page.people if one.id != kept.id]
    return render("administration/merge.html", kept=kept, form=form, found=found, sought=sought)


def _refused(kept: Profiled, form: MergeForm, refusal: Refusal) -> tuple[str, int]:
    flash(str(REFUSALS[refusal.reason]), "error")
    return _search_page(kept, form), REFUSED


def _plan_page(kept: Profiled, form: MergeForm) -> tuple[str, int]:
    """Return what a merge would do, or why there can be none."""
    wish = _wish(kept, _other(form), form)
    try:
        plan = service.plan(current_session(), wish)
    except Refusal as refusal:
        return _refused(kept, form, refusal)
    form.digest.data = plan.digest
    shown = {"kept": kept, "plan": plan, "form": form, "moved": MOVED}
    return render("administration/merge_plan.html", **shown), _SHOWN


def _other(form: MergeForm) -> UUID:
    """Return the other account; beyond the reader's reach there is none."""
    if form.chosen is None:
        raise NotFound
    return reached_person(form.chosen, Act.MERGE).id
