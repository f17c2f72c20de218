"""Coming in for the first time, coming in again, leaving."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries, rules, service
from academy.accounts.forms import RegisterForm, SignInForm
from academy.accounts.queries import Account
from academy.accounts.rules.consents import ConsentRefused
from academy.accounts.service import Newcomer
from academy.accounts.service.consents import open_if_grown_up
from academy.accounts.service.entering import note_refused, note_sign_in
from academy.accounts.views.guardian import age_refusals, gate_of, register_page, waiting_page
from academy.accounts.views.shared import (
    REFUSED,
    admitted,
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
from academy.kernel.refusal import NotFound, Refusal
from academy.kernel.text import fold
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
    return register_page(RegisterForm.from_request())


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
        **age_refusals(form),
    ):
        return register_page(form), REFUSED
    try:
        account = _make_account(form)
    except Refusal as refusal:
        complain(form, "login", refusal.reason)
        return register_page(form), REFUSED
    if account.is_awaited:
        return waiting_page(account), 200
    enter(account.id, account.stamp)
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
            return _come_in(typed(form, "login"), typed(form, "password"))
        except Refusal as refusal:
            complain(form, "password", refusal.reason)
    return render("accounts/sign_in.html", form=form), REFUSED


@pages.post("/logout")
@open_to(Access.PUBLIC)
def sign_out() -> Response:
    """End the session; twice is as good as once."""
    login.sign_out()
    return redirect(url_for("catalogue.home"))


def _make_account(form: RegisterForm) -> Account:
    """Return a new account.

    A double click sends the form twice. The second time the account is there already, and the
    password is right: that person comes in, instead of being told that they were quicker.
    """
    password, gate = typed(form, "password"), gate_of(form)
    newcomer = Newcomer(
        login=typed(form, "login"),
        password_hash=service.hash_password(password),
        name=typed(form, "name"),
        locale=current_language().tag,
        country=typed(form, "country") or None,
        adult_on=gate.adult_on,
        guardian_email=fold(typed(form, "guardian_email")) if gate.needs_guardian else None,
    )
    try:
        with atomic() as session:
            made = service.register(session, newcomer, terms=service.TERMS_VERSION, now=clock())
    except Refusal as taken:
        return _same_person(newcomer.login, password, or_refuse=taken)
    account = queries.find_account(current_session(), made.id)
    if account is None:
        raise NotFound
    return account


def _same_person(known: str, password: str, *, or_refuse: Refusal) -> Account:
    account = queries.find_by_login(current_session(), known)
    try:
        return service.recognise(account, password)
    except Refusal as refusal:
        if account and _waits(refusal):
            return account
        raise or_refuse from None


def _come_in(known: str, password: str) -> tuple[str, int] | Response:
    """Let in whoever knows the password of an account; raise `Refusal` for everybody else."""
    account = queries.find_by_login(current_session(), known)
    try:
        own = service.recognise(account, password)
    except Refusal as refusal:
        if account and _grew_up(account, refusal):
            own = account
        else:
            with atomic() as session:
                note_refused(session, account.id if account else None, refusal, now=clock())
            if account is None or not _waits(refusal):
                raise
            return waiting_page(account), 200
    renewed = service.hash_password(password) if service.is_outdated(own) else None
    with atomic() as session:
        if renewed:
            service.renew_hash(session, user_id=own.id, password_hash=renewed)
        note_sign_in(session, own.id, now=clock())
    enter(own.id, own.stamp)
    return admitted()


def _grew_up(account: Account, refusal: Refusal) -> bool:
    """Tell whether somebody waited so long for a guardian that they need none any more."""
    if not _waits(refusal):
        return False
    with atomic() as session:
        return open_if_grown_up(session, account.id, now=clock())


def _waits(refusal: Refusal) -> bool:
    """Tell whether somebody was recognised, and is kept out for want of a guardian's consent."""
    return isinstance(refusal.reason, ConsentRefused)
