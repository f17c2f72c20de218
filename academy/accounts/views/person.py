"""One person: what is known of them, and what administrators say of them."""

from enum import StrEnum
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import policy, queries, rules, service
from academy.accounts.forms import PersonForm, RoleForm
from academy.accounts.messages import AGREEMENTS, DEEDS, ROLES
from academy.accounts.policy import Act
from academy.accounts.queries import Profiled
from academy.accounts.rules import InputRefused, PersonRefused
from academy.accounts.rules.consents import ConsentRefused
from academy.accounts.service import WaysIn
from academy.accounts.views.people_reach import by_reader, reach, reached_person
from academy.accounts.views.profiles import as_form_shows, profile_of
from academy.accounts.views.shared import REFUSED, complain, is_valid, pages, say, typed
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.refusal import Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/admin/people/<uuid:person>")
@open_to(Access.ADMIN)
def person(person: UUID) -> str:
    """Show a person to those who administer where they belong."""
    session, scope = current_session(), reach()
    found = reached_person(person, Act.SEE_PERSON)
    places = queries.tree(session, scope)
    form = RoleForm()
    form.offer(places, ROLES)
    return render(
        "accounts/person.html",
        person=found,
        form=form,
        held=[(role, where) for role, where in found.roles if scope.holds(where)],
        may_change=policy.may(scope, Act.CHANGE_ACCOUNT, *found.organisations),
        is_self=found.id == current_actor().id,
        names={place.id: place.name for place in places},
        consents=queries.consents_of(session, person),
        deeds=queries.deeds_on(session, scope, person),
        card=queries.card_of(session, person),
        words={"roles": ROLES, "deeds": DEEDS, "consents": AGREEMENTS},
    )


@pages.get("/admin/people/<uuid:person>/edit")
@open_to(Access.ADMIN)
def edit_person(person: UUID) -> str:
    """Show what is said of a person, to be changed."""
    found = reached_person(person, Act.CHANGE_ACCOUNT)
    return _edit_page(found, PersonForm(data=_kept(found)))


@pages.post("/admin/people/<uuid:person>/edit")
@open_to(Access.ADMIN)
def change_person(person: UUID) -> tuple[str, int] | Response:
    """Keep what an administrator says of a person."""
    found = reached_person(person, Act.CHANGE_ACCOUNT)
    form = PersonForm.from_request(**_kept(found))
    form.offer_zones(clock())
    if not _is_sound(form):
        return _edit_page(found, form), REFUSED
    ways = WaysIn(typed(form, "email") or None, typed(form, "username") or None)
    try:
        with atomic() as session:
            reached_person(person, Act.CHANGE_ACCOUNT)
            service.change_person(
                session, person, profile=profile_of(form), ways=ways, by=by_reader()
            )
    except Refusal as refusal:
        complain(form, _field_of(refusal), refusal.reason)
        return _edit_page(found, form), REFUSED
    say(_("What is said of this person is saved."))
    return redirect(url_for(".person", person=person))


def _field_of(refusal: Refusal) -> str:
    """Return the field by which a refusal is told."""
    fields: dict[StrEnum, str] = {
        ConsentRefused.COUNTRY_ASKS_GUARDIAN: "country",
        PersonRefused.USERNAME_IN_USE: "username",
    }
    return fields.get(refusal.reason, "email")


def _edit_page(found: Profiled, form: PersonForm) -> str:
    form.offer_zones(clock())
    return render("accounts/person_edit.html", person=found, form=form)


def _is_sound(form: PersonForm) -> bool:
    email, username = typed(form, "email"), typed(form, "username")
    return is_valid(
        form,
        name=rules.name_refused(typed(form, "name")),
        latin_name=rules.latin_name_refused(typed(form, "latin_name")),
        email=rules.email_refused(email) if email else None,
        username=_username_refused(username) if username else None,
    )


def _username_refused(username: str) -> InputRefused | None:
    return None if rules.valid_username(username) else InputRefused.USERNAME_MALFORMED


def _kept(found: Profiled) -> dict[str, str | None]:
    return {**as_form_shows(found), "email": found.email, "username": found.username}
