"""Coming in for the first time, coming in again, leaving."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries, rules, service
from academy.accounts.forms import RegisterForm, SignInForm
from academy.accounts.service import Newcomer
from academy.accounts.views.shared import (
    REFUSED,
    complain,
    enter,
    guesses_are_counted,
    is_valid,
    onward,
    pages,
    typed,
)
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.refusal import Refusal
from academy.web import login
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.limits import limiter
from academy.web.pages import render

_NEWCOMERS = "60 per minute; 600 per hour"
"""From one address: more than any class has seats, less than a machine would like."""


@pages.get("/register")
@open_to(Access.PUBLIC)
def register() -> str | Response:
    """Ask a newcomer who they are."""
    if login.find_current_actor():
        return onward()
    return render("accounts/register.html", form=RegisterForm.from_request())


@pages.post("/register")
@open_to(Access.PUBLIC)
@limiter.limit(_NEWCOMERS)
@guesses_are_counted
def create_account() -> tuple[str, int] | Response:
    """Make an account and let its owner in."""
    if login.find_current_actor():
        return onward()
    form = RegisterForm.from_request()
    if not is_valid(
        form,
        name=rules.name_refused(typed(form, "name")),
        login=rules.login_refused(typed(form, "login")),
        password=rules.password_refused(typed(form, "password"), typed(form, "login")),
    ):
        return render("accounts/register.html", form=form), REFUSED
    try:
        enter(*_make_account(form))
    except Refusal as refusal:
        complain(form, "login", refusal.reason)
        return render("accounts/register.html", form=form), REFUSED
    return onward()


@pages.get("/login")
@open_to(Access.PUBLIC)
def sign_in() -> str | Response:
    """Ask who is coming in."""
    if login.find_current_actor():
        return onward()
    return render("accounts/sign_in.html", form=SignInForm.from_request())


@pages.post("/login")
@open_to(Access.PUBLIC)
@guesses_are_counted
def let_in() -> tuple[str, int] | Response:
    """Let in whoever knows the password."""
    if login.find_current_actor():
        return onward()
    form = SignInForm.from_request()
    if is_valid(form):
        try:
            enter(*_recognise(typed(form, "login"), typed(form, "password")))
        except Refusal as refusal:
            complain(form, "password", refusal.reason)
        else:
            return onward()
    return render("accounts/sign_in.html", form=form), REFUSED


@pages.post("/logout")
@open_to(Access.PUBLIC)
def sign_out() -> Response:
    """End the session; twice is as good as once."""
    login.sign_out()
    return redirect(url_for("catalogue.home"))


def _make_account(form: RegisterForm) -> tuple[UUID, str]:
    """Return the key and the stamp of a new account.

    A double click sends the form twice. The second time the account is there already, and the
    password is right: that person comes in, instead of being told that they were quicker.
    """
    password = typed(form, "password")
    newcomer = Newcomer(
        login=typed(form, "login"),
        password_hash=service.hash_password(password),
        name=typed(form, "name"),
        locale=current_language().tag,
        country=typed(form, "country") or None,
    )
    try:
        with atomic() as session:
            made = service.register(session, newcomer, terms=service.TERMS_VERSION, now=clock())
            return made.id, made.stamp
    except Refusal as taken:
        try:
            return _recognise(newcomer.login, password)
        except Refusal:
            raise taken from None


def _recognise(known: str, password: str) -> tuple[UUID, str]:
    """Return the key and the stamp of an account, if this is its password."""
    account = service.recognise(queries.find_by_login(current_session(), known), password)
    if service.is_outdated(account):
        renewed = service.hash_password(password)
        with atomic() as session:
            service.renew_hash(session, user_id=account.id, password_hash=renewed)
    return account.id, account.stamp
