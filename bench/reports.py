"""The report's page on a million learners: how long anybody waits for it, whichever filter."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Organisation
from academy.db.engine import open_engine
from academy.demo.service.people import PASSWORD
from academy.enrolment.models import Cohort, Enrolment
from bench.serving import served
from bench.stores import Store
from bench.table import Budget
from bench.visiting import Browser

_PAGE = "/en/admin/reports/completions"
_SECOND = 1.0


def measure(store: Store) -> Iterator[Budget]:
    """Measure the page with each filter alone, as an administrator of everything asks for it."""
    with Session(open_engine(store.url)) as session:
        filters = _filters(session)
        name = f"{session.query(Enrolment).count():,} enrolments"
    with served("wsgi:app", store.environment) as port:
        browser = Browser(port)
        browser.sign_in("admin@academy.example", PASSWORD)
        for _ in range(2):
            _wait(browser, {})  # each of the two processes warms up
        plain = _wait(browser, {})
        waited = {name: _wait(browser, {name: value}) for name, value in filters.items()}
    yield Budget(f"report page, no filter ({store.name})", plain, "s", _SECOND, note=name)
    slowest = max(waited, key=lambda name: waited[name])
    yield Budget(
        f"report page, any one filter ({store.name})", waited[slowest], "s", _SECOND,
        note=f"the slowest: {slowest}; half of them under {median(waited.values()):.2f} s",
    )  # fmt: skip


def _filters(session: Session) -> dict[str, str]:
    """Return a value for every filter; an organisation is one that has others below it."""
    seat = session.execute(select(Enrolment).limit(1)).scalar_one()
    above = session.scalar(
        select(Organisation.parent_id).where(Organisation.parent_id.is_not(None))
    )
    cohort = session.scalar(select(Cohort.id).limit(1))
    return {
        "course": seat.course_id,
        "organisation": str(above or seat.organisation_id),
        **({"cohort": str(cohort)} if cohort else {}),
        "country": "LA",
        "language": "lo",
        "status": "completed",
        "enrolled_from": "2026-01-01",
        "enrolled_to": "2026-09-30",
        "completed_from": "2026-01-01",
        "completed_to": "2026-09-30",
        "score_from": "50",
        "score_to": "95",
    }


def _wait(browser: Browser, query: dict[str, str]) -> float:
    """Return how many seconds the page takes: the middle of three."""
    path = f"{_PAGE}?{urlencode(query)}"
    waited = list[float]()
    for _ in range(3):
        begun = perf_counter()
        answer = browser.get(path)
        waited.append(perf_counter() - begun)
        assert answer.status == 200, (path, answer.status)
    return median(waited)
