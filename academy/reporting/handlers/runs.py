"""Runs of reports: made while nobody waits, begun again where their process died."""

from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.jobs.lasting import MADE, Running, lasting_job
from academy.kernel.languages import get_language
from academy.reporting import messages, queries, service
from academy.reporting.policy import Scope
from academy.reporting.rules import is_over
from academy.reporting.rules.runs import RUN, Run, RunFailed, run_from_json
from academy.web.i18n import speaking


@lasting_job(RUN)
def make_report(running: Running) -> None:
    """Make a report as a file, within the reach that its owner has now; it ends once.

    The file is named after what is in it: begun again, a report as of a day makes the same one.
    """
    session, run = current_session(), run_from_json(running.payload)
    scope = people.reach_of(session, running.owner_id)
    failure = _failure(running, run, scope)
    if failure is not None:
        with atomic() as writing:
            running.fail(writing, failure.value)
        return
    asked_at = running.asked_at
    with speaking(get_language(run.language)):
        called = queries.names_in(session, scope, run.report)
        words = messages.words_for(run, called, made_at=asked_at)
        making = service.Making(session, scope, run, words=words, made_at=asked_at)
        file = current_store().put_blocks(making.blocks(running.tell), MADE)
        manifest, held = making.manifest(), service.held_in(session, scope, run.report)
    with atomic() as writing:
        told = {"rows": manifest["rows"], "manifest": manifest, "held": held}
        running.finish(writing, told, file=file)


def _failure(running: Running, run: Run, scope: Scope) -> RunFailed | None:
    """Return why a report is not made, for good."""
    if scope.is_nothing:
        return RunFailed.NO_REACH
    as_of = run.report.as_of
    return RunFailed.NOT_OVER if as_of and not is_over(as_of, running.asked_at) else None
