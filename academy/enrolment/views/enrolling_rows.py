"""What a list of learners would do, row by row; doing it; and what came of it."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from academy.db.transaction import atomic
from academy.enrolment.messages import REFUSALS
from academy.enrolment.policy import Act
from academy.enrolment.views.enrolling import CHECK, TAKE, finished
from academy.enrolment.views.shared import REFUSED, Answered, Held, held, pages
from academy.jobs import ledger
from academy.jobs.ledger import JobFacts
from academy.kernel.clock import now
from academy.kernel.fates import is_faulty
from academy.web import import_words
from academy.web.access import Access, open_to
from academy.web.import_rows import ALL, TakeForm, counts_of, left_file, rows_told, take_payload
from academy.web.jobs import way_to
from academy.web.login import current_actor
from academy.web.pages import render


@pages.get("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>/rows")
@open_to(Access.ADMIN)
def list_rows(cohort: UUID, job: UUID) -> Answered:
    """Show what would become of every row."""
    here, facts = held(cohort, Act.PLACE), finished(cohort, job, CHECK)
    if isinstance(facts, Response):
        return facts
    if "fault" in (facts.result or {}):
        return _back_to_columns(cohort, facts)
    return _rows_page(here, facts, TakeForm())


@pages.post("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>/rows")
@open_to(Access.ADMIN)
def take_list(cohort: UUID, job: UUID) -> Answered:
    """Have the seats given as they were shown."""
    here, facts = held(cohort, Act.PLACE), finished(cohort, job, CHECK)
    if isinstance(facts, Response):
        return facts
    form = TakeForm.from_request()
    faulty = is_faulty(counts_of(facts), with_perhaps=False)
    if not form.validate() or (form.how.data == ALL and faulty):
        return _rows_page(here, facts, form, refused=True), REFUSED
    payload = take_payload(facts, form)
    with atomic() as session:
        made = ledger.ask(session, TAKE, payload, owner_id=current_actor().id, now=now())
    return way_to(made)


@pages.get("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>/done")
@open_to(Access.ADMIN)
def list_done(cohort: UUID, job: UUID) -> Answered:
    """Show what came of it."""
    here, facts = held(cohort, Act.PLACE), finished(cohort, job, TAKE)
    if isinstance(facts, Response):
        return facts
    return render(
        "enrolment/enrolling_done.html",
        here=here,
        facts=facts,
        result=facts.result,
        fates=import_words.FATES,
    )


@pages.get("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>/left.csv")
@open_to(Access.ADMIN)
def list_left_csv(cohort: UUID, job: UUID) -> Response:
    """Send the rows that are left out as CSV, each with what is wrong with it."""
    return _left(cohort, job, is_csv=True)


@pages.get("/admin/cohorts/<uuid:cohort>/enrol/<uuid:job>/left.xlsx")
@open_to(Access.ADMIN)
def list_left_xlsx(cohort: UUID, job: UUID) -> Response:
    """Send the rows that are left out as a workbook, each with what is wrong with it."""
    return _left(cohort, job, is_csv=False)


def _left(cohort: UUID, job: UUID, *, is_csv: bool) -> Response:
    held(cohort, Act.PLACE)
    facts = finished(cohort, job, CHECK, TAKE)
    return facts if isinstance(facts, Response) else left_file(facts, REFUSALS, is_csv=is_csv)


def _back_to_columns(cohort: UUID, facts: JobFacts) -> Response:
    """Say why a file cannot be read to its end as it was to be, where that can be changed."""
    result = facts.result or {}
    flash(import_words.file_text(result["fault"], result["line"]), "error")
    back = url_for(".list_columns", cohort=cohort, job=facts.payload["look"])
    return redirect(back, HTTPStatus.SEE_OTHER)


def _rows_page(here: Held, facts: JobFacts, form: TakeForm, *, refused: bool = False) -> str:
    return render(
        "enrolment/enrolling_rows.html",
        here=here,
        facts=facts,
        form=form,
        refused=refused,
        **rows_told(facts, REFUSALS),
    )
