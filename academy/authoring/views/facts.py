"""Country facts: one table for all courses, kept in the browser and as a file."""

from typing import Any

from flask import Response, flash, redirect, request, url_for

from academy.authoring.forms.facts import FactForm, wish_from
from academy.authoring.messages.faults import fault_text
from academy.authoring.policy import may_edit_facts
from academy.authoring.rules.facts import Due, is_past, sheet
from academy.authoring.views.shared import CONFLICT, REFUSED, Answered, me, pages
from academy.catalogue import queries as catalogue
from academy.catalogue import service
from academy.content import bounds
from academy.content.fact_table import FactTable, Place, arrival, fact_version, in_order
from academy.content.facts_file import read_facts, write_facts
from academy.content.faults import PackageRefused
from academy.content.model import Fact, FactKind
from academy.db.transaction import atomic, current_session
from academy.kernel.clock import now
from academy.kernel.countries import COUNTRIES
from academy.kernel.refusal import Forbidden, NotFound
from academy.web.access import Access, open_to
from academy.web.i18n import _, _n, number_text
from academy.web.login import current_actor
from academy.web.pages import render

_ADDRESS = "/teach/facts/<slug:country>/<slug:kind>/"


@pages.get("/teach/facts/")
@open_to(Access.TRANSLATOR)
def facts() -> str:
    """List what is so in each country, first what is past its date."""
    wish = wish_from(request.args)
    return render(
        "authoring/facts.html",
        wish=wish,
        sheet=sheet(_table(), wish, today=now().date()),
        may_edit=may_edit_facts(current_actor()),
        countries=COUNTRIES,
        kinds=list(FactKind),
        dues=list(Due),
    )


@pages.get("/teach/facts/facts.yaml")
@open_to(Access.TRANSLATOR)
def facts_file() -> Response:
    """Send all facts as the file that `flask courses load` takes."""
    data = write_facts(in_order(_table().facts.values()))
    answer = Response(data, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=facts.yaml"
    return answer


@pages.get(_ADDRESS)
@open_to(Access.TRANSLATOR)
def fact(country: str, kind: str) -> str:
    """Show one fact to be changed, or an empty form for one that is missing."""
    place = _editable(country, kind)
    here = _table().facts.get(place)
    data = _shown(here) if here else {"checked": now().date()}
    return _fact_page(place, FactForm(data={**data, "base": fact_version(here)}), here)


@pages.post(_ADDRESS)
@open_to(Access.TRANSLATOR)
def save_fact(country: str, kind: str) -> Answered:
    """Let readers see the fact from now on, unless somebody else changed it meanwhile."""
    place, form = _editable(country, kind), FactForm(request.form)
    if not form.validate():
        return _fact_page(place, form, _table().facts.get(place)), REFUSED
    with atomic() as session:
        done = service.put_fact(
            session, form.fact(place), shown=form.base.data or "", by=me(), now=now()
        )
    if done:
        flash(_("Saved: readers see it from now on."))
        return redirect(url_for("authoring.facts", _anchor=_anchor(place)), 303)
    here = _table().facts.get(place)
    form.base.data = fact_version(here)
    return _fact_page(place, form, here, conflict=True), CONFLICT


@pages.post(f"{_ADDRESS}remove")
@open_to(Access.TRANSLATOR)
def remove_fact(country: str, kind: str) -> Answered:
    """Show a fact to readers no more; it can be put back."""
    place, shown = _editable(country, kind), request.form.get("base", "")
    with atomic() as session:
        done = service.remove_fact(session, place, shown=shown, by=me(), now=now())
    if not done:
        flash(_("Somebody else changed this fact in the meantime. Look at it again."), "error")
        return redirect(url_for("authoring.fact", country=country, kind=kind), 303)
    flash(_("Removed: readers do not see it any more. You can put it back below."))
    return redirect(url_for("authoring.facts", _anchor="removed"), 303)


@pages.post(f"{_ADDRESS}restore")
@open_to(Access.TRANSLATOR)
def restore_fact(country: str, kind: str) -> Answered:
    """Put a fact back that was removed."""
    place = _editable(country, kind)
    with atomic() as session:
        done = service.restore_fact(session, place, by=me(), now=now())
    if done:
        flash(_("Put back: readers see it again."))
    else:
        flash(_("This fact cannot be put back: there is another one by now."), "error")
    return redirect(url_for("authoring.facts", _anchor=_anchor(place)), 303)


@pages.get("/teach/facts/import")
@open_to(Access.TRANSLATOR)
def import_facts() -> str:
    """Ask for a file of facts."""
    _allowed()
    return render("authoring/facts_import.html", faults=())


@pages.post("/teach/facts/import")
@open_to(Access.TRANSLATOR)
def look_at_facts() -> Answered:
    """Show what a file would change, before it changes anything."""
    _allowed()
    file = request.files.get("file")
    if not file or not file.filename:
        flash(_("Choose a file first."), "error")
        return redirect(url_for("authoring.import_facts"), 303)
    return _arrival_page(file.read(bounds.YAML + 1))


@pages.post("/teach/facts/import/apply")
@open_to(Access.TRANSLATOR)
def take_facts() -> Answered:
    """Take a file of facts over, as it was shown."""
    _allowed()
    data = request.form.get("content", "").encode()
    try:
        sent = read_facts(data)
    except PackageRefused:
        return _arrival_page(data)
    with atomic() as session:
        done = service.take_facts(
            session,
            sent,
            shown=request.form.get("shown", ""),
            over_newer="newer" in request.form,
            by=me(),
            now=now(),
        )
    return _arrival_page(data, conflict=True) if done is None else _taken(len(done.changes))


def _taken(number: int) -> Answered:
    told = _n(
        "One fact was taken over from the file.",
        "%(facts)s facts were taken over from the file.",
        number,
        facts=number_text(number),
    )
    flash(told)
    return redirect(url_for("authoring.facts"), 303)


def _arrival_page(data: bytes, *, conflict: bool = False) -> Answered:
    """Show what a file would change, or everything that is wrong with it."""
    try:
        sent = read_facts(data)
    except PackageRefused as refused:
        faults = [(fault.line, fault_text(fault)) for fault in refused.faults]
        return render("authoring/facts_import.html", faults=faults), REFUSED
    table = _table()
    page = render(
        "authoring/facts_arrival.html",
        arrival=arrival(table, sent),
        content=write_facts(sent).decode(),
        shown=table.version,
        conflict=conflict,
    )
    return (page, CONFLICT) if conflict else page


def _fact_page(place: Place, form: FactForm, here: Fact | None, *, conflict: bool = False) -> str:
    return render(
        "authoring/facts_edit.html",
        place=place,
        form=form,
        here=here,
        is_past=here is not None and is_past(here, now().date()),
        conflict=conflict,
        shown=fact_version(here),
    )


def _shown(here: Fact) -> dict[str, Any]:
    return {name: getattr(here, name) for name in ("text", "url", "source", "checked", "review_by")}


def _table() -> FactTable:
    return catalogue.fact_table(current_session())


def _anchor(place: Place) -> str:
    country, kind = place
    return f"{country}-{kind}".lower()


def _editable(country: str, kind: str) -> Place:
    """Return what a fact is about for somebody who may change it."""
    _allowed()
    if country.upper() not in COUNTRIES or kind not in {each.value for each in FactKind}:
        raise NotFound
    return country.upper(), FactKind(kind)


def _allowed() -> None:
    if not may_edit_facts(current_actor()):
        raise Forbidden
