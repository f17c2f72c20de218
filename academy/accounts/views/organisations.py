"""The tree of organisations, and one of them."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries, rules, service
from academy.accounts.forms import OrganisationForm
from academy.accounts.messages import KINDS, ROLES
from academy.accounts.policy import Act
from academy.accounts.queries import OneOrganisation
from academy.accounts.rules import Kind
from academy.accounts.service import OrganisationFacts
from academy.accounts.views.organisation_page import organisation_page
from academy.accounts.views.people_reach import (
    by_reader,
    reach,
    reached_organisation,
    tell_refusal,
)
from academy.accounts.views.shared import REFUSED, complain, is_valid, pages, say, typed
from academy.db.transaction import atomic, current_session
from academy.kernel.ids import key_in
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.pages import render


@pages.get("/admin/organisations")
@open_to(Access.ADMIN)
def organisations() -> str:
    """Show the organisations within the reader's reach, each below the one above it."""
    session, scope = current_session(), reach()
    return render(
        "accounts/organisations.html",
        places=queries.tree(session, scope),
        counts=queries.count_roles(session, scope),
        kinds=KINDS,
        roles=ROLES,
    )


@pages.get("/admin/organisations/<uuid:organisation>")
@open_to(Access.ADMIN)
def organisation(organisation: UUID) -> str:
    """Show an organisation: what it is, who belongs to it, what stands below it."""
    one = reached_organisation(organisation, Act.SEE_ORGANISATION)
    return organisation_page(one, _offered(OrganisationForm(data=_kept(one))))


@pages.post("/admin/organisations/<uuid:organisation>")
@open_to(Access.ADMIN)
def change_organisation(organisation: UUID) -> tuple[str, int] | Response:
    """Say something else of an organisation."""
    one = reached_organisation(organisation, Act.CHANGE_ORGANISATION)
    form = _offered(OrganisationForm.from_request())
    if not is_valid(form, name=rules.organisation_name_refused(typed(form, "name"))):
        return organisation_page(one, form), REFUSED
    try:
        with atomic() as session:
            reached_organisation(organisation, Act.CHANGE_ORGANISATION)
            service.change_organisation(session, organisation, _facts(form), by=by_reader())
    except Refusal as refusal:
        complain(form, "name", refusal.reason)
        return organisation_page(one, form), REFUSED
    say(_("What is said of this organisation is saved."))
    return redirect(url_for(".organisation", organisation=organisation))


@pages.get("/admin/organisations/<uuid:organisation>/new")
@open_to(Access.ADMIN)
def new_organisation(organisation: UUID) -> str:
    """Ask what organisation to add below this one."""
    above = reached_organisation(organisation, Act.ADD_ORGANISATION)
    form = _offered(OrganisationForm(data={"country": above.country or ""}))
    return render("accounts/organisation_new.html", above=above, form=form)


@pages.post("/admin/organisations/<uuid:organisation>/new")
@open_to(Access.ADMIN)
def add_organisation(organisation: UUID) -> tuple[str, int] | Response:
    """Add an organisation below this one."""
    above = reached_organisation(organisation, Act.ADD_ORGANISATION)
    form = _offered(OrganisationForm.from_request())
    if not is_valid(form, name=rules.organisation_name_refused(typed(form, "name"))):
        return render("accounts/organisation_new.html", above=above, form=form), REFUSED
    try:
        with atomic() as session:
            reached_organisation(organisation, Act.ADD_ORGANISATION)
            made = service.add_below(session, organisation, _facts(form), by=by_reader())
    except Refusal as refusal:
        complain(form, "name", refusal.reason)
        return render("accounts/organisation_new.html", above=above, form=form), REFUSED
    say(_("The organisation is added."))
    return redirect(url_for(".organisation", organisation=made))


@pages.post("/admin/organisations/<uuid:organisation>/move")
@open_to(Access.ADMIN)
def move_organisation(organisation: UUID) -> Response:
    """Put an organisation below another one, both within reach."""
    to = key_in(request.form.get("to"))

    def act() -> None:
        queries.hold_tree(current_session())
        reached_organisation(organisation, Act.MOVE_ORGANISATION)
        if to is not None:
            reached_organisation(to, Act.ADD_ORGANISATION)
            service.move_organisation(current_session(), organisation, to, by=by_reader())

    return _done_to(organisation, act)


@pages.post("/admin/organisations/<uuid:organisation>/close")
@open_to(Access.ADMIN)
def close_organisation(organisation: UUID) -> Response:
    """Close an organisation."""

    def act() -> None:
        reached_organisation(organisation, Act.MOVE_ORGANISATION)
        service.close_organisation(current_session(), organisation, by=by_reader())

    return _done_to(organisation, act)


@pages.post("/admin/organisations/<uuid:organisation>/open")
@open_to(Access.ADMIN)
def open_organisation(organisation: UUID) -> Response:
    """Open an organisation that was closed."""

    def act() -> None:
        reached_organisation(organisation, Act.MOVE_ORGANISATION)
        service.open_organisation(current_session(), organisation, by=by_reader())

    return _done_to(organisation, act)


def _done_to(organisation: UUID, act: Callable[[], None]) -> Response:
    try:
        with atomic():
            act()
    except Refusal as refusal:
        tell_refusal(refusal)
    else:
        say(_("That is done."))
    return redirect(url_for(".organisation", organisation=organisation))


def _offered(form: OrganisationForm) -> OrganisationForm:
    form.offer(KINDS)
    return form


def _facts(form: OrganisationForm) -> OrganisationFacts:
    return OrganisationFacts(
        typed(form, "name"), Kind(typed(form, "kind")), typed(form, "country") or None
    )


def _kept(one: OneOrganisation) -> dict[str, str]:
    return {"name": one.name, "kind": one.kind, "country": one.country or ""}
