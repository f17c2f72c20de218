"""Pages of reporting."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, stream_with_context, url_for
from werkzeug.wrappers import Response as Answer

from academy.authoring import queries as authoring
from academy.catalogue import queries as catalogue
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.refusal import NotFound
from academy.reporting import messages, queries, service
from academy.reporting.forms import CompletionsForm, LearnersForm
from academy.reporting.policy import Scope, learners_scope, report_scope
from academy.reporting.rules import COLUMNS, Filters, Format
from academy.web.access import Access, open_to
from academy.web.i18n import current_language
from academy.web.login import current_actor
from academy.web.pages import render

pages = Blueprint("reporting", __name__, template_folder="templates")

_FIRST_ROWS = 50


@pages.get("/admin/reports/completions")
@open_to(Access.ADMIN)
def completions() -> str:
    """Show the report in numbers, its first rows, and the ways to take it away."""
    session, scope = current_session(), _scope()
    form = _form(scope)
    shown: dict[str, Any] = {"form": form, "summary": None}
    if form.validate():
        filters = form.filters()
        summary = queries.summary(session, scope, filters)
        shown |= {
            "summary": summary,
            "figures": messages.figures(summary, queries.courses(session)),
            "columns": COLUMNS,
            "rows": queries.first_rows(session, scope, filters, limit=_FIRST_ROWS),
            "exports": _exports(form),
        }
    return render("reporting/completions.html", **shown)


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


@pages.get("/teach/courses/<slug:course>/learners")
@open_to(Access.INSTRUCTOR)
def learners(course: str) -> str:
    """Show who learns in a course, and how far they are, to those who teach it."""
    session, actor = current_session(), current_actor()
    newest = catalogue.newest_revision(session, course)
    teaches = authoring.teaches(session, actor, course)
    scope = learners_scope(actor, queries.roots(session), teaches=teaches)
    if newest is None or scope is None:
        raise NotFound
    form = LearnersForm.from_address(statuses=messages.STATUSES)
    page = queries.learners_of(session, scope, course, sought=form.sought())
    return render(
        "reporting/learners.html",
        form=form,
        outline=catalogue.outline(session, newest.revision_id, current_language().tag),
        page=page,
        next=page.next and _address(".learners", form.chosen(after=page.next), course=course),
        statuses=messages.STATUSES,
    )


def _send(format_: Format) -> Answer:
    scope = _scope()
    form = _form(scope)
    if not form.validate():
        return redirect(_address(".completions", form.chosen()))
    filters, actor = form.filters(), current_actor()
    with atomic() as session:
        service.note_export(
            session, actor_id=actor.id, scope=scope, filters=filters, format_=format_, now=now()
        )
    blocks = _blocks(scope, filters, format_, mark=form.bom.data)
    answer = Response(stream_with_context(blocks), content_type=format_.kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="completions.{format_.value}"'
    return answer


def _blocks(scope: Scope, filters: Filters, format_: Format, *, mark: bool) -> Iterator[bytes]:
    """Yield the file; its session is opened while it is sent, so that it is closed behind it."""
    yield from service.export(
        current_session(), scope=scope, filters=filters, format_=format_, mark=mark
    )


def _scope() -> Scope:
    return report_scope(current_actor(), queries.roots(current_session()))


def _form(scope: Scope) -> CompletionsForm:
    session = current_session()
    return CompletionsForm.from_address(
        courses=queries.courses(session),
        organisations=queries.organisations(session, scope),
        statuses=messages.STATUSES,
    )


def _exports(form: CompletionsForm) -> list[tuple[str, str]]:
    """Return the words and the address of each download, with the same filters."""
    return [
        (words, _address(f".completions_{format_.value}", form.chosen()))
        for format_, words in messages.FORMATS.items()
    ]


def _address(endpoint: str, query: Mapping[str, str], **values: str) -> str:
    address = url_for(endpoint, **values, _external=False)
    return f"{address}?{urlencode(query)}" if query else address
