"""A way back in for whoever forgot the password."""

from typing import cast

from flask import current_app
from werkzeug.wrappers import Response

from academy.accounts import rules, service
from academy.accounts.forms import ForgotForm, ResetForm
from academy.accounts.queries import Account
from academy.accounts.views.shared import (
    REFUSED,
    admitted,
    enter,
    guesses_are_counted,
    is_valid,
    pages,
    say,
    typed,
)
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.limits import GUESSING, limiter
from academy.web.pages import render

_GONE = 410


@pages.get("/forgot")
@open_to(Access.PUBLIC)
def forgot() -> str:
    """Ask where to send the letter."""
    return render("accounts/forgot.html", form=ForgotForm.from_request(), sent=False)


@pages.post("/forgot")
@open_to(Access.PUBLIC)
@limiter.limit(GUESSING)
def send_letter() -> str | tuple[str, int]:
    """Have the letter sent. The answer is the same whether anybody has the address or not."""
    form = ForgotForm.from_request()
    email = typed(form, "email")
    if not is_valid(form, email=rules.email_refused(email)):
        return render("accounts/forgot.html", form=form, sent=False), REFUSED
    with atomic() as session:
        service.ask_reset(session, email=email, now=clock())
    return render("accounts/forgot.html", form=form, sent=True)


@pages.get("/reset/<token:token>")
@open_to(Access.PUBLIC)
def reset(token: str) -> str | tuple[str, int]:
    """Ask for a new password. Looking uses nothing up: mail programs look at links, too."""
    if _owner(token) is None:
        return render("accounts/link_over.html"), _GONE
    return render("accounts/reset.html", form=ResetForm.from_request())


@pages.post("/reset/<token:token>")
@open_to(Access.PUBLIC)
@guesses_are_counted
def set_password(token: str) -> tuple[str, int] | Response:
    """Keep the new password, end every session begun with the old one, and begin one here."""
    account = _owner(token)
    if account is None:
        return render("accounts/link_over.html"), _GONE
    form = ResetForm.from_request()
    password = typed(form, "password")
    if not is_valid(form, password=rules.password_refused(password, account.email or "")):
        return render("accounts/reset.html", form=form), REFUSED
    hashed = service.hash_password(password)
    with atomic() as session:
        stamp = service.change_password(
            session, user_id=account.id, password_hash=hashed, now=clock()
        )
    enter(account.id, stamp)
    say(_("Your new password is saved."))
    return admitted()


def _owner(token: str) -> Account | None:
    secret = cast("str", current_app.secret_key)
    return service.account_of_token(current_session(), token, secret=secret, now=clock())
