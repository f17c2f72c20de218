"""What this feature does when a fact reaches it."""

from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from academy import jobs, mail
from academy.accounts import queries, service
from academy.accounts.mail import reset_letter, welcome_letter
from academy.accounts.queries import Account
from academy.db.transaction import current_session
from academy.kernel.clock import now as clock
from academy.kernel.facts import AccessGiven, PasswordResetAsked
from academy.kernel.languages import get_language
from academy.web.addresses import public_address


def send_reset_letter(_session: Session, fact: PasswordResetAsked) -> None:
    """Have the letter sent.

    As a job, not here: facts are delivered within the request that made them true, and a mail
    server's slow answer there would hold up all writers and tell a stranger that the account is
    there. Facts may arrive twice, and so may the letter: its links do not disturb each other.
    """
    jobs.enqueue("post_reset_letter", user_id=fact.user_id.hex, locale=fact.locale)


def send_welcome_letter(_session: Session, fact: AccessGiven) -> None:
    """Have the letter sent that leads to a first or a new password; twice does no harm."""
    jobs.enqueue("post_welcome_letter", user_id=fact.user_id.hex, locale=fact.locale)


@jobs.task
def post_welcome_letter(user_id: str, locale: str) -> None:
    """Write the letter, with a link good for a week from now, and send it."""
    account = queries.find_account(current_session(), UUID(hex=user_id))
    if account is None or account.email is None or not account.is_active:
        return
    mail.send(welcome_letter(account.email, get_language(locale), **_opening(account, locale)))


def _opening(account: Account, locale: str) -> dict[str, str]:
    secret, lasts = cast("str", current_app.secret_key), service.INVITED_FOR
    token = service.reset_token(account, secret=secret, now=clock(), lasts=lasts)
    return {
        "name": queries.person(current_session(), account.id).name,
        "address": public_address("accounts.reset", lang=locale, token=token),
    }


@jobs.task
def post_reset_letter(user_id: str, locale: str) -> None:
    """Write the letter, with a link good for one hour from now, and send it."""
    session = current_session()
    account = queries.find_account(session, UUID(hex=user_id))
    if account is None or account.email is None:
        return
    token = service.reset_token(account, secret=cast("str", current_app.secret_key), now=clock())
    address = public_address("accounts.reset", lang=locale, token=token)
    name = queries.person(session, account.id).name
    mail.send(reset_letter(account.email, get_language(locale), name=name, address=address))
