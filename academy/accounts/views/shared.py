"""What all pages of accounts share."""

from enum import StrEnum
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from academy.accounts import queries
from academy.accounts.messages import REFUSALS
from academy.accounts.rules.consents import outstanding
from academy.db.transaction import current_session
from academy.web import login
from academy.web.addresses import is_ours
from academy.web.forms import Form
from academy.web.limits import GUESSING, limiter

REFUSED = 422
_ATTEMPTS = "/attempts/"

pages = Blueprint("accounts", "academy.accounts", template_folder="templates")


def _was_refused(answer: Response) -> bool:
    return answer.status_code == REFUSED


guesses_are_counted = limiter.limit(GUESSING, deduct_when=_was_refused)
"""Only what was refused counts: a class of forty signs in from one address within a minute."""


def is_valid(form: Form, **refusals: StrEnum | None) -> bool:
    """Check a form's shape and what rules say of its fields; complaints stand by their field."""
    valid = form.validate()
    for name, reason in refusals.items():
        if reason and not form[name].errors:
            complain(form, name, reason)
    return valid and not any(refusals.values())


def complain(form: Form, name: str, reason: StrEnum) -> None:
    """Put a rule's no beside a field."""
    form[name].errors = [*form[name].errors, str(REFUSALS[reason])]


def typed(form: Form, name: str) -> str:
    """Return what was typed into a field, or an empty text."""
    return str(form[name].data or "")


def enter(user_id: UUID, stamp: str) -> None:
    """Begin a session for a person whose credentials were just checked or made."""
    actor = queries.find_actor(current_session(), user_id, stamp)
    if actor:
        login.sign_in(actor, stamp)


def onward() -> AnyResponse:
    """Go where the person was going before they had to sign in, or to their desk."""
    wanted = request.args.get("next")
    return redirect(wanted if wanted and is_ours(wanted) else url_for("learning.desk"))


def admitted() -> AnyResponse:
    """Go onward after a sign-in, by way of what the person has not agreed to yet.

    Not where an attempt at a quiz waits for them: its clock may be running.
    """
    actor, way = login.find_current_actor(), onward()
    if actor is None or _ATTEMPTS in (way.location or ""):
        return way
    missing = outstanding(queries.agreed(current_session(), actor.id))
    return redirect(url_for("accounts.agree", next=way.location)) if missing else way


def say(message: object) -> None:
    """Have the next page say that something is done."""
    flash(str(message), "done")
