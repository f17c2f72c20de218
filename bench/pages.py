"""Lessons: how large they are on the wire, and how many a second."""

import re
from collections.abc import Iterator
from statistics import median

from academy.demo.service.people import PASSWORD
from academy.kernel.languages import LANGUAGES
from bench import load
from bench.serving import served
from bench.stores import ROOT, Store
from bench.table import Budget
from bench.visiting import Browser

_LINKED = re.compile(r'<(?:link rel="stylesheet" href|script [^>]*src)="([^"]+)"')
_SCRIPT = re.compile(r'asset\("([^"]+\.js)"\)')
_WINDOW, _NEXT, _MOST_SCRIPT = 14_600, 6_000, 5_000
_CONNECTIONS = 8


def measure(store: Store, *, seconds: float) -> Iterator[Budget]:
    """Measure what a learner on a slow connection waits for, and what the server can do."""
    with served("wsgi:app", store.environment) as port:
        browser = Browser(port)
        browser.sign_in("learner@academy.example", PASSWORD)
        lessons = list(_lessons(browser))
        if store.name == "SQLite":
            yield from _sizes(browser, lessons)
        yield from _rate(store, browser, lessons[0], seconds=seconds)


def _lessons(browser: Browser) -> Iterator[str]:
    """Take a seat in every course; yield the path of every lesson, without its language."""
    for folder in sorted((ROOT / "courses").glob("*/course.yaml")):
        course = folder.parent.name
        browser.post(f"/en/courses/{course}/enrol", f"/en/courses/{course}/", language="en")
        for lesson in sorted((folder.parent / "lessons").glob("*.md")):
            yield f"/learn/{course}/{lesson.stem}/"


def _sizes(browser: Browser, lessons: list[str]) -> Iterator[Budget]:
    """Yield the largest first view and the largest next lesson, of all lessons in all languages."""
    pages = {
        path: browser.get(path)
        for lesson in lessons
        for path in (f"/{language.tag}{lesson}" for language in LANGUAGES)
    }
    assert {page.status for page in pages.values()} == {200}
    largest = max(pages, key=lambda path: pages[path].size)
    linked = set(_LINKED.findall(pages[largest].text))
    rest = {address: browser.get(address).size for address in sorted(linked)}
    note = f"{largest}, the largest of {len(pages)}"
    first = pages[largest].size + sum(rest.values())
    yield Budget("first view of a lesson, all bytes", first, "B", _WINDOW, note=note)
    yield Budget("next lesson", pages[largest].size, "B", _NEXT, note=note)
    typical = median(page.size for page in pages.values())
    yield Budget("next lesson, half are smaller than", typical, "B")
    yield Budget(
        "learner script, compressed", _script(browser), "B", _MOST_SCRIPT, note="with headers"
    )


def _script(browser: Browser) -> float:
    """Return the size of all scripts that a learner's quiz loads, more than any other page."""
    from academy.web.assets import asset  # noqa: PLC0415 - reads the files when imported

    pages = (ROOT / "academy" / "assessment").glob("templates/**/*.html")
    scripts = {name for page in pages for name in _SCRIPT.findall(page.read_text())}
    assert scripts, "no page for learners has a script"
    return sum(browser.get(asset(name)).size for name in scripts)


def _rate(store: Store, browser: Browser, lesson: str, *, seconds: float) -> Iterator[Budget]:
    """Yield lessons and hellos a second, taken in turn, the middle of three each."""
    with served("bench.hello:app") as hello:
        hellos, lessons = list[float](), list[float]()
        for _ in range(3):
            plain = [Browser(hello).request("/")] * _CONNECTIONS
            hellos.append(load.run(hello, plain, seconds).rate)
            page = [browser.request(f"/en{lesson}")] * _CONNECTIONS
            lessons.append(load.run(browser.port, page, seconds).rate)
    least = median(hellos) / 2
    yield Budget(f'bare "hello" ({store.name})', median(hellos), "/s")
    yield Budget(
        f"lesson page, signed in ({store.name})", median(lessons), "/s", least, at_least=True,
        note=f"{median(lessons) / median(hellos):.2f} of hello",
    )  # fmt: skip
