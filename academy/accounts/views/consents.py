"""What people agree to: the texts, one's own consents, and those that others hold on paper."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries
from academy.accounts.forms.consents import PaperForm
from academy.accounts.messages import AGREEMENTS
from academy.accounts.policy import Act
from academy.accounts.queries import Profiled
from academy.accounts.rules.consents import NECESSARY, VERSIONS, Agreement, outstanding
from academy.accounts.service import consents as service
from academy.accounts.views.people_reach import reached_person
from academy.accounts.views.shared import REFUSED, is_valid, onward, pages, say, typed
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/terms")
@open_to(Access.PUBLIC)
def terms() -> str:
    """Show the terms of use."""
    return render("accounts/terms.html", version=VERSIONS[Agreement.TERMS])


@pages.get("/privacy")
@open_to(Access.PUBLIC)
def privacy() -> str:
    """Show the privacy notice."""
    return render("accounts/privacy.html", version=VERSIONS[Agreement.PRIVACY])


@pages.get("/account/consents")
@open_to(Access.LEARNER)
def consents() -> str:
    """Show what the reader agreed to, when, and what it means to take that back."""
    agreed = queries.consents_held(current_session(), current_actor().id)
    return render("accounts/consents.html", agreed=agreed, names=AGREEMENTS)


@pages.get("/account/agree")
@open_to(Access.LEARNER)
def agree() -> str | Response:
    """Ask for what the reader has not agreed to yet, such as a text that changed."""
    missing = outstanding(queries.agreed(current_session(), current_actor().id))
    if not missing:
        return onward()
    return render("accounts/agree.html", missing=missing, names=AGREEMENTS)


@pages.post("/account/agree")
@open_to(Access.LEARNER)
def keep_agreement() -> Response:
    """Write down that the reader agrees, and go on."""
    with atomic() as session:
        service.agree_again(session, current_actor().id, now=clock())
    return onward()


@pages.get("/admin/people/<uuid:person>/consents")
@open_to(Access.ADMIN)
def paper(person: UUID) -> str:
    """Show a person's consents, and ask which one is held on paper."""
    return _paper_page(reached_person(person, Act.RECORD_CONSENT), PaperForm())


@pages.post("/admin/people/<uuid:person>/consents")
@open_to(Access.ADMIN)
def record_paper(person: UUID) -> tuple[str, int] | Response:
    """Write down that a consent is held on paper; a guardian's opens the account."""
    form = PaperForm.from_request()
    form.offer(AGREEMENTS)
    if not is_valid(form):
        found = reached_person(person, Act.RECORD_CONSENT)
        return _paper_page(found, form), REFUSED
    with atomic() as session:
        reached_person(person, Act.RECORD_CONSENT)
        agreement = Agreement(typed(form, "kind"))
        service.record_on_paper(session, person, agreement, by=current_actor().id, now=clock())
    say(_("The consent is written down."))
    return redirect(url_for(".paper", person=person))


@pages.post("/admin/people/<uuid:person>/consents/<slug:kind>/take-back")
@open_to(Access.ADMIN)
def take_back_paper(person: UUID, kind: str) -> Response:
    """Write down that a person or their guardian took a consent back."""
    if kind not in AGREEMENTS:
        raise NotFound
    with atomic() as session:
        reached_person(person, Act.RECORD_CONSENT)
        service.take_back(session, person, Agreement(kind), by=current_actor().id, now=clock())
    say(_("It is written down that this consent was taken back."))
    return redirect(url_for(".paper", person=person))


def _paper_page(found: Profiled, form: PaperForm) -> str:
    session = current_session()
    form.offer(AGREEMENTS)
    return render(
        "accounts/consent_paper.html",
        person=found,
        form=form,
        agreed=queries.consents_held(session, found.id),
        waits=queries.awaiting(session, found.id) is not None,
        necessary=[one.value for one in NECESSARY],
        names=AGREEMENTS,
    )
