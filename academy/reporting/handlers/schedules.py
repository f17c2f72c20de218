"""Reports that are made regularly: once a minute, what is due is asked for, and letters are sent.

Each schedule has a transaction of its own: one that cannot be served holds up no other.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import structlog

from academy import mail
from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.jobs import ledger
from academy.jobs.lasting import Running, lasting_job
from academy.jobs.ledger import JobFacts, State
from academy.kernel.clock import now as clock
from academy.kernel.languages import get_language
from academy.reporting import queries, service
from academy.reporting.mail import Made, report_letter
from academy.reporting.queries import Saved, Scheduled
from academy.reporting.rules.runs import run_from_json
from academy.web.addresses import public_address

log = structlog.get_logger()


def make_scheduled_reports() -> None:
    """Ask for every report that is due, however long ago it was."""
    _each(queries.due(current_session(), now=clock()), service.ask_due)


def tell_of_scheduled_reports() -> None:
    """Put the letters about scheduled reports on their way, as soon as these are made."""
    _each(queries.without_letter(current_session()), service.tell)


@lasting_job(service.LETTER)
def send_report_letter(running: Running) -> None:
    """Write the letter about a scheduled report in its reader's language, and send it.

    Nothing is sent where the run, the report or the reader's address has gone in the meantime, or
    where the reader administers what is in it no more.
    """
    session = current_session()
    report, user, run = (UUID(running.payload[name]) for name in ("report", "user", "run"))
    saved, facts = queries.find_saved(session, report), ledger.find(session, run)
    account = people.find_account(session, user)
    is_theirs = facts and service.is_still_within(people.reach_of(session, user), facts)
    if saved and facts and is_theirs and account and account.is_active and account.email:
        made = _made(saved, facts, locale=account.locale)
        name = people.person(session, user).name
        mail.send(report_letter(account.email, get_language(account.locale), name=name, made=made))
    with atomic() as writing:
        running.finish(writing, {})


def _made(saved: Saved, facts: JobFacts, *, locale: str) -> Made:
    run = run_from_json(facts.payload)
    return Made(
        name=saved.named.name,
        day=run.report.as_of or facts.made_at.date(),
        rows=facts.result["rows"] if facts.state is State.DONE and facts.result else None,
        address=public_address("reporting.run", lang=locale, run=facts.id),
        settings=public_address("reporting.saved_report", lang=locale, report=saved.id),
    )


def _each(waiting: Iterable[Scheduled], serve: Callable[..., Any]) -> None:
    for scheduled in waiting:
        try:
            with atomic() as session:
                serve(session, scheduled, now=clock())
        except Exception:
            log.exception("schedule.failed", report=str(scheduled.report_id))
