"""Certificates: one's own, and anybody's check of one."""

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from academy.credentials import policy, queries, rules, service
from academy.credentials.forms import NumberForm
from academy.credentials.messages import sheet_of
from academy.credentials.policy import Permission
from academy.credentials.queries import Certificate
from academy.credentials.rules import Standing
from academy.db.transaction import current_session
from academy.kernel.actor import Actor
from academy.kernel.refusal import NotFound
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.limits import GUESSING, limiter
from academy.web.login import current_actor
from academy.web.pages import render

pages = Blueprint("credentials", __name__, template_folder="templates")
public = Blueprint("public", __name__, template_folder="templates")

_NOT_FOUND = 404


@pages.get("/certificates/")
@open_to(Access.LEARNER)
def mine() -> str:
    """List the reader's certificates."""
    certificates = queries.of_learner(current_session(), current_actor().id)
    return render("credentials/mine.html", certificates=certificates, address_of=_address_of)


@public.get("/certificates/<token:public_id>.pdf")
@open_to(Access.LEARNER)
def pdf(public_id: str) -> Response:
    """Print a certificate for its holder, or for who administers where they learn."""
    certificate = _to_download(current_actor(), public_id)
    data = service.print_sheet(sheet_of(certificate, _address_of(certificate)))
    answer = Response(data, mimetype="application/pdf")
    name = f"certificate-{certificate.public_id}.pdf"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@public.get("/verify/")
@open_to(Access.PUBLIC)
def check() -> str | Answer:
    """Ask for a certificate's number, and lead to what is known about it."""
    form = NumberForm(request.args)
    typed = str(form.number.data or "")
    if not typed:
        return render("credentials/check.html", form=form)
    number = rules.canonical_id(typed)
    if number is None:
        return render("credentials/check.html", form=form, typed=typed)
    return _to_verify(number)


@public.get("/verify/<token:public_id>")
@open_to(Access.PUBLIC)
@limiter.limit(GUESSING, deduct_when=lambda answer: answer.status_code == _NOT_FOUND)
def verify(public_id: str) -> str | Answer | tuple[str, int]:
    """Tell anybody whether a certificate is genuine. Only wrong guesses count as guesses."""
    number = rules.canonical_id(public_id)
    if number is not None and number != public_id:
        return _to_verify(number)
    found = queries.find_by_public_id(current_session(), number) if number else None
    if found is None:
        form = NumberForm(data={"number": public_id})
        return render("credentials/check.html", form=form, typed=public_id), _NOT_FOUND
    return render("credentials/verify.html", certificate=found)


def _to_download(actor: Actor, public_id: str) -> Certificate:
    """Return a certificate that the actor may have as a file; for all others there is none."""
    session = current_session()
    found = queries.find_by_public_id(session, public_id)
    if found is None or found.standing is not Standing.GENUINE:
        raise NotFound
    if not policy.may(actor, Permission.DOWNLOAD, queries.holding_of(session, found)):
        raise NotFound
    return found


def _to_verify(number: str) -> Answer:
    return redirect(url_for("public.verify", public_id=number, lang=current_language().tag))


def _address_of(certificate: Certificate) -> str:
    """Return where anybody verifies a certificate, as it is printed."""
    path = url_for("public.verify", public_id=certificate.public_id)
    return f"{current_app.config['PUBLIC_URL']}{path}"
