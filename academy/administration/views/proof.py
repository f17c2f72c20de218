"""Showing that whoever sits at the keyboard is the one whose session it is."""

from flask import Response

from academy.accounts import queries, service
from academy.accounts.queries import Account
from academy.administration.forms.personal import DataForm, EraseForm
from academy.administration.messages import REFUSALS
from academy.administration.rules.erasing import EraseRefused
from academy.administration.views.reach import REFUSED
from academy.db.transaction import current_session
from academy.kernel.refusal import NotFound, Refusal
from academy.kernel.text import fold
from academy.web.limits import GUESSING, limiter
from academy.web.login import current_actor


def _was_refused(answer: Response) -> bool:
    return answer.status_code == REFUSED


guesses_are_counted = limiter.limit(GUESSING, deduct_when=_was_refused)


def own_account() -> Account:
    """Return the reader's account."""
    own = queries.find_account(current_session(), current_actor().id)
    if own is None:
        raise NotFound
    return own


def proves(form: DataForm | EraseForm) -> bool:
    """Tell whether a form proves who sent it: by their password or, without one, their name."""
    if not form.validate():
        return False
    own = own_account()
    if _matches(own, form.typed):
        return True
    form.complain(str(REFUSALS[EraseRefused.NOT_CONFIRMED]))
    return False


def _matches(own: Account, typed: str) -> bool:
    if own.email is None:
        return fold(typed) == queries.person(current_session(), own.id).username
    try:
        service.recognise(own, typed)
    except Refusal:
        return False
    return True
