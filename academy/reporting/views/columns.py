"""Choosing the columns of the completion report, and their order."""

from flask import redirect, request
from werkzeug.wrappers import Response

from academy.reporting import messages
from academy.reporting.forms import Address
from academy.reporting.policy import Act
from academy.reporting.rules import CHOICE, COLUMNS
from academy.reporting.rules.choosing import moved
from academy.reporting.views.asked import asked
from academy.reporting.views.shared import address, pages
from academy.web.access import Access, open_to
from academy.web.pages import render


@pages.get("/admin/reports/completions/columns")
@open_to(Access.ADMIN)
def choose_columns() -> str | Response:
    """Show all columns with what they mean, the chosen ones first; nothing is written by this.

    The buttons of the list lead here again, with one column moved, or back to the report.
    """
    here, told = asked(Act.SEE).form.chosen(), request.args
    columns = _chosen(told)
    query = {name: text for name, text in here.items() if name != "columns"}
    if "use" in told and columns:
        shown = {"columns": ",".join(columns)} if columns != COLUMNS else {}
        return redirect(address(".completions", query | shown))
    return render(
        "reporting/columns.html",
        query=query,
        back=address(".completions", here),
        chosen=columns,
        columns=(*columns, *(name for name in CHOICE if name not in columns)),
        definitions=messages.DEFINITIONS,
        moved=told.get("up") or told.get("down"),
        usual=COLUMNS,
        has_none="use" in told,
    )


def _chosen(told: Address) -> tuple[str, ...]:
    if "use" in told or "up" in told or "down" in told:
        names = told.getlist("column")
    else:
        names = [name for name in told.get("columns", "").split(",") if name] or list(COLUMNS)
    known = tuple(name for name in dict.fromkeys(names) if name in CHOICE)
    known = moved(known, told.get("up", ""), by=-1)
    return moved(known, told.get("down", ""), by=1)
