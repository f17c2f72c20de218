"""`flask audit`: the audit trail, looked through and checked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from flask.cli import AppGroup

from academy.accounts import queries as people
from academy.accounts.policy import EVERYTHING
from academy.administration.messages.trail import FAULTS
from academy.administration.queries import trail as queries
from academy.administration.queries.trail import Sought
from academy.administration.service import trail as service
from academy.administration.service.trail import Format
from academy.db import chain
from academy.db.transaction import atomic, current_session
from academy.files.output import opened
from academy.kernel.clock import now

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMATS = click.Choice([format_.value for format_ in Format])

audit = AppGroup("audit", help="Who did what to whom, when, from where.")


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command be asked for a part of the trail."""
    options = (
        click.option("--who", metavar="LOGIN", help="Only what this person did."),
        click.option("--action", help="Only this, such as role.granted."),
        click.option("--about", metavar="SUBJECT", help="Only what was done to this: user:KEY …"),
        click.option("--from", "since", type=_DAY, help="On this day or later, UTC."),
        click.option("--to", "until", type=_DAY, help="On this day or earlier, UTC."),
        click.option("--place", help="Only from this network address; `command` is this one."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@audit.command("verify")
@click.option("--head", "noted", metavar="DIGEST", help="An end of the chain noted earlier.")
def verify(noted: str | None) -> None:
    """Read the whole chain and tell whether anything was changed, removed or slipped in."""
    verdict = chain.verify(current_session(), noted=noted)
    if verdict.broken is None:
        click.echo(f"The trail is whole: {verdict.links} links.")
        return
    broken = verdict.broken
    where = f"link {broken.number}" if broken.number else "the trail"
    event = f", event {broken.event_id}" if broken.event_id else ""
    message = f"{where}{event}: {broken.fault}. {FAULTS[broken.fault]}"
    raise click.ClickException(message)


@audit.command("head")
def head() -> None:
    """Print how long the chain is, and the digest of its end: keep them elsewhere."""
    end = chain.head(current_session())
    click.echo(f"{end.number} {end.digest}")


@audit.command("search")
@_filters
@click.option("--limit", default=50, show_default=True, help="How many, the newest first.")
def search(*, limit: int, **asked: Any) -> None:
    """List what was done: when, who, what, to what, from where, parted by tabs."""
    page = queries.page(current_session(), EVERYTHING, _sought(**asked), limit=limit)
    for one in page.entries:
        who = one.actor_id and (page.people[one.actor_id] or "(erased)")
        told = (one.at.isoformat(), who or "-", one.action, one.subject, one.place)
        click.echo("\t".join(told))


@audit.command("export")
@_filters
@click.option("--format", "format_", type=_FORMATS, default=Format.JSONL.value, show_default=True)
@click.option("--out", required=True, help="Where to write; - means standard output.")
def export(*, format_: str, out: str, **asked: Any) -> None:
    """Write what was done, in the order of the chain. In JSON Lines the chain can be checked."""
    sought, kind = _sought(**asked), Format(format_)
    with atomic() as session:
        service.note_export(session, actor_id=None, sought=sought, format_=kind, now=now())
    blocks = service.export(current_session(), scope=EVERYTHING, sought=sought, format_=kind)
    with opened(out) as file:
        for block in blocks:
            file.write(block)


def _sought(
    *,
    who: str | None,
    about: str | None,
    since: datetime | None,
    until: datetime | None,
    **plain: str | None,
) -> Sought:
    """Return what is asked for; `plain` are `action` and `place`."""
    return Sought(
        actor=_key(who) if who else None,
        subject=_subject(about) if about else None,
        since=since and since.date(),
        until=until and until.date(),
        action=plain["action"],
        place=plain["place"],
    )


def _key(login: str) -> UUID:
    account = people.find_by_login(current_session(), login)
    if account is None:
        message = f"Nobody signs in as {login}."
        raise click.ClickException(message)
    return account.id


def _subject(text: str) -> str:
    account = None if ":" in text else people.find_by_login(current_session(), text)
    return f"user:{account.id}" if account else text
