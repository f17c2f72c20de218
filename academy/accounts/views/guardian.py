"""The age gate: what a newcomer says of their age, and what a parent or guardian answers."""

from datetime import date
from enum import StrEnum
from typing import cast
from uuid import UUID

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from academy import jobs
from academy.accounts import queries
from academy.accounts.forms import RegisterForm
from academy.accounts.queries import Account, Awaiting
from academy.accounts.rules import consents as rules
from academy.accounts.rules.consents import Gate
from academy.accounts.service import consents as service
from academy.accounts.views.shared import pages, typed
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.privacy import rule_for
from academy.web.access import Access, open_to
from academy.web.limits import GUESSING, limiter
from academy.web.pages import render

_GONE = 410
_ANSWERS = {"yes": service.guardian_agrees, "no": service.guardian_refuses}
_AGAIN_WITHIN = 15 * 60
"""Seconds in which a learner who waits may have the letter sent once more."""


def gate_of(form: RegisterForm) -> Gate:
    """Return what the newcomer's age means where they live."""
    return rules.gate(_born(form), _country(form), today=_today())


def age_refusals(form: RegisterForm) -> dict[str, StrEnum | None]:
    """Return what is wrong with what a newcomer says of their age and their guardian."""
    born = rules.birth_refused(_born(form), _country(form), today=_today())
    if born or not gate_of(form).needs_guardian:
        return {"born": born}
    email, login = typed(form, "guardian_email"), typed(form, "login")
    on_paper = bool(form.on_paper.data)
    return {"guardian_email": rules.guardian_refused(email, login, on_paper=on_paper)}


def register_page(form: RegisterForm) -> str:
    """Return the page to register; what is asked of guardians stands there when it is needed."""
    return render(
        "accounts/register.html",
        form=form,
        asks_birth=rules.asks_birth_anywhere(),
        asks_guardian=gate_of(form).needs_guardian,
    )


def waiting_page(account: Account) -> str:
    """Return the page that tells a learner calmly for whom their account waits."""
    learner = queries.awaiting(current_session(), account.id)
    by_letter = bool(learner and learner.guardian_email)
    again = _again().dumps(account.id.hex) if by_letter else None
    return render("accounts/guardian_waits.html", again=again, sent=False)


@pages.post("/guardian/again")
@open_to(Access.PUBLIC)
@limiter.limit(GUESSING)
def send_guardian_letter_again() -> str | tuple[str, int]:
    """Have the letter to a guardian sent once more, for whoever just knew the password."""
    try:
        key = _again().loads(request.form.get("again", ""), max_age=_AGAIN_WITHIN)
    except BadData:
        return render("accounts/guardian_over.html"), _GONE
    with atomic() as session:
        service.ask_guardian_again(session, UUID(hex=key), now=clock())
    return render("accounts/guardian_waits.html", again=None, sent=True)


@pages.get("/guardian/<token:token>")
@open_to(Access.PUBLIC)
def guardian(token: str) -> str | tuple[str, int]:
    """Ask a guardian. Looking answers nothing: mail programs look at links, too."""
    learner = _learner(token)
    if learner is None:
        return render("accounts/guardian_over.html"), _GONE
    rule = rule_for(learner.country)
    return render("accounts/guardian.html", learner=learner, age=rule.consent_age)


@pages.post("/guardian/<token:token>")
@open_to(Access.PUBLIC)
@limiter.limit(GUESSING)
def answer_as_guardian(token: str) -> str | tuple[str, int]:
    """Open the account, or erase it; what is neither yes nor no asks once more."""
    answer = _ANSWERS.get(request.form.get("answer", ""))
    if answer is None:
        return guardian(token)
    with atomic() as session:
        learner = _learner(token)
        if learner is None:
            return render("accounts/guardian_over.html"), _GONE
        answer(session, learner, now=clock())
    agrees = answer is service.guardian_agrees
    if agrees and learner.email:
        jobs.enqueue("post_opened_letter", user_id=learner.id.hex)
    return render("accounts/guardian_done.html", learner=learner, agrees=agrees)


def _learner(token: str) -> Awaiting | None:
    return service.learner_of_token(current_session(), token, secret=_secret(), now=clock())


def _born(form: RegisterForm) -> date | None:
    return form.born.data if rules.asks_birth(_country(form)) else None


def _country(form: RegisterForm) -> str | None:
    return typed(form, "country") or None


def _today() -> date:
    return clock().date()


def _again() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_secret(), salt="academy.guardian-again")


def _secret() -> str:
    return cast("str", current_app.secret_key)
