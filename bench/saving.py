"""Saved answers, beside bare commits on the same file."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from academy.demo.service.people import PASSWORD
from bench import load
from bench.serving import served
from bench.stores import Store
from bench.table import Budget
from bench.visiting import Browser

_LEARNERS = 8
_COURSE, _QUIZ = "understand-ai", "check-what-ai-is"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def measure(store: Store, *, seconds: float) -> Iterator[Budget]:
    """Measure how many answers a second are kept, each by a request of its own."""
    with served("wsgi:app", store.environment) as port:
        requests = [_save(Browser(port), number) for number in range(_LEARNERS)]
        saves, commits = list[float](), list[float]()
        for _ in range(3):
            if store.name == "SQLite":
                commits.append(_bare_commits(store, seconds))
            saves.append(load.run(port, requests, seconds).rate)
    if not commits:
        yield Budget(f"saved answers ({store.name})", median(saves), "/s")
        return
    least = median(commits) / 3
    yield Budget(f"bare single-row commits ({store.name})", median(commits), "/s")
    yield Budget(
        f"saved answers ({store.name})", median(saves), "/s", least, at_least=True,
        note=f"{_LEARNERS} learners, {median(saves) / median(commits):.2f} of the commits",
    )  # fmt: skip


def _save(browser: Browser, number: int) -> bytes:
    """Return the request by which a new learner saves an answer, under a new key each time."""
    _register(browser, f"bench-{number}")
    course = f"/en/courses/{_COURSE}/"
    browser.post(f"{course}enrol", course, language="en")
    quiz = f"/en/learn/{_COURSE}/{_QUIZ}/"
    attempt = browser.post(f"{quiz}attempts", quiz).location
    token = _TOKEN.search(browser.get(attempt).text)
    assert token, f"no paper at {attempt}"
    answer = {"csrf_token": token.group(1), "key": f"{number}-{load.COUNTER.decode()}", "b1": ""}
    body = urlencode({**answer, "a1": "1", "a1-1": "1"})
    return browser.request(f"{attempt}answers", body, "application/json")


def _register(browser: Browser, name: str) -> None:
    fields = {"name": f"Learner {name}", "login": name, "password": PASSWORD, "country": "LA"}
    answer = browser.post("/en/register", "/en/register", **fields)
    if answer.status not in {302, 303}:
        browser.sign_in(name, PASSWORD)


def _bare_commits(store: Store, seconds: float) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "bench.saving", store.url.removeprefix("sqlite:///"), str(seconds)],
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    """Commit single rows to a file for so many seconds, as carefully as the Academy does."""
    path, seconds = sys.argv[1], float(sys.argv[2])
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("busy_timeout=15000", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS bench (id INTEGER PRIMARY KEY, text TEXT)")
    begun, number = perf_counter(), 0
    while perf_counter() - begun < seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bench (text) VALUES (?)", (f"row {number}",))
        connection.execute("COMMIT")
        number += 1
    print(number / (perf_counter() - begun))
    connection.execute("DROP TABLE bench")


if __name__ == "__main__":
    main()
