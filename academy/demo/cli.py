"""`flask demo`: people to try the Academy with, and crowds to measure it with."""

from random import Random
from time import monotonic
from typing import cast

import click
from flask import current_app
from flask.cli import AppGroup

from academy.accounts.queries import ACADEMY
from academy.accounts.service import hash_password
from academy.db.transaction import atomic, current_session
from academy.demo import queries
from academy.demo.service import crowd, places
from academy.demo.service.people import PASSWORD, PEOPLE, add_people
from academy.kernel.clock import now

demo = AppGroup("demo", help="Believable data, for trying and for measuring.")

_MOST = 1_000_000


@demo.command("people")
@click.option("--yes", is_flag=True, help="Make them though this is a public address.")
def make_people(*, yes: bool) -> None:
    """Make somebody of every role, and where they belong; all know the password."""
    _refuse_in_public(agreed=yes)
    password_hash = hash_password(PASSWORD)
    with atomic() as session:
        add_people(session, password_hash=password_hash, now=now())
    width = max(map(len, PEOPLE))
    for email, one in PEOPLE.items():
        click.echo(f"{email:<{width}}  {PASSWORD}  ({one.role.value}{_where(one.place)})")


@demo.command("load")
@click.option("--learners", type=click.IntRange(1, _MOST), required=True, help="How many people.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same people.")
def load(*, learners: int, seed: int) -> None:
    """Make learners with eighteen months of enrolments, progress, quizzes and certificates."""
    begun = monotonic()
    with atomic() as session:
        first = queries.people(session)
        chance = Random(f"{seed} {first}")  # noqa: S311 - believable, not secret
        organisations = places.add_organisations(session, now=now())
        site = places.add_cohorts(session, organisations, span=crowd.SPAN, now=now())
        plan = crowd.Load(
            learners=learners,
            first=first,
            now=now(),
            offers=queries.offers(session, chance),
            site=site,
            secret=_setting("SECRET_KEY").encode(),
        )
    if not plan.offers:
        message = "No course is published yet: run `flask courses load` first."
        raise click.ClickException(message)
    for made, rows in crowd.batches(plan, chance):
        with atomic():
            crowd.write(current_session(), rows)
        click.echo(f"{made:>9,} of {learners:,} learners, {monotonic() - begun:,.0f} s", err=True)


def _where(place: str) -> str:
    return "" if place == ACADEMY else f", {place}"


def _refuse_in_public(*, agreed: bool) -> None:
    public = _setting("PUBLIC_URL")
    if public.startswith("https:") and not agreed:
        message = (
            f"{public} is public, and everybody knows this password. Say --yes if you mean it."
        )
        raise click.ClickException(message)


def _setting(name: str) -> str:
    return str(cast("object", current_app.config[name]))
