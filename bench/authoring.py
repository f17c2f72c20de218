"""A course of three hundred units: opened, put in another order, published, translated."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from time import perf_counter

from academy.content.archive import write_zip
from academy.content.reader import write_package
from academy.demo.service.people import PASSWORD
from bench.serving import served
from bench.stores import Store
from bench.table import Budget
from bench.visiting import Answer, Browser
from tests.authoring.large import UNITS, large_package

_PATIENCE = 2.0
_ROUNDS = 3
_COURSE = "/en/teach/courses/long-river/"
_LIGHT = "/en/teach/new"
"""A small page with a form: a press of a button begins from it, and its own time is little."""
_EXPECTED = re.compile(r'name="expected" value="([^"]+)"')


def measure(store: Store) -> Iterator[Budget]:
    """Measure each step in several rounds; the slowest one counts, and the first comes cold."""
    path = store.home / "long-river.zip"
    path.write_bytes(write_zip(write_package(large_package())))
    store.flask("courses", "load", str(path))
    store.flask("demo", "people")
    took: dict[str, list[float]] = {}
    with served("wsgi:app", store.environment) as port:
        browser = Browser(port)
        browser.sign_in("instructor@academy.example", PASSWORD)
        for number in range(_ROUNDS):
            for what, seconds in _round(browser, f"unit-{UNITS // 2 + number}"):
                took.setdefault(what, []).append(seconds)
    for what, seconds in took.items():
        yield Budget(
            f"{UNITS} units: {what} ({store.name})", max(seconds), "s", _PATIENCE,
            note=f"the slowest of {_ROUNDS}; the fastest {min(seconds):.2f} s",
        )  # fmt: skip


def _round(browser: Browser, unit: str) -> Iterator[tuple[str, float]]:
    """Do what an author does before a publication; yield what was done, and how long it took."""
    begun = perf_counter()
    _good(browser.get(_COURSE))
    yield "opening the outline", perf_counter() - begun

    begun = perf_counter()
    _moved_on(browser.post(f"{_COURSE}units/{unit}/step", _LIGHT, way="down"))
    yield "moving a unit", perf_counter() - begun

    begun = perf_counter()
    screen = _good(browser.get(f"{_COURSE}publish"))
    yield "looking at what publishing changes", perf_counter() - begun

    seen = _EXPECTED.search(screen.text)
    assert seen, "the course cannot be published"
    begun = perf_counter()
    _moved_on(browser.post(f"{_COURSE}publish", _LIGHT, expected=seen.group(1)))
    yield "publishing", perf_counter() - begun

    begun = perf_counter()
    _good(browser.get(f"{_COURSE}languages/km/"))
    yield "opening the translation desk", perf_counter() - begun


def _good(answer: Answer) -> Answer:
    assert answer.status == HTTPStatus.OK, answer.status
    return answer


def _moved_on(answer: Answer) -> None:
    assert answer.status == HTTPStatus.SEE_OTHER, answer.status
