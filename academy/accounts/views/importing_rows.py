"""What a file of people would do, row by row; doing it; and what came of it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.accounts.forms.importing import TakePeopleForm
from academy.accounts.messages import REFUSALS
from academy.accounts.views.importing import CHECK, TAKE, Answered, finished
from academy.accounts.views.shared import REFUSED, pages
from academy.db.transaction import atomic
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts
from academy.kernel.clock import now as clock
from academy.kernel.fates import is_faulty
from academy.web import import_words
from academy.web.access import Access, open_to
from academy.web.import_rows import ALL, counts_of, left_file, rows_told, take_payload
from academy.web.jobs import way_to
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/admin/people/import/<uuid:job>/rows")
@open_to(Access.ADMIN)
def import_rows(job: UUID) -> Answered:
    """Show what would become of every row."""
    facts = finished(job, CHECK)
    if isinstance(facts, Response):
        return facts
    if "fault" in (facts.result or {}):
        return _back_to_columns(facts)
    return _rows_page(facts, TakePeopleForm())


@pages.post("/admin/people/import/<uuid:job>/rows")
@open_to(Access.ADMIN)
def take_people(job: UUID) -> Answered:
    """Have the rows taken in as they were shown."""
    facts = finished(job, CHECK)
    if isinstance(facts, Response):
        return facts
    form = TakePeopleForm.from_request()
    faulty = is_faulty(counts_of(facts), with_perhaps=bool(form.perhaps.data))
    if not form.validate() or (form.how.data == ALL and faulty):
        return _rows_page(facts, form, refused=True), REFUSED
    with atomic() as session:
        made = ledger.ask(
            session, TAKE, _payload(facts, form), owner_id=current_actor().id, now=clock()
        )
    return way_to(made)


@pages.get("/admin/people/import/<uuid:job>/done")
@open_to(Access.ADMIN)
def import_done(job: UUID) -> Answered:
    """Show what came of it."""
    facts = finished(job, TAKE)
    if isinstance(facts, Response):
        return facts
    return render(
        "accounts/import_done.html", facts=facts, result=facts.result, fates=import_words.FATES
    )


@pages.get("/admin/people/import/<uuid:job>/left.csv")
@open_to(Access.ADMIN)
def import_left_csv(job: UUID) -> Response:
    """Send the rows that are left out as CSV, each with what is wrong with it."""
    return _left(job, is_csv=True)


@pages.get("/admin/people/import/<uuid:job>/left.xlsx")
@open_to(Access.ADMIN)
def import_left_xlsx(job: UUID) -> Response:
    """Send the rows that are left out as a workbook, each with what is wrong with it."""
    return _left(job, is_csv=False)


def _left(job: UUID, *, is_csv: bool) -> Response:
    facts = finished(job, CHECK, TAKE)
    return facts if isinstance(facts, Response) else left_file(facts, REFUSALS, is_csv=is_csv)


def _back_to_columns(facts: JobFacts) -> Response:
    """Say why a file cannot be read to its end as it was to be, where that can be changed."""
    result = facts.result or {}
    flash(import_words.file_text(result["fault"], result["line"]), "error")
    return redirect(url_for(".import_columns", job=facts.payload["look"]), HTTPStatus.SEE_OTHER)


def _rows_page(facts: JobFacts, form: TakePeopleForm, *, refused: bool = False) -> str:
    told = rows_told(facts, REFUSALS)
    return render("accounts/import_rows.html", facts=facts, form=form, refused=refused, **told)


def _payload(facts: JobFacts, form: TakePeopleForm) -> dict[str, Any]:
    payload = take_payload(facts, form, with_perhaps=bool(form.perhaps.data))
    return {**payload, "letters": bool(form.letters.data)}
