"""Runs of reports: asking for one, and whose they still are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db import audit
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts
from academy.reporting.policy import Scope
from academy.reporting.queries import places
from academy.reporting.rules import Report
from academy.reporting.rules.runs import RUN, Run, run_to_json
from academy.reporting.rules.saved import chosen


def ask_run(session: Session, run: Run, *, owner_id: UUID, now: datetime) -> UUID:
    """Have a report made as a file for somebody, and write that down; return the job's key.

    How far they reach is asked when it is made, not now.
    """
    job = ledger.ask(session, RUN, run_to_json(run), owner_id=owner_id, now=now)
    _note(session, "report.asked", job, run=run, by=owner_id, now=now)
    return job


def note_download(session: Session, job_id: UUID, run: Run, *, by: UUID, now: datetime) -> None:
    """Write down that somebody takes the file of a run away, before the first of it leaves."""
    _note(session, "report.downloaded", job_id, run=run, by=by, now=now)


def held_in(session: Session, scope: Scope, report: Report) -> list[str] | None:
    """Return the organisations whose seats a report can have within a reach; all: `None`.

    They are kept with a file: an organisation may move away while its administrators stay.
    """
    organisations = places.within(session, scope, report)
    return None if organisations is None else sorted(map(str, organisations))


def is_still_within(scope: Scope, facts: JobFacts) -> bool:
    """Tell whether all that the file of a run was made of is still within a reach."""
    held = (facts.result or {}).get("held", [])
    return scope.is_everything if held is None else all(scope.holds(UUID(each)) for each in held)


def _note(session: Session, action: str, job_id: UUID, **who: Any) -> None:
    run: Run = who["run"]
    told = chosen(run.report.filters)
    if run.report.as_of is not None:
        told["as_of"] = run.report.as_of.isoformat()
    audit.record(
        session,
        actor_id=who["by"],
        action=action,
        subject=f"run:{job_id}",
        now=who["now"],
        format=run.format.value,
        **told,
    )
