"""Being erased, and erasing somebody who wished it; and keeping an account that nobody uses."""

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts.policy import Act
from academy.administration.forms.personal import EraseForm, EraseOtherForm
from academy.administration.messages import REFUSALS
from academy.administration.rules.erasing import Cause, EraseRefused
from academy.administration.service import erasing as service
from academy.administration.service import retention
from academy.administration.service.erasing import EraseOrder
from academy.administration.views.proof import guesses_are_counted, own_account, proves
from academy.administration.views.reach import REFUSED, reached_person
from academy.administration.views.shared import pages
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import Refusal
from academy.kernel.text import fold
from academy.web import login
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render

Answer = str | tuple[str, int] | Response


@pages.get("/account/erase")
@open_to(Access.LEARNER)
def erase_own() -> str:
    """Explain what goes and what stays, and ask whether the reader is sure."""
    return _own_page(_form())


@pages.post("/account/erase")
@open_to(Access.LEARNER)
@guesses_are_counted
def erase_me() -> Answer:
    """Erase the reader at once, who has shown who they are."""
    form, me = _form(), current_actor().id
    if not proves(form):
        return _own_page(form), REFUSED
    back = form.certificates.data == "back"
    try:
        with atomic() as session:
            order = EraseOrder(me, Cause.OWN, by=me, with_certificates=back)
            service.erase(session, order, now=now())
    except Refusal:
        return _own_page(form), REFUSED
    login.sign_out()
    flash(_("You are erased. Nothing here leads to you any more."), "done")
    return redirect(url_for("catalogue.home"))


@pages.get("/admin/people/<uuid:person>/erase")
@open_to(Access.ADMIN)
def erase(person: UUID) -> str:
    """Explain what erasing somebody would do, and ask for their way in."""
    return _other_page(person, EraseOtherForm.from_request())


@pages.post("/admin/people/<uuid:person>/erase")
@open_to(Access.ADMIN)
def erase_person(person: UUID) -> Answer:
    """Erase somebody who wished it."""
    found, form = reached_person(person, Act.ERASE), EraseOtherForm.from_request()
    if not form.validate() or fold(str(form.login.data)) != found.login:
        if not form.login.errors:
            form.login.errors = [str(REFUSALS[EraseRefused.NOT_CONFIRMED])]
        return _other_page(person, form), REFUSED
    back, me = bool(form.with_certificates.data), current_actor().id
    try:
        with atomic() as session:
            reached_person(person, Act.ERASE)
            order = EraseOrder(person, Cause.REQUEST, by=me, with_certificates=back)
            service.erase(session, order, now=now())
    except Refusal:
        return _other_page(person, form), REFUSED
    flash(_("The person is erased. Nothing here leads to them any more."), "done")
    return redirect(url_for("accounts.people"))


@pages.get("/account/stay")
@open_to(Access.LEARNER)
def stay() -> str:
    """Ask whoever was warned whether they want to keep their account."""
    return render("administration/stay.html")


@pages.post("/account/stay")
@open_to(Access.LEARNER)
def keep_account() -> Response:
    """Keep the reader's account."""
    with atomic() as session:
        retention.stay(session, current_actor().id, now=now())
    flash(_("Your account stays."), "done")
    return redirect(url_for("accounts.account"))


def _form() -> EraseForm:
    return EraseForm.from_request().ask_for(by_password=own_account().email is not None)


def _own_page(form: EraseForm) -> str:
    reasons = service.in_the_way(current_session(), current_actor().id)
    words = [str(REFUSALS[reason]) for reason in reasons]
    return render("administration/erase_own.html", form=form, reasons=words)


def _other_page(person: UUID, form: EraseOtherForm) -> str:
    found = reached_person(person, Act.ERASE)
    words = [str(REFUSALS[one]) for one in service.in_the_way(current_session(), person)]
    return render("administration/erase.html", person=found, form=form, reasons=words)
