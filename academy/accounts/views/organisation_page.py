"""The page of one organisation, whichever form on it was sent."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from flask import request, url_for

from academy.accounts import policy, queries
from academy.accounts.forms import MoveForm, OrganisationForm
from academy.accounts.messages import KINDS, ROLES
from academy.accounts.policy import Scope
from academy.accounts.queries import (
    MOST_COUNTED,
    OneOrganisation,
    PeoplePage,
    PeopleSought,
    Place,
)
from academy.accounts.views.people_reach import may_move, reach
from academy.db.transaction import current_session
from academy.kernel.actor import Role
from academy.kernel.ids import key_in
from academy.web.pages import render


def organisation_page(one: OneOrganisation, about: OrganisationForm) -> str:
    """Return the page; `about` says what the organisation is, as it is kept or as it was sent."""
    session, scope = current_session(), reach()
    places = queries.tree(session, scope)
    role = _asked_role()
    members = _members(one, role, scope)
    is_academy = one.id in queries.roots(session)
    return render(
        "accounts/organisation.html",
        one=one,
        above=next((place for place in places if place.id == one.parent_id), None),
        below=_below(one.id, places),
        about=about,
        moving=_moving(one, places) if may_move(scope, one) and not is_academy else None,
        is_academy=is_academy,
        role=role,
        members=members,
        next=members.next and _next(one.id, role, members.next),
        counts=queries.count_roles(session, scope),
        most=MOST_COUNTED,
        words={"kinds": KINDS, "roles": ROLES},
    )


def _members(one: OneOrganisation, role: Role | None, scope: Scope) -> PeoplePage:
    after = key_in(request.args.get("after"))
    sought = PeopleSought(organisations=frozenset({one.id}), role=role, after=after)
    return queries.people_within(current_session(), scope, sought)


def _next(key: UUID, role: Role | None, after: UUID) -> str:
    asked = {"role": role.value} if role else {}
    here = url_for(".organisation", organisation=key)
    return f"{here}?{urlencode({**asked, 'after': str(after)})}"


def _asked_role() -> Role | None:
    try:
        return Role(request.args.get("role", ""))
    except ValueError:
        return None


def _below(key: UUID, places: Sequence[Place]) -> list[Place]:
    """Return what stands below an organisation, in the order of the tree, counted from there."""
    inside = policy.below([key], {place.id: place.parent_id for place in places})
    own = next((place.depth for place in places if place.id == key), 0)
    return [
        replace(place, depth=place.depth - own - 1)
        for place in places
        if place.id in inside and place.id != key
    ]


def _moving(one: OneOrganisation, places: Sequence[Place]) -> MoveForm:
    """Return the form that asks where to, with what makes sense: open, and not below itself."""
    own = {one.id, *(place.id for place in _below(one.id, places))}
    form = MoveForm(data={"to": str(one.parent_id)})
    form.offer([place for place in places if place.is_active and place.id not in own])
    return form
