"""The people within the reader's reach, and one more added by hand."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from academy.accounts import policy, queries, rules, service
from academy.accounts.forms import NewPersonForm, PeopleForm
from academy.accounts.messages import ROLES
from academy.accounts.policy import Act
from academy.accounts.queries import MOST_COUNTED, Place
from academy.accounts.rules import InputRefused, PersonRefused
from academy.accounts.service import NO_PASSWORD, Newcomer
from academy.accounts.views.people_reach import by_reader, reach
from academy.accounts.views.shared import REFUSED, complain, is_valid, pages, say, typed
from academy.db.transaction import atomic, current_session
from academy.kernel.actor import Role
from academy.kernel.ids import key_in
from academy.kernel.refusal import Forbidden, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language
from academy.web.pages import render


@pages.get("/admin/people")
@open_to(Access.ADMIN)
def people() -> str:
    """Show the people within the reader's reach, and find some among them."""
    session, scope = current_session(), reach()
    places = queries.tree(session, scope)
    form = PeopleForm.from_address(places, ROLES)
    found = queries.people_within(session, scope, form.sought(_asked(form, places)))
    return render(
        "accounts/people.html",
        form=form,
        page=found,
        most=MOST_COUNTED,
        names={place.id: place.name for place in places},
        next=found.next and f"{url_for('.people')}?{urlencode(form.address(found.next))}",
        roles=ROLES,
    )


@pages.get("/admin/people/new")
@open_to(Access.ADMIN)
def new_person() -> str:
    """Ask who is to be added."""
    form = NewPersonForm.from_request(locale=current_language().tag)
    form.organisation.data = request.args.get("organisation")
    return _new_page(form)


@pages.post("/admin/people/new")
@open_to(Access.ADMIN)
def add_person() -> tuple[str, int] | Response:
    """Add a person; who comes without a way in gets a user name proposed first."""
    form = NewPersonForm.from_request()
    form.offer(queries.tree(current_session(), reach()), ROLES)
    name, login = typed(form, "name"), typed(form, "login")
    if not is_valid(form, name=rules.name_refused(name), login=_login_refused(login)):
        return _new_page(form), REFUSED
    if not login:
        form.login.data = service.propose_username(
            current_session(), name, country=typed(form, "country") or None
        )
        return _new_page(form, proposed=True), REFUSED
    try:
        person = _add(form)
    except Refusal as refusal:
        at = "login" if isinstance(refusal.reason, PersonRefused) else "organisation"
        complain(form, at, refusal.reason)
        return _new_page(form), REFUSED
    say(_("The person is added."))
    return redirect(url_for(".person", person=person))


def _asked(form: PeopleForm, places: Sequence[Place]) -> frozenset[UUID] | None:
    """Return the organisations whose people are asked for; `None` for all within reach."""
    chosen = key_in(form.chosen("organisation"))
    if chosen is None:
        return None
    lines = {place.id: place.parent_id for place in places}
    return frozenset({chosen}) if form.alone.data else policy.below([chosen], lines)


def _add(form: NewPersonForm) -> UUID:
    organisation = UUID(typed(form, "organisation"))
    newcomer = Newcomer(
        login=typed(form, "login"),
        password_hash=NO_PASSWORD,
        name=typed(form, "name"),
        locale=typed(form, "locale"),
        country=typed(form, "country") or None,
    )
    with atomic() as session:
        if not policy.may(reach(), Act.ADD_PEOPLE, organisation):
            raise Forbidden
        return service.add_person(
            session,
            newcomer,
            role=Role(typed(form, "role")),
            organisation=organisation,
            by=by_reader(),
        )


def _new_page(form: NewPersonForm, *, proposed: bool = False) -> str:
    form.offer(queries.tree(current_session(), reach()), ROLES)
    return render("accounts/people_new.html", form=form, proposed=proposed)


def _login_refused(login: str) -> InputRefused | None:
    return rules.login_refused(login) if login else None
