"""`flask privacy`: merging doubles, people's data, erasure, and what is due by time."""

import json
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup

from academy.accounts import queries as people
from academy.administration.messages import REFUSALS
from academy.administration.messages.parcel import readable
from academy.administration.rules.erasing import Cause
from academy.administration.service import erasing, gathering, merging, retention
from academy.administration.service.erasing import EraseOrder
from academy.administration.service.gathering import PRINT, Print
from academy.administration.service.merging import MergeWish
from academy.administration.service.retention import Walk
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.kernel.clock import now as clock
from academy.kernel.languages import get_language
from academy.kernel.refusal import Refusal

_AT_ONCE = 1_000

privacy = AppGroup("privacy", help="People's data: merging, taking away, erasing, keeping.")


@privacy.command("merge")
@click.argument("kept", metavar="KEPT")
@click.argument("gone", metavar="GONE")
@click.option("--take-email", is_flag=True, help="Sign in by the address of GONE from now on.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def merge(kept: str, gone: str, *, take_email: bool, dry_run: bool) -> None:
    """Make one account of two of the same person: GONE is closed, all of it moves to KEPT."""
    wish = MergeWish(_person(kept), _person(gone), takes_email=take_email, by=None)
    try:
        if dry_run:
            plan = merging.plan(current_session(), wish)
        else:
            with atomic() as session:
                plan = merging.merge(session, wish, digest=None, now=clock())
    except Refusal as refusal:
        raise click.ClickException(str(REFUSALS[refusal.reason])) from None
    for name, number in sorted(plan.moves.items()):
        click.echo(f"{name}\t{number}")
    for clash in plan.clashes:
        click.echo(f"{clash.course_id}\tkept: {'own' if clash.keeps_own else 'other'}")


@privacy.command("data")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@click.option("--out", required=True, type=click.Path(dir_okay=False), help="The ZIP file.")
def data(login: str, *, out: str) -> None:
    """Write everything about a person into a ZIP file."""
    session, person = current_session(), _person(login)
    gathered = gathering.gather(session, person, now=clock())
    language = get_language(people.person(session, person).locale)
    blocks = gathering.pack(
        gathered,
        readable=readable(gathered, language),
        store=current_store(),
        print_=cast("Print", current_app.extensions[PRINT]),
        tick=lambda: None,
    )
    with Path(out).open("wb") as file:
        file.writelines(blocks)
    click.echo(f"{out} is written.")


@privacy.command("erase")
@click.argument("login", metavar="EMAIL_OR_USERNAME")
@click.option("--with-certificates", is_flag=True, help="Take back their certificates, too.")
@click.confirmation_option(prompt="This cannot be undone. Erase this person?")
def erase(login: str, *, with_certificates: bool) -> None:
    """Erase a person, and say how much had to be kept, by reason."""
    order = EraseOrder(_person(login), Cause.REQUEST, by=None, with_certificates=with_certificates)
    try:
        with atomic() as session:
            kept = erasing.erase(session, order, now=clock())
    except Refusal as refusal:
        raise click.ClickException(str(REFUSALS[refusal.reason])) from None
    for reason, number in sorted(kept.items()):
        click.echo(f"{reason}\t{number}")


@privacy.command("due")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def due(*, as_json: bool) -> None:
    """List the idle accounts about which something is due, and what; change nothing."""
    for walk in _walks():
        for task in walk.tasks:
            told: dict[str, Any] = {
                "person": str(task.sleeper.user_id),
                "due": task.due.value,
                "country": task.sleeper.country,
                "seen_at": task.sleeper.seen_at.isoformat(),
            }
            click.echo(json.dumps(told) if as_json else "\t".join(map(str, told.values())))


@privacy.command("run")
def run() -> None:
    """Do all that is due now: letters, erasures, answers that were kept for their time."""
    done = 0
    for walk in _walks():
        seats = retention.outlived_seats(current_session(), walk.people, now=clock())
        if seats:
            with atomic() as session:
                retention.forget_answers(session, seats, now=clock())
        for task in walk.tasks:
            with atomic() as session:
                done += retention.do(session, task, now=clock())
    click.echo(f"{done} done.")


def _walks() -> list[Walk]:
    """Return what is due for everybody, a thousand accounts at a time."""
    found: list[Walk] = []
    after: UUID | None = None
    while True:
        here = retention.walk(current_session(), after=after, limit=_AT_ONCE, now=clock())
        found.append(here)
        after = here.last
        if after is None:
            return found


def _person(login: str) -> UUID:
    account = people.find_by_login(current_session(), login)
    if account is None:
        message = f"Nobody signs in as {login}."
        raise click.ClickException(message)
    return account.id
