"""Before a course is published, when it is, and when it is put away."""

import hashlib
from dataclasses import replace
from enum import StrEnum
from http import HTTPStatus
from typing import cast
from uuid import UUID

from flask import current_app, flash, redirect, url_for
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Response

from academy.authoring import service
from academy.authoring.forms.publishing import (
    PublishForm,
    ReviewForm,
    VerdictForm,
    WishForm,
)
from academy.authoring.messages.changes import (
    HOWS,
    THINGS,
    reason_text,
    summary_text,
    values_text,
)
from academy.authoring.messages.faults import fault_text
from academy.authoring.messages.publishing import WISHES, place_text, published_text
from academy.authoring.policy import Permission
from academy.authoring.queries.publishing import Outlook, outlook
from academy.authoring.rules.coming import (
    Wish,
    faults_placed,
    questions_of,
    titles_of,
    titles_of_parts,
)
from academy.authoring.rules.cost import over_budget
from academy.authoring.rules.publishing import PublishRefused, Verdict, is_approved
from academy.authoring.views.editor import cost_of
from academy.authoring.views.shared import (
    CONFLICT,
    REFUSED,
    Answered,
    Held,
    held,
    me,
    pages,
    press,
    saving,
    say_no,
)
from academy.content.faults import PackageRefused
from academy.db.transaction import atomic, current_session
from academy.files.store import current_store
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _
from academy.web.pages import render

_KINDLY: frozenset[StrEnum] = frozenset({PublishRefused.NOTHING_CHANGED})
"""What is told on the next page: whoever pressed twice has what they wanted."""

_WISHES = {
    Wish.CLOSE: service.close,
    Wish.REOPEN: service.reopen,
    Wish.ARCHIVE: service.archive,
    Wish.UNARCHIVE: service.unarchive,
}


@pages.get("/teach/courses/<slug:course>/publish")
@open_to(Access.TRANSLATOR)
def publishing(course: str) -> str:
    """Show what publishing the draft would change, and for whom."""
    return _page(held(course, Permission.PREVIEW))


@pages.post("/teach/courses/<slug:course>/publish")
@open_to(Access.TRANSLATOR)
def publish(course: str) -> Answered:
    """Publish the draft as it was looked at, all of it or nothing."""
    here = held(course, Permission.PUBLISH)
    form = PublishForm.from_request()
    try:
        with atomic() as session:
            done = service.publish(
                session,
                saving(course),
                press(sound=_unsealed(form.seal.data or "")),
                expected=form.expected.data or "",
            )
    except PackageRefused as refused:
        say_no(Refusal(PublishRefused.HAS_FAULTS))
        return _page(here, refused=refused), REFUSED
    except Refusal as refusal:
        say_no(refusal)
        if refusal.reason in _KINDLY:
            return _back(course)
        return _page(held(course, Permission.PUBLISH)), CONFLICT
    flash(published_text(done))
    return _back(course)


@pages.post("/teach/courses/<slug:course>/reviews")
@open_to(Access.TRANSLATOR)
def ask_for_review(course: str) -> Answered:
    """Ask for a second look at the draft as it stands."""
    here = held(course, Permission.EDIT)
    form = ReviewForm.from_request()
    if not form.validate():
        return _page(here, asking=form), REFUSED
    try:
        with atomic() as session:
            service.ask(session, saving(course), by=me(), note=(form.note.data or "").strip())
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(_("Your request waits for a reviewer. They see it on this page."))
    return _back(course, anchor="reviews")


@pages.post("/teach/courses/<slug:course>/reviews/<uuid:review>")
@open_to(Access.TRANSLATOR)
def decide_review(course: str, review: UUID) -> Answered:
    """Approve the draft, or ask for changes."""
    here = held(course, Permission.REVIEW)
    form = VerdictForm.from_request()
    if not form.validate():
        return _page(here, deciding=form), REFUSED
    verdict, comment = Verdict(form.verdict.data or ""), (form.comment.data or "").strip()
    try:
        with atomic() as session:
            service.decide(
                session, saving(course), review, by=me(), verdict=verdict, comment=comment
            )
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(_("Your decision is kept. The author sees it on this page."))
    return _back(course, anchor="reviews")


@pages.post("/teach/courses/<slug:course>/availability")
@open_to(Access.TRANSLATOR)
def change_availability(course: str) -> Answered:
    """Close a course, open it again, put it away or take it out again."""
    held(course, Permission.PUBLISH)
    form = WishForm.from_request()
    if not form.validate():
        raise NotFound
    wish = Wish(form.wish.data or "")
    try:
        with atomic() as session:
            _WISHES[wish](session, saving(course))
    except Refusal as refusal:
        say_no(refusal)
    else:
        flash(str(WISHES[wish]))
    return _back(course, anchor="availability")


def lost_pictures(here: Held, refused: PackageRefused) -> Answered:
    """Name the pictures without which a course cannot be taken out, on the page that judges it."""
    for fault in refused.faults:
        flash(fault_text(fault), "error")
    return _page(here), CONFLICT


def _seal() -> Signer:
    secret = cast("str", current_app.config["SECRET_KEY"])
    return Signer(secret, salt="academy.judged", digest_method=hashlib.sha256)


def _sealed(found: Outlook) -> str:
    """Return our word that a draft has no fault, for its form to carry.

    Judging a large course takes a second, and the form may come to another process.
    """
    return _seal().sign(found.version).decode() if found.is_sound else ""


def _unsealed(seal: str) -> str:
    """Return the version we gave our word for; nothing where it is not ours."""
    try:
        return _seal().unsign(seal).decode()
    except BadSignature:
        return ""


def _page(
    here: Held,
    *,
    asking: ReviewForm | None = None,
    deciding: VerdictForm | None = None,
    refused: PackageRefused | None = None,
) -> str:
    found = outlook(current_session(), here.draft, current_store())
    if refused:
        found = replace(found, faults=faults_placed(here.draft.package, refused.faults))
    return render(
        "authoring/publish.html",
        here=here,
        found=found,
        overtaken=titles_of_parts(here.draft.course, here.draft.overtaken),
        reasons=_reasons(found),
        heavy=_heavy_lessons(found),
        is_approved=is_approved(found.version, found.reviews),
        asking=asking or ReviewForm(),
        deciding=deciding or VerdictForm(),
        me=me(),
        words=told(),
        place_text=place_text,
        seal=_sealed(found),
    )


def told() -> dict[str, object]:
    """Return the words that pages of changes need."""
    return {
        "things": THINGS,
        "hows": HOWS,
        "summary_text": summary_text,
        "values_text": values_text,
    }


def _heavy_lessons(found: Outlook) -> list[tuple[str, str, str, int]]:
    """Return the lessons that read otherwise and are larger than a lesson may be.

    Each is a unit with its title, the language and the bytes of its page.
    """
    titles = titles_of(found.coming.package.course)
    heavy: list[tuple[str, str, str, int]] = []
    for unit, tag in found.coming.long_lessons:
        cost = cost_of(found.coming.package, unit, locale=tag)
        if over_budget(cost):
            heavy.append((unit, titles[unit], tag, cost.next))
    return heavy


def _reasons(found: Outlook) -> list[str]:
    coming = found.coming
    if coming.comparison is None or coming.published is None:
        return []
    titles = {**titles_of(coming.published.course), **titles_of(coming.package.course)}
    questions = {**questions_of(coming.published), **questions_of(coming.package)}
    return [reason_text(reason, titles, questions) for reason in coming.comparison.reasons]


def _back(course: str, *, anchor: str | None = None) -> Response:
    address = url_for(".publishing", course=course, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)
