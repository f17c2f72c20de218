"""What the commands of accounts share: finding what was named, and saying no."""

import json
from enum import StrEnum
from typing import Any

import click

from academy.accounts import queries
from academy.accounts.messages import REFUSALS
from academy.accounts.queries import Account, OneOrganisation
from academy.accounts.service import By
from academy.db.transaction import current_session
from academy.kernel.clock import now as clock
from academy.kernel.ids import key_in
from academy.kernel.text import tidy


def refuse(reason: StrEnum | None) -> None:
    """End with a sentence and exit code 1, if there is a reason."""
    if reason:
        raise click.ClickException(str(REFUSALS[reason]))


def by_command() -> By:
    """Return that the command line does something now."""
    return By(None, clock())


def known(login: str) -> Account:
    """Return the account of whoever signs in by this, or end."""
    account = queries.find_by_login(current_session(), login)
    if account is None:
        message = f"Nobody signs in as {login}."
        raise click.ClickException(message)
    return account


def place(name: str) -> OneOrganisation:
    """Return the organisation of that name or key, or end."""
    session = current_session()
    key = queries.find_organisation(session, tidy(name)) or key_in(name)
    found = queries.organisation(session, key) if key else None
    if found is None:
        message = f"There is no organisation called {name}."
        raise click.ClickException(message)
    return found


def tell(*, as_json: bool, words: str, **facts: Any) -> None:
    """Say what was done, in words or for a script."""
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else words)
