"""Commands that make cohorts, change them and show them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from academy.accounts import queries as people
from academy.accounts.policy import EVERYTHING
from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, service
from academy.enrolment.cli.shared import (
    NONE,
    Moment,
    as_json,
    as_told,
    cohort_of,
    cohorts,
    giving,
    moment_told,
    organisation_of,
    person_of,
    say,
    told_refusals,
    which,
)
from academy.enrolment.queries import Sight, Sought
from academy.enrolment.rules import Entry, Terms
from academy.enrolment.service import Founding
from academy.kernel.clock import now as clock
from academy.kernel.text import tidy

_ENTRY = click.Choice([entry.value for entry in Entry])
_MOMENT = Moment()


@cohorts.command("add")
@click.argument("course")
@click.argument("name")
@click.option("--organisation", default=people.ACADEMY, show_default=True)
@click.option("--start", type=_MOMENT, help="When its learners may begin.")
@click.option("--end", type=_MOMENT, help="Its deadline.")
@click.option("--capacity", type=int, help="How many seats it has.")
@click.option("--entry", type=_ENTRY, default=Entry.CLOSED.value, show_default=True)
@as_json
def add(course: str, name: str, *, organisation: str, as_json: bool, **terms: Any) -> None:
    """Add a cohort; one of that name in that course and organisation is left as it is."""
    place = organisation_of(organisation)
    called = tidy(name)
    wanted = Terms(
        called,
        Entry(terms["entry"]),
        terms["capacity"],
        _none(terms["start"]),
        _none(terms["end"]),
    )
    with told_refusals(), atomic() as session:
        there = queries.cohort_named(session, called, course_id=course, organisation_id=place)
        key = there.id if there else None
        if key is None:
            key = service.found(session, Founding(course, place, wanted), giving=giving())
    cohort = cohort_of(current_session(), str(key))
    words = f"{cohort.name} is there already: {key}" if there else f"{cohort.name} is made: {key}"
    say({**as_told(cohort), "made": there is None}, as_json=as_json, words=words)


@cohorts.command("list")
@click.option("--course", help="Only cohorts of this course.")
@click.option("--organisation", help="Only cohorts of this organisation and those below it.")
@click.option("--archived", is_flag=True, help="Only archived ones.")
@as_json
def list_cohorts(
    course: str | None, organisation: str | None, *, archived: bool, as_json: bool
) -> None:
    """List cohorts: key, course, seats taken, seats, entry, deadline, name, parted by tabs."""
    session = current_session()
    within = people.subtree(session, organisation_of(organisation)) if organisation else None
    sought = Sought(course, within, archived=archived)
    number, found = 1, list[queries.Summary]()
    while number:
        batch = queries.list_cohorts(session, Sight(EVERYTHING), sought, now=clock(), number=number)
        found += batch.rows
        number = number + 1 if batch.has_more else 0
    facts = [
        {**as_told(one.cohort), "taken": one.taken, "waiting": one.waiting, "asking": one.asking}
        for one in found
    ]
    say(facts, as_json=as_json, words="\n".join(_line(one) for one in found))


@cohorts.command("change")
@which
@click.option("--name")
@click.option("--start", type=_MOMENT, help="When its learners may begin, or none.")
@click.option("--end", type=_MOMENT, help="Its deadline, or none.")
@click.option("--capacity", help="How many seats it has, or none for no limit.")
@click.option("--entry", type=_ENTRY)
@as_json
def change(cohort: str, *, as_json: bool, **wishes: Any) -> None:
    """Change a cohort; what is not said stays as it is."""
    with told_refusals(), atomic() as session:
        before = cohort_of(session, cohort)
        terms = _changed(before.terms, wishes)
        is_other = service.change(session, before.id, terms, giving=giving())
    after = cohort_of(current_session(), str(before.id))
    words = f"{after.name} is changed." if is_other else f"{after.name} was so already."
    say({**as_told(after), "changed": is_other}, as_json=as_json, words=words)


@cohorts.command("archive")
@which
@click.option("--back", is_flag=True, help="Bring it back.")
@as_json
def archive(cohort: str, *, back: bool, as_json: bool) -> None:
    """Put a cohort away."""
    with told_refusals(), atomic() as session:
        key = cohort_of(session, cohort).id
        service.archive(session, key, giving=giving(), away=not back)
    after = cohort_of(current_session(), str(key))
    words = f"{after.name} is back." if back else f"{after.name} is archived."
    say(as_told(after), as_json=as_json, words=words)


@cohorts.command("instructors")
@which
@click.option("--add", "added", multiple=True, metavar="LOGIN", help="Who looks after it.")
@click.option("--remove", "removed", multiple=True, metavar="LOGIN", help="Who does no more.")
@as_json
def instructors(
    cohort: str, *, added: tuple[str, ...], removed: tuple[str, ...], as_json: bool
) -> None:
    """Say who looks after a cohort, and list them."""
    with told_refusals(), atomic() as session:
        found = cohort_of(session, cohort)
        for login in added:
            service.appoint(session, found, person_of(session, login), giving=giving())
        for login in removed:
            service.dismiss(session, found, person_of(session, login), giving=giving())
    guides = queries.instructors_of(current_session(), found.id)
    facts = [{"person": str(guide.id), "name": guide.name} for guide in guides]
    say(facts, as_json=as_json, words="\n".join(guide.name for guide in guides))


@cohorts.command("seats")
@which
@as_json
def seats(cohort: str, *, as_json: bool) -> None:
    """List who is in a cohort: key of the seat, status, deadline, name, parted by tabs."""
    session = current_session()
    found, number, rows = cohort_of(session, cohort), 1, list[queries.Seated]()
    while number:
        batch = queries.list_seats(session, found, number=number)
        rows += batch.rows
        number = number + 1 if batch.has_more else 0
    facts: list[dict[str, str | None]] = [
        {
            "seat": str(one.seat_id),
            "learner": str(one.learner_id),
            "name": one.name,
            "status": one.status.value,
            "deadline": moment_told(one.deadline),
        }
        for one in rows
    ]
    order = ("seat", "status", "deadline", "name")
    lines = ["\t".join(one[column] or "-" for column in order) for one in facts]
    say(facts, as_json=as_json, words="\n".join(lines))


def _line(one: queries.Summary) -> str:
    cohort, terms = one.cohort, one.cohort.terms
    seats = "-" if terms.capacity is None else str(terms.capacity)
    ends = moment_told(terms.ends_at) or "-"
    told = (cohort.id, cohort.course_id, one.taken, seats, terms.entry.value, ends, cohort.name)
    return "\t".join(map(str, told))


def _changed(terms: Terms, wishes: dict[str, Any]) -> Terms:
    """Return the terms with what was wished; `none` takes a limit away."""
    columns = {"start": "starts_at", "end": "ends_at"}
    said = {columns.get(name, name): _none(one) for name, one in wishes.items() if one is not None}
    if said.get("capacity") is not None:
        said["capacity"] = _number(str(said["capacity"]))
    if "entry" in said:
        said["entry"] = Entry(said["entry"])
    return replace(terms, **said)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        message = f"{text} is no number of seats."
        raise click.ClickException(message) from error


def _none(value: Any) -> datetime | Any:
    return None if value == NONE else value
