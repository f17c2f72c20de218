"""The translation desk: texts side by side, each saved by itself."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from academy.accounts import queries as people
from academy.authoring import queries, service
from academy.authoring.forms import translating as forms
from academy.authoring.forms.translating import Card, place_of
from academy.authoring.messages import REFUSALS
from academy.authoring.messages import translating as words
from academy.authoring.messages.faults import fault_text
from academy.authoring.policy import Permission
from academy.authoring.rules.glossary import GlossaryEntry
from academy.authoring.rules.sifting import Show, agreed_in, by_unit, sift, text_faults
from academy.authoring.rules.translating import (
    LONGEST_COMMENT,
    Row,
    TranslationRefused,
    source_digest,
    standing_of,
)
from academy.authoring.service import Sent
from academy.authoring.views.shared import CONFLICT, REFUSED, Answered, Held, held, pages, saving
from academy.catalogue import queries as catalogue
from academy.content import bounds
from academy.content.faults import Fault, FaultCode
from academy.content.segments import Segment, segments
from academy.content.text import clean, hidden_mark
from academy.db.transaction import atomic, current_session
from academy.kernel.refusal import NotFound, Refusal
from academy.web.access import Access, open_to
from academy.web.i18n import _, current_language, number_text
from academy.web.login import current_actor
from academy.web.pages import render

_DESK = "/teach/courses/<slug:course>/languages/<lang:locale>/"


@pages.get(_DESK)
@open_to(Access.TRANSLATOR)
def translate(course: str, locale: str) -> str:
    """Show the texts of a course in one language, side by side with what they translate."""
    here, session = held(course, Permission.PREVIEW), current_session()
    if locale not in queries.languages(session, here.draft):
        raise NotFound
    wanted = forms.wanted_from(request.args)
    desk = queries.desk(session, here.draft, locale)
    terms = queries.agreed_words(session, here.draft.course.language, locale)
    sifted = sift(desk.rows, wanted, language=locale, terms=terms)
    cards = _cards(locale, sifted.rows, notes=desk.notes, terms=terms)
    return render(
        "authoring/translate/desk.html",
        here=here,
        locale=locale,
        standing=standing_of(desk.rows),
        newer=desk.newer,
        units=by_unit(desk.rows),
        titles=_unit_titles(here),
        wanted=wanted,
        asked_for=forms.asked_for,
        shows=words.shows(has_conflicts=any(row.elsewhere is not None for row in desk.rows)),
        sifted=sifted,
        **_beside(cards),
    )


@pages.post(f"{_DESK}units/<slug:unit>/<slug:digest>")
@open_to(Access.TRANSLATOR)
def save_translation(course: str, locale: str, unit: str, *, digest: str) -> Answered:
    """Keep one translation, as it was typed or taken; or find it right, or in need of work."""
    here = held(course, Permission.TRANSLATE)
    segment, sent = _segment(here, unit, digest), forms.sent_from(request.form)
    fault = _barring(segment, sent)
    if fault:
        return _barred(here, locale, segment, sent=sent, fault=fault)
    try:
        with atomic():
            row = _keep(course, locale, segment=segment, sent=sent)
    except Refusal as refusal:
        return _not_saved(here, locale, segment, sent=sent, reason=refusal.reason)
    if _wants_json():
        return _told(here, locale, row)
    wanted = forms.wanted_from(request.args)
    anchor = place_of(row) if wanted.show is Show.ALL else request.form.get("after", "")
    asked = cast("dict[str, Any]", forms.asked_for(wanted))
    return redirect(
        url_for(".translate", course=course, locale=locale, **asked, _anchor=anchor), 303
    )


@pages.post(f"{_DESK}check")
@open_to(Access.TRANSLATOR)
def check_translation(course: str, locale: str) -> Response:
    """Say what a translation lost or should look at again, while it is typed. Nothing is kept."""
    here = held(course, Permission.TRANSLATE)
    segment = _segment(here, request.form.get("unit", ""), request.form.get("digest", ""))
    text = clean(forms.sent_from(request.form).text)
    return jsonify(faults=_faults(here, locale, segment, text=text))


def _segment(here: Held, unit: str, digest: str) -> Segment:
    """Return the text of that name; raise `NotFound` where the draft has none."""
    for segment in segments(here.draft.package):
        if segment.unit == unit and source_digest(segment.source) == digest:
            return segment
    raise NotFound


def _keep(course: str, locale: str, *, segment: Segment, sent: Sent) -> Row:
    session, now = current_session(), saving(course)
    if sent.reviewed and sent.before is not None and clean(sent.before) == clean(sent.text):
        return service.review(session, now, locale, key=segment.key, text=sent.text)
    return service.translate(session, now, locale, key=segment.key, sent=sent)


def _told(here: Held, locale: str, row: Row) -> Response:
    """Say how a text stands now, for the script."""
    session = current_session()
    unit = standing_of(queries.unit_rows(session, here.draft, locale, unit=row.segment.unit))
    return jsonify(
        before=row.entry.text,
        state=str(words.STATES[row.state]),
        badge=words.BADGES[row.state],
        text=_("Saved"),
        faults=_faults(here, locale, row.segment, text=row.entry.text),
        unit={"done": unit.done, "total": unit.total, "text": progress_text(unit.done, unit.total)},
    )


def progress_text(done: int, total: int) -> str:
    """Say how many texts are translated."""
    return _("%(done)s of %(total)s", done=number_text(done), total=number_text(total))


def _faults(here: Held, locale: str, segment: Segment, *, text: str) -> list[dict[str, str]]:
    terms = queries.agreed_words(current_session(), here.draft.course.language, locale)
    found = text_faults(segment, text, locale, agreed=agreed_in(terms, locale))
    return [{"text": fault_text(each), "kind": each.severity.value} for each in found]


def _barring(segment: Segment, sent: Sent) -> Fault | None:
    """Return why a text may not be kept: what nobody can see comes with what is pasted."""
    text, comment = clean(sent.text), clean(sent.comment or "")
    hidden = hidden_mark(text) or hidden_mark(comment)
    if hidden:
        return Fault(segment.file, 0, FaultCode.CONTROL_CHARACTER, {"character": hidden})
    if len(text) > bounds.TRANSLATION:
        limit = {"limit": str(bounds.TRANSLATION)}
        return Fault(segment.file, 0, FaultCode.TRANSLATION_TOO_LONG, limit)
    if len(comment) > LONGEST_COMMENT:
        limits = {"key": _("Comment"), "limit": str(LONGEST_COMMENT)}
        return Fault(segment.file, 0, FaultCode.TOO_LONG, limits)
    return None


def _barred(here: Held, locale: str, segment: Segment, *, sent: Sent, fault: Fault) -> Answered:
    """Say why a text is not kept; what was typed stays."""
    if _wants_json():
        text = fault_text(fault)
        return jsonify(text=text, faults=[{"text": text, "kind": "error"}]), REFUSED
    return _again(here, locale, segment, sent=sent, reason=fault_text(fault)), REFUSED


def _not_saved(here: Held, locale: str, segment: Segment, *, sent: Sent, reason: Any) -> Answered:
    """Show both texts where somebody else saved another one; else say why nothing is saved."""
    is_conflict = reason is TranslationRefused.SAVED_MEANWHILE
    status = CONFLICT if is_conflict else REFUSED
    if not _wants_json():
        page = _again(here, locale, segment, sent=sent, reason=REFUSALS[reason])
        return page, status
    row = service.row_of(current_session(), here.draft, locale=locale, key=segment.key)
    return jsonify(text=str(REFUSALS[reason]), theirs=row.entry.text), status


def _again(here: Held, locale: str, segment: Segment, *, sent: Sent, reason: str) -> str:
    row = service.row_of(current_session(), here.draft, locale=locale, key=segment.key)
    return render(
        "authoring/translate/again.html",
        here=here,
        locale=locale,
        row=row,
        sent=sent,
        reason=reason,
        place=place_of(row),
        asked=forms.asked_for(forms.wanted_from(request.args)),
    )


def _cards(
    locale: str,
    rows: Sequence[Row],
    *,
    notes: Any,
    terms: Sequence[GlossaryEntry],
) -> list[Card]:
    open_ones = {row.segment.source for row in rows if forms.needs_offers(row)}
    courses = queries.own_courses(current_session(), current_actor())
    known = queries.candidates(current_session(), locale, open_ones, courses=courses)
    return [
        forms.card(row, locale, notes=notes, terms=terms, known=known.get(row.segment.source, ()))
        for row in rows
    ]


def _beside(cards: Sequence[Card]) -> dict[str, Any]:
    """Return what the page needs to draw its cards: who saved them, where offers come from."""
    savers = {card.row.saved_by for card in cards if card.row.saved_by}
    return {
        "cards": cards,
        "names": people.names_of(current_session(), savers),
        "courses": _course_titles(cards),
        "words": words,
        "fault_text": fault_text,
        "progress_text": progress_text,
    }


def _course_titles(cards: Iterable[Card]) -> dict[str, Any]:
    known = {offer.remembered.course_id for card in cards for offer in card.offers}
    if not known:
        return {}
    found = catalogue.published_courses(current_session(), current_language().tag, known)
    return {course.id: course.title for course in found}


def _unit_titles(here: Held) -> dict[str, str]:
    return {unit.id: unit.title for unit in here.draft.course.units}


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
