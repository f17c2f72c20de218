"""What administrators do to a person: roles, closing the account, a new way in."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from academy.accounts import policy, queries, service
from academy.accounts.policy import Act
from academy.accounts.views.cards import card_sheet
from academy.accounts.views.people_reach import (
    by_reader,
    reach,
    reached_person,
    tell_refusal,
)
from academy.accounts.views.shared import pages, say
from academy.db.transaction import atomic, current_session
from academy.kernel.actor import Role
from academy.kernel.ids import key_in
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _


@pages.post("/admin/people/<uuid:person>/roles")
@open_to(Access.ADMIN)
def give_role(person: UUID) -> Response:
    """Let a person be something in an organisation within reach."""

    def act(role: Role, organisation: UUID) -> None:
        service.give_role(
            current_session(), user=person, role=role, organisation=organisation, by=by_reader()
        )
        say(_("The role is given."))

    return _with_role(person, act)


@pages.post("/admin/people/<uuid:person>/roles/remove")
@open_to(Access.ADMIN)
def take_role(person: UUID) -> Response:
    """Let a person be something no more in an organisation within reach."""

    def act(role: Role, organisation: UUID) -> None:
        service.take_role(
            current_session(), user=person, role=role, organisation=organisation, by=by_reader()
        )
        say(_("The role is taken away."))

    return _with_role(person, act)


@pages.post("/admin/people/<uuid:person>/deactivate")
@open_to(Access.ADMIN)
def deactivate(person: UUID) -> Response:
    """Close an account and end its sessions."""
    return _done_to(person, lambda: service.deactivate(current_session(), person, by=by_reader()))


@pages.post("/admin/people/<uuid:person>/reactivate")
@open_to(Access.ADMIN)
def reactivate(person: UUID) -> Response:
    """Open an account again."""
    return _done_to(person, lambda: service.reactivate(current_session(), person, by=by_reader()))


@pages.post("/admin/people/<uuid:person>/reset")
@open_to(Access.ADMIN)
def reset_access(person: UUID) -> Response:
    """End all ways in, and open a new one: a letter, or a card where there is no e-mail."""
    try:
        with atomic() as session:
            found = reached_person(person, Act.RESET_ACCESS)
            service.reset_access(session, person, by=by_reader())
            owners = queries.owners_among(session, reach(), [person], limit=1)
            cards = service.make_cards(session, owners, by=by_reader()) if not found.email else []
    except Refusal as refusal:
        tell_refusal(refusal)
        return _back(person)
    if cards:
        return card_sheet(cards, back=url_for(".person", person=person))
    say(_("A letter with a link to a new password is on its way."))
    return _back(person)


def _done_to(person: UUID, act: Callable[[], None]) -> Response:
    """Do something to the whole of a person, for whoever reaches all of them."""
    try:
        with atomic():
            reached_person(person, Act.CHANGE_ACCOUNT)
            act()
    except Refusal as refusal:
        tell_refusal(refusal)
    else:
        say(_("That is done."))
    return _back(person)


def _with_role(person: UUID, act: Callable[[Role, UUID], None]) -> Response:
    """Do something about one role: in organisations within reach only."""
    organisation = key_in(request.form.get("organisation"))
    try:
        role = Role(request.form.get("role", ""))
    except ValueError as error:
        raise BadRequest from error
    try:
        with atomic():
            reached_person(person, Act.SEE_PERSON)
            if not policy.may(reach(), Act.GIVE_ROLE, organisation) or organisation is None:
                raise NotFound
            act(role, organisation)
    except Refusal as refusal:
        tell_refusal(refusal)
    return _back(person)


def _back(person: UUID) -> Response:
    """Return to the person, or to all people where this one is within reach no more."""
    found = queries.find_profile(current_session(), person)
    if found and policy.may(reach(), Act.SEE_PERSON, *found.organisations):
        return redirect(url_for(".person", person=person))
    return redirect(url_for(".people"))
