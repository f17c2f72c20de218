"""What all commands about cohorts share."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.db.transaction import current_session
from academy.enrolment import queries
from academy.enrolment.messages import REFUSALS
from academy.enrolment.queries import Group
from academy.enrolment.service import Giving
from academy.kernel.clock import now as clock
from academy.kernel.ids import key_in
from academy.kernel.languages import DEFAULT
from academy.kernel.refusal import NotFound, Refusal
from academy.kernel.text import tidy

cohorts = AppGroup("cohorts", help="Cohorts: groups that take a course together.")
as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
which = click.argument("cohort", metavar="COHORT")
NONE = "none"


class Moment(click.ParamType[Any]):
    """A moment in ISO 8601, in UTC where it names no zone; `none` is no moment."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the moment, or `NONE`."""
        if isinstance(value, datetime) or value == NONE:
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no moment such as 2027-01-31T17:00+07:00.", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def giving() -> Giving:
    """Return who does what a command does: nobody, now."""
    return Giving(None, clock(), DEFAULT.tag)


def cohort_of(session: Session, told: str) -> Group:
    """Return the cohort of a key, or of a name that only one has."""
    key = key_in(told)
    found = queries.find_cohort(session, key) if key else None
    several = ([found] if found else []) if key else queries.cohorts_called(session, tidy(told))
    if len(several) == 1:
        return several[0]
    message = (
        f"Several cohorts are called {told}: say its key." if several else f"No cohort is {told}."
    )
    raise click.ClickException(message)


def person_of(session: Session, login: str) -> UUID:
    """Return who signs in by a name."""
    account = people.find_by_login(session, login)
    if account is None:
        message = f"Nobody signs in as {login}."
        raise click.ClickException(message)
    return account.id


def organisation_of(name: str) -> UUID:
    """Return the organisation of a name."""
    found = people.find_organisation(current_session(), tidy(name))
    if found is None:
        message = f"There is no organisation called {name}."
        raise click.ClickException(message)
    return found


@contextmanager
def told_refusals() -> Generator[None]:
    """Say a refusal in words, and end with an error."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(str(REFUSALS[refusal.reason])) from refusal
    except NotFound as missing:
        message = "There is no such course, cohort or invitation."
        raise click.ClickException(message) from missing


def as_told(cohort: Group) -> dict[str, Any]:
    """Return a cohort as JSON tells it."""
    terms = asdict(cohort.terms)
    return {
        "cohort": str(cohort.id),
        "course": cohort.course_id,
        "organisation": str(cohort.organisation_id) if cohort.organisation_id else None,
        "name": terms["name"],
        "entry": cohort.terms.entry.value,
        "capacity": terms["capacity"],
        "starts_at": moment_told(cohort.terms.starts_at),
        "ends_at": moment_told(cohort.terms.ends_at),
        "archived": cohort.is_archived,
    }


def moment_told(moment: datetime | None) -> str | None:
    """Return a moment as JSON and lists tell it: ISO 8601, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def say(facts: Any, *, as_json: bool, words: str) -> None:
    """Answer in JSON, or in words."""
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else words)
