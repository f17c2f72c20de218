"""The dashboard, the way through a course, and the region, as an administrator waits for them."""

from collections.abc import Iterator
from time import perf_counter

from academy.demo.service.people import PASSWORD
from bench.serving import served
from bench.stores import Store
from bench.table import Budget
from bench.visiting import Browser

_ROUNDS = 3
_PAGES = (
    ("dashboard, the last 28 days", "/en/admin/", 1.5),
    ("dashboard, this year", "/en/admin/?span=year", 1.5),
    ("how far learners of a course get", "/en/admin/drop-off?course=understand-ai", 1.5),
    ("the region by country", "/en/admin/region", 1.5),
)
"""What is looked at, where, and how many seconds it may take with a million learners."""


def measure(store: Store) -> Iterator[Budget]:
    """Measure how long each page takes, the middle of three."""
    store.flask("demo", "people")
    with served("wsgi:app", store.environment) as port:
        browser = Browser(port)
        browser.sign_in("admin@academy.example", PASSWORD)
        for what, path, seconds in _PAGES:
            took = sorted(_taken(browser, path) for _ in range(_ROUNDS))
            yield Budget(
                f"{what} ({store.name})",
                took[1],
                "s",
                seconds,
                note=f"the slowest {took[-1]:.2f} s",
            )


def _taken(browser: Browser, path: str) -> float:
    begun = perf_counter()
    answer = browser.get(path)
    assert answer.status == 200, (path, answer.status)
    return perf_counter() - begun
