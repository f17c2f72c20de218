"""The audit trail, to be read, searched and taken away."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, redirect, stream_with_context, url_for
from werkzeug.wrappers import Response as Answer

from academy.accounts import queries as people
from academy.accounts.policy import Scope
from academy.administration.forms.trail import TrailForm
from academy.administration.messages.trail import ACTIONS, FORMATS
from academy.administration.queries import trail as queries
from academy.administration.queries.trail import Sought
from academy.administration.service import trail as service
from academy.administration.service.trail import Format
from academy.administration.views.shared import pages
from academy.db.transaction import atomic, current_session
from academy.files.sending import attached
from academy.kernel.clock import now
from academy.kernel.ids import key_in
from academy.web.access import Access, open_to
from academy.web.login import current_actor
from academy.web.pages import render

_NOBODY = UUID(int=0)


@pages.get("/admin/trail")
@open_to(Access.ADMIN)
def trail() -> str:
    """Show what was done within the reader's reach."""
    form, scope = TrailForm.from_address(ACTIONS), _scope()
    shown: dict[str, Any] = {"form": form, "page": None}
    if form.validate():
        sought = replace(_sought(form), after=form.after())
        page = queries.page(current_session(), scope, sought)
        shown |= {
            "page": page,
            "actions": ACTIONS,
            "around": f"{url_for('.trail')}?",
            "exports": [(words, _address(form, f".trail_{one}")) for one, words in FORMATS.items()],
            "next": page.next and _address(form, ".trail", after=str(page.next)),
        }
    return render("administration/trail.html", **shown)


@pages.get("/admin/trail.csv")
@open_to(Access.ADMIN)
def trail_csv() -> Answer:
    """Send what is asked for as CSV."""
    return _send(Format.CSV)


@pages.get("/admin/trail.jsonl")
@open_to(Access.ADMIN)
def trail_jsonl() -> Answer:
    """Send what is asked for as JSON Lines."""
    return _send(Format.JSONL)


def _send(format_: Format) -> Answer:
    form, scope = TrailForm.from_address(ACTIONS), _scope()
    if not form.validate():
        return redirect(_address(form, ".trail"))
    sought, actor = _sought(form), current_actor()
    with atomic() as session:
        service.note_export(session, actor_id=actor.id, sought=sought, format_=format_, now=now())
    blocks = stream_with_context(_blocks(scope, sought, format_))
    answer = Response(blocks, content_type=format_.kind)
    return attached(answer, f"trail.{format_.value}")


def _blocks(scope: Scope, sought: Sought, format_: Format) -> Iterator[bytes]:
    """Yield the file; its session is opened while it is sent, so that it is closed behind it."""
    yield from service.export(current_session(), scope=scope, sought=sought, format_=format_)


def _scope() -> Scope:
    return people.scope_of(current_session(), current_actor())


def _sought(form: TrailForm) -> Sought:
    """Return what is asked for; of somebody whom nobody knows there is nothing to be found."""
    who, about = form.who.data, form.about.data
    return Sought(
        actor=(_key(who) or _NOBODY) if who else None,
        action=form.action.data or None,
        subject=_subject(about) if about else None,
        since=form.since.data,
        until=form.until.data,
        place=form.place.data or None,
    )


def _key(text: str) -> UUID | None:
    account = None if key_in(text) else people.find_by_login(current_session(), text)
    return account.id if account else key_in(text)


def _subject(text: str) -> str:
    key = None if ":" in text else _key(text)
    return f"user:{key}" if key else text


def _address(form: TrailForm, endpoint: str, **more: str) -> str:
    query = urlencode({**form.chosen(), **more})
    return f"{url_for(endpoint)}?{query}" if query else url_for(endpoint)
