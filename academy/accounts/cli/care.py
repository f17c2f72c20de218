"""`flask users …`: what is done to people who are there already."""

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import click

from academy.accounts import queries, service
from academy.accounts.cli.asking import by_command, known, place, refuse, tell
from academy.accounts.cli.users import users
from academy.accounts.policy import EVERYTHING
from academy.accounts.queries import CardOwner, PeopleSought, PersonFound
from academy.accounts.service import PrintedCard
from academy.db.transaction import atomic, current_session
from academy.kernel.actor import Role
from academy.kernel.refusal import Refusal
from academy.kernel.text import harmless
from academy.web.addresses import public_address

_ROLES = click.Choice([role.value for role in Role])
_ALL = 100_000
_JSON = click.option("--json", "as_json", is_flag=True, help="For a script: JSON.")


@users.command("revoke")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@click.argument("role", type=_ROLES)
@click.option("--organisation", default=queries.ACADEMY, show_default=True)
@_JSON
def revoke(login: str, role: str, organisation: str, *, as_json: bool) -> None:
    """Take a role away from a person; whoever does not have it keeps not having it."""
    account, where = known(login), place(organisation)
    with atomic() as session:
        had_it = service.take_role(
            session, user=account.id, role=Role(role), organisation=where.id, by=by_command()
        )
    verb = "is no longer" if had_it else "was not"
    words = f"{login} {verb} {role} in {where.name}."
    tell(as_json=as_json, words=words, id=str(account.id), role=role, changed=had_it)


@users.command("deactivate")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@_JSON
def deactivate(login: str, *, as_json: bool) -> None:
    """Close an account: its sessions end, and nobody can sign in to it."""
    account = known(login)
    try:
        with atomic() as session:
            service.deactivate(session, account.id, by=by_command())
    except Refusal as refusal:
        refuse(refusal.reason)
    words = f"{login} cannot sign in any more."
    tell(as_json=as_json, words=words, id=str(account.id), changed=account.is_active)


@users.command("reactivate")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@_JSON
def reactivate(login: str, *, as_json: bool) -> None:
    """Open an account again, with the password that it had."""
    account = known(login)
    try:
        with atomic() as session:
            service.reactivate(session, account.id, by=by_command())
    except Refusal as refusal:
        refuse(refusal.reason)
    words = f"{login} can sign in."
    tell(as_json=as_json, words=words, id=str(account.id), changed=not account.is_active)


@users.command("reset")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@_JSON
def reset(login: str, *, as_json: bool) -> None:
    """End every way in of a person, and open one: a letter, or a card's code where no e-mail is."""
    account, by = known(login), by_command()
    try:
        with atomic() as session:
            service.reset_access(session, account.id, by=by)
            owners = queries.owners_among(session, EVERYTHING, [account.id], limit=1)
            cards = service.make_cards(session, owners, by=by) if not account.email else []
    except Refusal as refusal:
        refuse(refusal.reason)
        raise
    if not cards:
        words = f"A letter to {account.email} is on its way."
        tell(as_json=as_json, words=words, id=str(account.id), letter=True)
        return
    words = f"{cards[0].login} can come in once with the code {cards[0].code}."
    facts = {"code": cards[0].code, "address": _address(cards[0])}
    tell(as_json=as_json, words=words, id=str(account.id), letter=False, **facts)


@users.command("cards")
@click.option("--organisation", help="For its people who have neither e-mail nor a good card.")
@click.option("--user", "logins", multiple=True, help="For this person; may be given many times.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def cards(organisation: str | None, logins: tuple[str, ...], out: Path) -> None:
    """Make cards: a CSV of user name, code, address and name, readable by you alone."""
    people = [known(login).id for login in logins]
    where = place(organisation) if organisation else None
    if not people and where is None:
        message = "Say for whom: --organisation or --user."
        raise click.UsageError(message)
    by, made = by_command(), list[PrintedCard]()
    with atomic() as session:
        owners: list[CardOwner] = queries.owners_among(
            session, EVERYTHING, people, limit=len(people)
        )
        if where:
            owners += queries.owners_in(session, EVERYTHING, where.id, now=by.now, limit=_ALL)
        made = service.make_cards(session, list({one.id: one for one in owners}.values()), by=by)
        _write(made, out)
    click.echo(f"{len(made)} cards are in {out}.")


@users.command("find")
@click.argument("text", default="")
@click.option("--organisation", help="Only its people and those below it.")
@click.option("--role", type=_ROLES)
@click.option("--country")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@_JSON
def find(text: str, *, as_json: bool, limit: int, **told: str | None) -> None:
    """Find people by a part of a name or way in, in any script."""
    where = place(told["organisation"]) if told["organisation"] else None
    sought = PeopleSought(
        text=text,
        organisations=queries.subtree(current_session(), where.id) if where else None,
        role=Role(told["role"]) if told["role"] else None,
        country=(told["country"] or "").upper() or None,
    )
    for one in islice(_all(sought), limit):
        roles = sorted({role.value for _, role in one.roles})
        words = "\t".join((one.login, one.country or "-", ",".join(roles) or "-", one.name))
        facts = {"id": str(one.id), "login": one.login, "name": one.name, "country": one.country}
        tell(as_json=as_json, words=words, **facts, roles=roles, is_active=one.is_active)


def _all(sought: PeopleSought) -> Iterator[PersonFound]:
    """Yield everybody who is sought, page by page."""
    page = queries.people_within(current_session(), EVERYTHING, sought)
    yield from page.people
    while page.next:
        page = queries.people_within(
            current_session(), EVERYTHING, replace(sought, after=page.next)
        )
        yield from page.people


def _address(card: PrintedCard) -> str:
    return public_address("accounts.card", lang=card.locale, code=card.code)


def _write(made: Sequence[PrintedCard], out: Path) -> None:
    """Write the cards down in a file of their own: what one file held is made only once."""
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        message = f"{out} is there already. Name a file that is not."
        raise click.ClickException(message) from error
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("username", "code", "address", "name", "expires_at"))
        for card in made:
            told = (card.login, card.code, _address(card), harmless(card.name))
            lines.writerow((*told, card.expires_at.isoformat(timespec="seconds")))
