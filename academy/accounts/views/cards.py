"""Cards: made by administrators, used by people who have no e-mail address."""

from collections.abc import Sequence
from uuid import UUID

from flask import make_response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from academy.accounts import queries, rules, service
from academy.accounts.forms import CardForm, ResetForm
from academy.accounts.messages import REFUSALS
from academy.accounts.policy import Act
from academy.accounts.service import MOST_CARDS, PrintedCard
from academy.accounts.views.people_reach import (
    by_reader,
    reach,
    reached_organisation,
    reached_person,
)
from academy.accounts.views.shared import (
    REFUSED,
    admitted,
    complain,
    enter,
    guesses_are_counted,
    is_valid,
    onward,
    pages,
    say,
    typed,
)
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now as clock
from academy.kernel.ids import key_in
from academy.kernel.languages import get_language
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.addresses import public_address
from academy.web.i18n import _, date_text
from academy.web.login import current_actor, find_current_actor
from academy.web.pages import render, render_in

_BEFORE_THAT = frozenset(
    f"accounts.{name}"
    for name in ("card", "use_card", "card_form", "type_card", "choose_password", "keep_password")
) | {"accounts.sign_out"}


@pages.before_app_request
def choose_password_first() -> Response | None:
    """Lead whoever came in by a card to choose a password before anything else."""
    rule = request.url_rule
    if rule is None or not rule.rule.startswith("/<lang") or rule.endpoint in _BEFORE_THAT:
        return None
    actor = find_current_actor()
    must = actor is not None and actor.must_change_password
    return redirect(url_for("accounts.choose_password")) if must else None


@pages.post("/admin/people/<uuid:person>/card")
@open_to(Access.ADMIN)
def make_card(person: UUID) -> Response:
    """Make a card for one person, and show it this once."""
    with atomic() as session:
        reached_person(person, Act.PRINT_CARDS)
        owners = queries.owners_among(session, reach(), [person], limit=1)
        cards = service.make_cards(session, owners, by=by_reader())
    return card_sheet(cards, back=url_for(".person", person=person))


@pages.post("/admin/people/cards")
@open_to(Access.ADMIN)
def make_chosen_cards() -> Response:
    """Make cards for those people of a list who were marked; others than the reader's are left."""
    marked = [key for text in request.form.getlist("person") if (key := key_in(text))]
    with atomic() as session:
        owners = queries.owners_among(session, reach(), marked[:MOST_CARDS], limit=MOST_CARDS)
        cards = service.make_cards(session, owners, by=by_reader())
    return card_sheet(cards, back=url_for(".people"))


@pages.post("/admin/organisations/<uuid:organisation>/cards")
@open_to(Access.ADMIN)
def make_organisations_cards(organisation: UUID) -> Response:
    """Make cards for an organisation's people without e-mail who have no good one."""
    with atomic() as session:
        reached_organisation(organisation, Act.ADD_PEOPLE)
        owners = queries.owners_in(session, reach(), organisation, now=clock(), limit=MOST_CARDS)
        cards = service.make_cards(session, owners, by=by_reader())
    return card_sheet(cards, back=url_for(".organisation", organisation=organisation))


def card_sheet(cards: Sequence[PrintedCard], *, back: str) -> Response:
    """Return the page of cards to be printed. Nothing keeps it: the codes are shown this once."""
    drawn = [Markup(_drawn(card)) for card in cards]  # noqa: S704 - our own templates
    page = render("accounts/cards.html", cards=drawn, back=back, most=MOST_CARDS)
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _drawn(card: PrintedCard) -> str:
    """Return one card, in the language of the person who gets it."""
    language = get_language(card.locale)
    address = public_address("accounts.card", lang=card.locale, code=card.code)
    return render_in(
        language,
        "accounts/card_printed.html",
        card=card,
        language=language,
        until=date_text(card.expires_at, "long", language),
        by_hand=public_address("accounts.card_form", lang=card.locale).partition("://")[2],
        picture=Markup(service.drawn(address)),  # noqa: S704 - drawn here
    )


@pages.get("/card")
@open_to(Access.PUBLIC)
def card_form() -> str:
    """Ask for what is printed on a card."""
    return render("accounts/card_form.html", form=CardForm.from_request())


@pages.post("/card")
@open_to(Access.PUBLIC)
@guesses_are_counted
def type_card() -> tuple[str, int] | Response:
    """Let in whoever typed what is on their card."""
    form = CardForm.from_request()
    if is_valid(form):
        try:
            return _come_in(typed(form, "code"), login=typed(form, "login"))
        except Refusal as refusal:
            complain(form, "code", refusal.reason)
    return render("accounts/card_form.html", form=form), REFUSED


@pages.get("/card/<token:code>")
@open_to(Access.PUBLIC)
def card(code: str) -> str:
    """Ask whoever holds a card whether to come in. Looking uses nothing up, and tells nothing."""
    return render("accounts/card.html", code=code, refused=None)


@pages.post("/card/<token:code>")
@open_to(Access.PUBLIC)
@guesses_are_counted
def use_card(code: str) -> tuple[str, int] | Response:
    """Let in whoever holds a card that is good."""
    try:
        return _come_in(code, login=None)
    except Refusal as refusal:
        told = REFUSALS[refusal.reason]
        return render("accounts/card.html", code=code, refused=told), REFUSED


@pages.get("/account/choose-password")
@open_to(Access.LEARNER)
def choose_password() -> str | Response:
    """Ask for a password of one's own."""
    if not current_actor().must_change_password:
        return onward()
    return render("accounts/card_password.html", form=ResetForm.from_request())


@pages.post("/account/choose-password")
@open_to(Access.LEARNER)
def keep_password() -> tuple[str, int] | Response:
    """Keep the password that somebody chose who came in by a card."""
    actor = current_actor()
    own = queries.find_account(current_session(), actor.id)
    if own is None or not actor.must_change_password:
        raise NotFound
    form = ResetForm.from_request()
    password = typed(form, "password")
    ways = queries.person(current_session(), actor.id)
    if not is_valid(
        form, password=rules.password_refused(password, ways.email or ways.username or "")
    ):
        return render("accounts/card_password.html", form=form), REFUSED
    hashed = service.hash_password(password)
    with atomic() as session:
        stamp = service.change_password(session, user_id=own.id, password_hash=hashed, now=clock())
    enter(own.id, stamp)
    say(_("Your new password is saved."))
    return admitted()


def _come_in(code: str, *, login: str | None) -> Response:
    with atomic() as session:
        owner, stamp = service.use_card(session, code, login=login, now=clock())
    enter(owner, stamp)
    return redirect(url_for(".choose_password"))
