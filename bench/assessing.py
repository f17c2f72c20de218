"""Assessment: marking, figures of a hundred thousand attempts, an attempt's page, grades."""

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import perf_counter, process_time

import numpy as np

from academy.assessment.queries.figures import Wanted, gather, revisions_sat
from academy.assessment.rules.analysis import Choices, Scores, analyse
from academy.assessment.rules.grading import grade
from academy.catalogue import queries as catalogue
from academy.db.engine import open_engine
from academy.db.transaction import open_session
from academy.demo.service.people import PASSWORD
from bench import crowd
from bench.memory import peak
from bench.serving import served
from bench.stores import ROOT, Store
from bench.table import Budget
from bench.visiting import Browser

_MARKED, _MARKING_SECONDS = 10_000, 10.0
_ANALYSED, _ANALYSIS_SECONDS = 100_000, 5.0
_READING_SECONDS, _READING_MEGABYTES = 30.0, 600.0
_PAPER_MILLISECONDS, _PATIENCE = 10.0, 2.0
_LEAST = 20
"""A quick run has so many times fewer attempts."""
_COURSE, _QUIZ = "understand-ai", "check-what-ai-is"
_ROUNDS, _PAPERS = 3, 50
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def measure_rules(*, quick: bool) -> Iterator[Budget]:
    """Measure what needs no database: marks and figures of a quiz of thirty questions."""
    number = _MARKED // (_LEAST if quick else 1)
    quiz, sheets = crowd.quiz(), list(crowd.sheets(number, random.Random(1)))  # noqa: S311 - no secret
    marking = _timed(lambda: [grade(quiz, sheet.answers) for sheet in sheets])
    yield Budget(
        f"marking {number:,} attempts of {crowd.ITEMS} questions", marking, "s", _MARKING_SECONDS
    )
    scores = _scores(_ANALYSED // (_LEAST if quick else 1))
    yield Budget(
        f"figures of {scores.attempts:,} attempts × {crowd.ITEMS}, in memory",
        _timed(lambda: analyse(scores)), "s", _ANALYSIS_SECONDS,
        note="reliability, items, choices, five languages compared",
    )  # fmt: skip


def measure_figures(store: Store, *, quick: bool) -> Iterator[Budget]:
    """Measure figures with their reading, in a process of its own that tells how large it grew."""
    number = _ANALYSED // (_LEAST if quick else 1)
    crowd.fill(store, number)
    told = _apart(store, "figures")
    yield Budget(
        f"figures of {number:,} attempts × {crowd.ITEMS}, read ({store.name})",
        told["seconds"], "s", _READING_SECONDS, note=f"{told['analysis']:.1f} s of it in memory",
    )  # fmt: skip
    yield Budget("memory while reading them", told["megabytes"], "MB", _READING_MEGABYTES)


def measure_pages(store: Store) -> Iterator[Budget]:
    """Measure the paper that learners write on, and the grades of all learners of a course."""
    told = _apart(store, "paper")
    yield Budget(
        f"an attempt's page, the processor's time ({store.name})",
        told["milliseconds"], "ms", _PAPER_MILLISECONDS,
    )  # fmt: skip
    store.flask("demo", "people")
    with served("wsgi:app", store.environment) as port:
        browser = Browser(port)
        browser.sign_in("instructor@academy.example", PASSWORD)
        took = [_timed(lambda: _grades(browser)) for _ in range(_ROUNDS)]
    yield Budget(
        f"a page of grades ({store.name})", max(took), "s", _PATIENCE,
        note=f"the slowest of {_ROUNDS}; the fastest {min(took):.2f} s",
    )  # fmt: skip


def _scores(attempts: int) -> Scores:
    """Return made-up attempts: learners differ in what they can do, and items in what they ask."""
    chance = np.random.default_rng(7)
    able, hard = chance.normal(size=(attempts, 1)), chance.normal(size=crowd.ITEMS)
    right = chance.random((attempts, crowd.ITEMS)) < 1 / (1 + np.exp(hard - able))
    items = tuple(f"item-{place}" for place in range(crowd.ITEMS))
    other = chance.integers(1, 4, right.shape)
    options = ("a", "b", "c", "d")
    taken = np.where(right, 0, other)
    return Scores(
        items=items,
        shares=right.astype(np.float64),
        languages=chance.choice(["en", "km", "lo", "th", "vi"], attempts),
        seconds=chance.gamma(2.0, 30.0, right.shape),
        choices={
            item: Choices(options, frozenset({"a"}), taken[:, place])
            for place, item in enumerate(items)
        },
    )


def _grades(browser: Browser) -> None:
    answer = browser.get(f"/en/teach/courses/{_COURSE}/grades")
    assert answer.status == 200, answer.status


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _apart(store: Store, what: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.assessing", what, store.url],
        cwd=ROOT,
        env=store.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _read_figures(url: str) -> dict[str, float]:
    session = open_session(open_engine(url))
    revisions = revisions_sat(session, crowd.COURSE, crowd.UNIT)
    quiz = catalogue.package_of(session, revisions[0]).quizzes[crowd.UNIT]
    wanted = Wanted(crowd.COURSE, crowd.UNIT, revisions)
    begun = perf_counter()
    found = gather(session, wanted, quiz, corrections=())
    analysis = _timed(lambda: analyse(found.scores))
    return {
        "seconds": perf_counter() - begun,
        "analysis": analysis,
        "megabytes": peak(),
    }


def _open_paper() -> dict[str, float]:
    from wsgi import app  # noqa: PLC0415 - it opens the store when imported

    learner = app.test_client()

    def send(path: str, seen_on: str, **fields: str) -> str:
        token = _TOKEN.search(learner.get(seen_on).text)
        assert token, f"no form on {seen_on}"
        return learner.post(path, data={"csrf_token": token[1], **fields}).location or ""

    fields = {"name": "Bench", "login": "bench-paper", "password": PASSWORD, "country": "LA"}
    send("/en/register", "/en/register", **fields)
    send(f"/en/courses/{_COURSE}/enrol", f"/en/courses/{_COURSE}/", language="en")
    quiz = f"/en/learn/{_COURSE}/{_QUIZ}/"
    paper = send(f"{quiz}attempts", quiz)
    assert learner.get(paper).status_code == 200
    begun = process_time()
    for _ in range(_PAPERS):
        learner.get(paper)
    return {"milliseconds": 1000 * (process_time() - begun) / _PAPERS}


def main() -> None:
    """Measure one thing, and write what came of it as JSON."""
    what, url = sys.argv[1:]
    print(json.dumps(_read_figures(url) if what == "figures" else _open_paper()))


if __name__ == "__main__":
    main()
