"""Reports that were made as files: what each holds, and the file with its manifest."""

import json
from typing import Any
from uuid import UUID

from flask import Response, url_for
from werkzeug.wrappers import Response as Answer

from academy.accounts import queries as people
from academy.db.transaction import atomic, current_session
from academy.files.sending import attached
from academy.files.store import NotStored, current_store
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts, State
from academy.kernel.clock import now
from academy.kernel.refusal import Forbidden, NotFound
from academy.reporting import messages, queries, service
from academy.reporting.policy import Scope
from academy.reporting.rules.runs import RUN, Run, file_name, run_from_json
from academy.reporting.views.shared import pages
from academy.web import jobs
from academy.web.access import Access, open_to
from academy.web.i18n import _l
from academy.web.login import current_actor
from academy.web.pages import render

jobs.show(RUN, _l("Completion report"), lambda facts: url_for("reporting.run", run=facts.id))


@pages.get("/admin/reports/runs")
@open_to(Access.ADMIN)
def runs() -> str:
    """List the reports that the reader had made, and that are still kept."""
    found = ledger.jobs_of(current_session(), current_actor().id, RUN)
    scope = _scope()
    listed = [(facts, run := run_from_json(facts.payload), _words(run, scope)) for facts in found]
    return render("reporting/runs.html", runs=listed, formats=messages.FILES)


@pages.get("/admin/reports/runs/<uuid:run>")
@open_to(Access.ADMIN)
def run(run: UUID) -> str | Answer:
    """Show what a report that was made holds; one under way is on its job's page."""
    facts, asked = _own(run)
    if not facts.is_over:
        return jobs.way_to(facts.id)
    scope = _scope()
    shown: dict[str, Any] = {
        "facts": facts,
        "asked": asked,
        "words": _words(asked, scope),
        "failure": messages.failure(facts),
        "is_within": service.is_still_within(scope, facts),
        "formats": messages.FILES,
        "manifest": None,
    }
    if facts.state is State.DONE and facts.result:
        manifest = facts.result["manifest"]
        shown["manifest"] = manifest
        shown["statuses"] = messages.counted(manifest["statuses"])
        shown["columns"] = messages.definitions(manifest)
    return render("reporting/run.html", **shown)


@pages.get("/admin/reports/runs/<uuid:run>/file")
@open_to(Access.ADMIN)
def run_file(run: UUID) -> Answer:
    """Send the file, and write down before that it was taken away."""
    facts, asked = _made(run)
    try:
        blocks = current_store().blocks(facts.file or "")
    except NotStored:
        raise NotFound from None
    with atomic() as session:
        service.note_download(session, facts.id, asked, by=current_actor().id, now=now())
    answer = Response(blocks, content_type=asked.format.kind)
    answer.content_length = (facts.result or {})["manifest"]["bytes"]
    return attached(answer, file_name(asked, facts.made_at))


@pages.get("/admin/reports/runs/<uuid:run>/manifest")
@open_to(Access.ADMIN)
def run_manifest(run: UUID) -> Answer:
    """Send the manifest of the file, as JSON."""
    facts, asked = _made(run)
    told = json.dumps((facts.result or {})["manifest"], ensure_ascii=False, indent=2)
    answer = Response(told + "\n", content_type="application/json; charset=utf-8")
    return attached(answer, file_name(asked, facts.made_at) + ".manifest.json")


def _own(job: UUID) -> tuple[JobFacts, Run]:
    facts = jobs.own_job(job, RUN)
    return facts, run_from_json(facts.payload)


def _made(job: UUID) -> tuple[JobFacts, Run]:
    """Return a run that made a file, all of which is still within the reader's reach."""
    facts, asked = _own(job)
    if facts.state is not State.DONE:
        raise NotFound
    if not service.is_still_within(_scope(), facts):
        raise Forbidden
    return facts, asked


def _words(asked: Run, scope: Scope) -> list[messages.Said]:
    called = queries.names_in(current_session(), scope, asked.report)
    return messages.in_words(asked.report, messages.names_from(called))


def _scope() -> Scope:
    return people.scope_of(current_session(), current_actor())
