"""`flask organisations`: the tree of organisations."""

import click
from flask.cli import AppGroup

from academy.accounts import queries, service
from academy.accounts.cli.asking import by_command, place, refuse, tell
from academy.accounts.policy import EVERYTHING
from academy.accounts.rules import Kind
from academy.accounts.service import OrganisationFacts
from academy.db.transaction import atomic, current_session
from academy.kernel.actor import Role
from academy.kernel.clock import now as clock
from academy.kernel.countries import COUNTRIES
from academy.kernel.refusal import Refusal
from academy.kernel.text import tidy

_JSON = click.option("--json", "as_json", is_flag=True, help="For a script: JSON.")
_KIND = click.Choice([kind.value for kind in Kind])
_COUNTRY = click.Choice(COUNTRIES, case_sensitive=False)

organisations = AppGroup("organisations", help="The tree of organisations.")


@organisations.command("add")
@click.argument("name")
@click.option("--below", default=queries.ACADEMY, show_default=True, help="Name or key.")
@click.option("--kind", type=_KIND, default=Kind.OTHER.value, show_default=True)
@click.option("--country", type=_COUNTRY, help="ISO 3166-1 code.")
@_JSON
def add(name: str, *, below: str, kind: str, country: str | None, as_json: bool) -> None:
    """Add an organisation; one that is there already below the same is left as it is.

    One that stands below none yet is put there.
    """
    facts = OrganisationFacts(tidy(name), Kind(kind), country)
    try:
        with atomic() as session:
            queries.hold_tree(session)
            if below == queries.ACADEMY:
                service.add_organisation(session, below, now=clock())
            above = place(below)
            key = queries.find_organisation(session, facts.name)
            there = queries.organisation(session, key) if key else None
            is_new = there is None or there.parent_id != above.id
            if there and there.parent_id is None:
                service.move_organisation(session, there.id, above.id, by=by_command())
            elif is_new:
                key = service.add_below(session, above.id, facts, by=by_command())
    except Refusal as refusal:
        refuse(refusal.reason)
        raise
    words = f"{facts.name} is below {above.name}."
    tell(as_json=as_json, words=words, id=str(key), name=facts.name, changed=is_new)


@organisations.command("list")
@_JSON
def list_organisations(*, as_json: bool) -> None:
    """List organisations, each under the one above it: kind, country, people, key."""
    session = current_session()
    counts = queries.count_roles(session, EVERYTHING)
    for one in queries.tree(session, EVERYTHING):
        people = {role.value: counts.get(one.id, {}).get(role, 0) for role in Role}
        state = "" if one.is_active else " (closed)"
        told = (one.kind, one.country or "-", str(sum(people.values())), str(one.id))
        words = "\t".join((f"{'  ' * one.depth}{one.name}{state}", *told))
        facts = {"id": str(one.id), "name": one.name, "kind": one.kind, "country": one.country}
        above = str(one.parent_id) if one.parent_id else None
        tell(as_json=as_json, words=words, **facts, above=above, is_active=one.is_active, **people)


@organisations.command("rename")
@click.argument("name")
@click.argument("new_name")
@_JSON
def rename(name: str, new_name: str, *, as_json: bool) -> None:
    """Call an organisation something else; reports of days before say what it was called then."""
    session = current_session()
    wanted = tidy(new_name)
    is_done = queries.find_organisation(session, tidy(name)) is None
    one = place(wanted if is_done and queries.find_organisation(session, wanted) else name)
    try:
        with atomic() as session:
            facts = OrganisationFacts(wanted, Kind(one.kind), one.country)
            service.change_organisation(session, one.id, facts, by=by_command())
    except Refusal as refusal:
        refuse(refusal.reason)
    words = f"The organisation is called {wanted}."
    tell(as_json=as_json, words=words, id=str(one.id), name=wanted, changed=one.name != wanted)


@organisations.command("move")
@click.argument("name")
@click.option("--below", default=queries.ACADEMY, show_default=True, help="Name or key.")
@_JSON
def move(name: str, *, below: str, as_json: bool) -> None:
    """Put an organisation, with all below it, below another one."""
    try:
        with atomic() as session:
            queries.hold_tree(session)
            one, above = place(name), place(below)
            service.move_organisation(session, one.id, above.id, by=by_command())
    except Refusal as refusal:
        refuse(refusal.reason)
        raise
    words = f"{one.name} is below {above.name}."
    tell(as_json=as_json, words=words, id=str(one.id), changed=one.parent_id != above.id)


@organisations.command("close")
@click.argument("name")
@click.option("--reopen", is_flag=True, help="Open it again instead.")
@_JSON
def close(name: str, *, reopen: bool, as_json: bool) -> None:
    """Close an organisation: what happened in it stays, and nothing new begins there."""
    one = place(name)
    try:
        with atomic() as session:
            act = service.open_organisation if reopen else service.close_organisation
            act(session, one.id, by=by_command())
    except Refusal as refusal:
        refuse(refusal.reason)
    words = f"{one.name} is {'open' if reopen else 'closed'}."
    tell(as_json=as_json, words=words, id=str(one.id), changed=one.is_active is not reopen)
