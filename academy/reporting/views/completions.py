"""The completion report: in numbers and first rows, and as files that are sent at once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, redirect, stream_with_context
from werkzeug.wrappers import Response as Answer

from academy.db.transaction import atomic, current_session
from academy.files.sending import attached
from academy.kernel.clock import now
from academy.kernel.ids import key_in
from academy.reporting import messages, queries, service
from academy.reporting.forms import TakeAwayForm, query_of
from academy.reporting.policy import Act, Scope, may
from academy.reporting.queries import Saved
from academy.reporting.rules import Format, Report, is_sent_at_once
from academy.reporting.rules.runs import Run
from academy.reporting.views.asked import Asked, asked, hidden_address, matching
from academy.reporting.views.shared import address, pages
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.jobs import way_to
from academy.web.login import current_actor
from academy.web.pages import render

_FIRST_ROWS = 50
REFUSED = 422


@pages.get("/admin/reports/completions")
@open_to(Access.ADMIN)
def completions() -> str | Answer:
    """Show the report in numbers, its first rows, and the ways to take it away."""
    here = asked(Act.SEE)
    only = _only_match(here)
    if only is not None:
        query = here.form.chosen() | {"organisation": str(only)}
        query.pop("find")
        return redirect(address(".completions", query))
    return _page(here)


@pages.get("/admin/reports/completions.csv")
@open_to(Access.ADMIN)
def completions_csv() -> Answer:
    """Send the report as CSV."""
    return _send(Format.CSV)


@pages.get("/admin/reports/completions.xlsx")
@open_to(Access.ADMIN)
def completions_xlsx() -> Answer:
    """Send the report as a workbook."""
    return _send(Format.XLSX)


@pages.get("/admin/reports/completions.jsonl")
@open_to(Access.ADMIN)
def completions_jsonl() -> Answer:
    """Send the report as JSON Lines."""
    return _send(Format.JSONL)


@pages.post("/admin/reports/completions/run")
@open_to(Access.ADMIN)
def ask_completions() -> Answer | tuple[str, int]:
    """Have the report made as a file to be kept, with its manifest."""
    here, away = asked(Act.TAKE_AWAY, hidden_address()), TakeAwayForm.offering(messages.FILES)
    if not here.form.validate():
        return redirect(address(".completions", here.form.chosen()), 303)
    if not away.validate():
        return _page(here, away=away), REFUSED
    saved = _saved(here)
    run = Run(
        here.form.report(),
        away.chosen(),
        language=current_language().tag,
        mark=bool(away.bom.data),
        saved=saved and saved.id,
    )
    with atomic() as session:
        job = service.ask_run(session, run, owner_id=current_actor().id, now=now())
    return way_to(job)


def _page(here: Asked, *, away: TakeAwayForm | None = None) -> str:
    shown: dict[str, Any] = {
        "here": here,
        "form": here.form,
        "report": here.form.report() if here.form.validate() else None,
        "words": [],
        **_around(_saved(here)),
        "matches": _matches(here),
        "summary": None,
        "away": away or TakeAwayForm.offering(messages.FILES, query=here.query),
    }
    report, saved = shown["report"], shown["saved"]
    if report:
        shown |= _told(here, report)
        shown["is_changed"] = (
            saved is not None and replace(report, as_of=None) != saved.named.report
        )
    return render("reporting/completions.html", **shown)


def _told(here: Asked, report: Report) -> dict[str, Any]:
    """Return what the page tells of a report; of a day that is over, only what is asked for.

    Its figures are made with its file: nothing but the present is counted while somebody waits.
    """
    session, query = current_session(), query_of(report)
    told = {"words": messages.in_words(report, here.names), "query": query, "downloads": []}
    if report.as_of is not None:
        return told
    summary = queries.summary(session, here.scope, report)
    return told | {
        "summary": summary,
        "figures": messages.figures(summary, here.names.courses),
        "rows": queries.first_rows(session, here.scope, report, limit=_FIRST_ROWS),
        "downloads": _downloads(report, query, rows=summary.seats),
    }


def _downloads(report: Report, query: dict[str, str], *, rows: int) -> list[tuple[str, str]]:
    """Return the words and the address of each file that is sent at once."""
    files = [
        (words, address(f".completions_{format_.value}", query))
        for format_, words in messages.FORMATS.items()
        if is_sent_at_once(report, format_, rows=rows)
    ]
    marked = address(".completions_csv", query | {"bom": "1"})
    return [*files, (messages.MARKED_CSV, marked)] if files else []


def _send(format_: Format) -> Answer:
    here = asked(Act.TAKE_AWAY)
    if not here.form.validate():
        return redirect(address(".completions", here.form.chosen()))
    report = here.form.report()
    with atomic() as session:
        service.note_export(
            session,
            actor_id=current_actor().id,
            scope=here.scope,
            report=report,
            format_=format_,
            now=now(),
        )
    blocks = _blocks(here.scope, report, format_, mark=bool(here.form.bom.data))
    answer = Response(stream_with_context(blocks), content_type=format_.kind)
    return attached(answer, f"completions.{format_.value}")


def _blocks(scope: Scope, report: Report, format_: Format, *, mark: bool) -> Iterator[bytes]:
    """Yield the file; its session is opened while it is sent, so that it is closed behind it."""
    yield from service.export(
        current_session(), scope=scope, report=report, format_=format_, mark=mark
    )


def _around(saved: Saved | None) -> dict[str, Any]:
    """Return what the page tells of the saved report that is changed by it."""
    is_owner = saved is not None and saved.owner_id == current_actor().id
    return {"saved": saved, "is_owner": is_owner, "is_changed": False}


def _saved(here: Asked) -> Saved | None:
    """Return the saved report that the reader came from, if it is there and theirs to open."""
    key = key_in(here.form.saved.data)
    session = current_session()
    found = queries.find_saved(session, key) if key else None
    if found is None:
        return None
    standing = service.standing(session, current_actor(), found)
    return found if may(Act.OPEN_SAVED, standing) else None


def _matches(here: Asked) -> int | None:
    """Return how many organisations are called what was looked for, if something was."""
    find = here.form.find.data
    return len(matching(here.places, find)) if find and here.has_many_places else None


def _only_match(here: Asked) -> UUID | None:
    """Return the one organisation that is called what was looked for, where it is not chosen."""
    find = here.form.find.data
    if not find or here.form.organisation.data:
        return None
    found = matching(here.places, find)
    return found[0].id if len(found) == 1 else None
