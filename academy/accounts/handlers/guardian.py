"""Letters about a guardian's consent."""

from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from academy import jobs, mail
from academy.accounts import queries
from academy.accounts.mail import guardian_letter, opened_letter
from academy.accounts.service.consents import guardian_token
from academy.db.transaction import current_session
from academy.kernel.clock import now as clock
from academy.kernel.facts import GuardianAsked
from academy.kernel.languages import get_language
from academy.web.addresses import public_address


def send_guardian_letter(_session: Session, fact: GuardianAsked) -> None:
    """Have the letter to a guardian sent; twice does no harm."""
    jobs.enqueue("post_guardian_letter", user_id=fact.user_id.hex, locale=fact.locale)


@jobs.task
def post_guardian_letter(user_id: str, locale: str) -> None:
    """Write to a guardian who has not answered, with a link good for two weeks from now."""
    learner = queries.awaiting(current_session(), UUID(hex=user_id))
    if learner is None or not learner.guardian_email:
        return
    secret = cast("str", current_app.secret_key)
    token = guardian_token(learner, secret=secret, now=clock())
    address = public_address("accounts.guardian", lang=locale, token=token)
    to, language = learner.guardian_email, get_language(locale)
    mail.send(guardian_letter(to, language, name=learner.name, address=address))


@jobs.task
def post_opened_letter(user_id: str) -> None:
    """Tell a learner that the account is open."""
    account = queries.find_account(current_session(), UUID(hex=user_id))
    if account is None or account.email is None or not account.is_active:
        return
    name = queries.person(current_session(), account.id).name
    address = public_address("accounts.sign_in", lang=account.locale)
    language = get_language(account.locale)
    mail.send(opened_letter(account.email, language, name=name, address=address))
