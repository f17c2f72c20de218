"""One's own account."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries, rules, service
from academy.accounts.forms import EmailForm, PasswordForm, ProfileForm
from academy.accounts.queries import Account, Person
from academy.accounts.rules import AccountRefused
from academy.accounts.views.profiles import as_form_shows, profile_of
from academy.accounts.views.shared import (
    REFUSED,
    complain,
    enter,
    guesses_are_counted,
    is_valid,
    pages,
    say,
    typed,
)
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.forms import Form
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/account/")
@open_to(Access.LEARNER)
def account() -> str:
    """Show what is kept about the reader."""
    return _page()


@pages.post("/account/")
@open_to(Access.LEARNER)
def update_profile() -> tuple[str, int] | Response:
    """Keep what the reader says about themselves."""
    form = ProfileForm.from_request(**as_form_shows(_own()))
    form.offer_zones(clock())
    if not is_valid(
        form,
        name=rules.name_refused(typed(form, "name")),
        latin_name=rules.latin_name_refused(typed(form, "latin_name")),
    ):
        return _page(profile=form), REFUSED
    profile = profile_of(form)
    try:
        with atomic() as session:
            service.update_profile(
                session, user_id=current_actor().id, profile=profile, now=clock()
            )
    except Refusal as refusal:
        complain(form, "country", refusal.reason)
        return _page(profile=form), REFUSED
    say(_("Your account is saved."))
    return redirect(url_for(".account", lang=profile.locale))


@pages.post("/account/password")
@open_to(Access.LEARNER)
@guesses_are_counted
def change_password() -> tuple[str, int] | Response:
    """Replace the password: sessions on other devices end, this one goes on."""
    form = PasswordForm.from_request()
    own = _own_account()
    new = typed(form, "new_password")
    valid = is_valid(form, new_password=rules.password_refused(new, own.email or ""))
    if not (valid and _knows_password(form, "old_password", own)):
        return _page(password=form), REFUSED
    hashed = service.hash_password(new)
    with atomic() as session:
        stamp = service.change_password(session, user_id=own.id, password_hash=hashed, now=clock())
    enter(own.id, stamp)
    say(_("Your new password is saved. Other devices must sign in again."))
    return redirect(url_for(".account"))


@pages.post("/account/email")
@open_to(Access.LEARNER)
@guesses_are_counted
def add_email() -> tuple[str, int] | Response:
    """Add an address, which opens a way back in: only for whoever knows the password."""
    form = EmailForm.from_request()
    own = _own_account()
    email = typed(form, "email")
    valid = is_valid(form, email=rules.email_refused(email))
    if not (valid and _knows_password(form, "email_password", own)):
        return _page(email=form), REFUSED
    try:
        with atomic() as session:
            service.add_email(session, user_id=own.id, email=email, now=clock())
    except Refusal as refusal:
        complain(form, "email", refusal.reason)
        return _page(email=form), REFUSED
    say(_("Your e-mail address is saved."))
    return redirect(url_for(".account"))


def _page(**sent: Form) -> str:
    """Return the page, with a form as it was sent in the place of a fresh one."""
    own = _own()
    profile = ProfileForm(data=as_form_shows(own))
    profile.offer_zones(clock())
    fresh = {"profile": profile, "password": PasswordForm(), "email": EmailForm()}
    return render("accounts/account.html", person=own, **{**fresh, **sent})


def _own() -> Person:
    return queries.person(current_session(), current_actor().id)


def _own_account() -> Account:
    own = queries.find_account(current_session(), current_actor().id)
    if own is None:
        raise NotFound
    return own


def _knows_password(form: Form, name: str, own: Account) -> bool:
    try:
        service.recognise(own, typed(form, name))
    except Refusal:
        complain(form, name, AccountRefused.WRONG_PASSWORD)
        return False
    return True
