"""`flask users`: people and their roles."""

from enum import StrEnum
from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from academy.accounts import queries, rules, service
from academy.accounts.messages import REFUSALS
from academy.accounts.service import Newcomer
from academy.db.transaction import atomic, current_session
from academy.kernel.actor import Role
from academy.kernel.clock import now as clock
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import DEFAULT, LANGUAGES
from academy.kernel.refusal import Refusal
from academy.kernel.text import tidy

_ROLES = click.Choice([role.value for role in Role])
_COUNTRY = click.Choice(COUNTRIES, case_sensitive=False)
_LANGUAGE = click.Choice([language.tag for language in LANGUAGES])

users = AppGroup("users", help="People and their roles.")


@users.command("add")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@click.option("--name", required=True, help="The name in its own script.")
@click.option("--role", type=_ROLES, default=Role.LEARNER.value, show_default=True)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@click.option("--country", type=_COUNTRY, help="ISO 3166-1 code.")
@click.option("--language", type=_LANGUAGE, default=DEFAULT.tag, show_default=True)
@click.option("--organisation", default=queries.ACADEMY, show_default=True)
def add(login: str, *, password: str, role: str, organisation: str, **about: str | None) -> None:
    """Add a person."""
    name = tidy(about["name"] or "")
    _refuse(rules.login_refused(login))
    _refuse(rules.name_refused(name))
    _refuse(rules.password_refused(password, login))
    newcomer = Newcomer(
        login=login,
        password_hash=service.hash_password(password),
        name=name,
        locale=about["language"] or DEFAULT.tag,
        country=about["country"],
    )
    try:
        with atomic() as session:
            user = service.register(session, newcomer, terms=None, now=clock())
            _grant(session, user.id, role=Role(role), organisation=organisation)
    except Refusal as refusal:
        _refuse(refusal.reason)
    click.echo(f"{name} can sign in as {login}.")


@users.command("grant")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@click.argument("role", type=_ROLES)
@click.option("--organisation", default=queries.ACADEMY, show_default=True)
def grant(login: str, role: str, organisation: str) -> None:
    """Give a person a role."""
    account = queries.find_by_login(current_session(), login)
    if account is None:
        message = f"Nobody signs in as {login}."
        raise click.ClickException(message)
    with atomic() as session:
        _grant(session, account.id, role=Role(role), organisation=organisation)
    click.echo(f"{login} is {role} in {organisation}.")


@users.command("list")
@click.option("--role", type=_ROLES, help="Only who has this role somewhere.")
def list_people(role: str | None) -> None:
    """List people: way in, country, roles, name, parted by tabs."""
    for one in queries.people(current_session(), Role(role) if role else None):
        roles = ",".join(one.roles) or Role.LEARNER.value
        click.echo("\t".join((one.login, one.country or "-", roles, one.name)))


def _grant(session: Session, user: UUID, *, role: Role, organisation: str) -> None:
    now = clock()
    place = service.add_organisation(session, tidy(organisation), now=now)
    service.grant(session, user=user, organisation=place, role=role, by=None, now=now)


def _refuse(reason: StrEnum | None) -> None:
    if reason:
        raise click.ClickException(str(REFUSALS[reason]))
