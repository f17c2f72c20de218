"""Attempts by the hundred thousand: a quiz of thirty questions, and who answered what in it."""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import create_engine, make_url

from academy.assessment.rules.grading import Grade, grade
from academy.assessment.rules.items.kind import Answer
from academy.content.archive import write_zip
from academy.content.model import Entry, Feedback, Option, Package, Question, Quiz
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.reader import read_package, write_package
from academy.kernel.ids import uuid7
from bench.stores import Store
from tests.builders import package_files

ITEMS = 30
COURSE, UNIT = "many-answers", "look-check"
_LANGUAGES = ("en", "km", "lo", "th", "vi")
_BEGUN = datetime(2026, 3, 1, 8, tzinfo=UTC)
_BATCH = 2_000
_KINDS = 5_000
"""Sheets that are really marked; the crowd hands in one of them each."""
_BACK = Feedback("That is right.", "Look again.")
_LETTERS = "abcd"

COLUMNS = {
    "users": (
        "id", "username", "password_hash", "stamp", "name", "locale", "created_at", "is_active",
    ),
    "enrolment": (
        "id", "learner_id", "course_id", "edition_id", "status", "language", "enrolled_at",
    ),
    "attempt": (
        "id", "enrolment_id", "learner_id", "course_id", "unit_id", "revision_id", "number",
        "seed", "state", "saves", "started_at", "submitted_at", "marks", "available", "percent",
        "passed",
    ),
    "score": (
        "attempt_id", "sequence", "marks", "available", "percent", "passed", "cause", "scored_at",
    ),
    "response": (
        "attempt_id", "sequence", "question_id", "answer", "save_key", "receipt", "locale",
        "saved_at", "marks", "is_check",
    ),
}  # fmt: skip

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one learner answered, in which order, and the marks."""

    answers: dict[str, Answer]
    grade: Grade


@lru_cache
def quiz() -> Quiz:
    """Return a quiz of thirty questions of six types, most of them with one right option."""
    makers = (_single, _single, _several, _single, _said, _single, _number, _single, _put, _word)
    questions = tuple(makers[place % len(makers)](f"item-{place + 1}") for place in range(ITEMS))
    return replace(_seed().quizzes[UNIT], questions=questions, draw=0)


def sheets(number: int, chance: random.Random) -> Iterator[Sheet]:
    """Yield what so many learners answered, some more able than others."""
    asked, keys = quiz(), _right_and_wrong()
    for _ in range(number):
        able = chance.gauss(0.65, 0.2)
        answers = {
            question.id: chance.choice(keys[question.id][chance.random() > able])
            for question in asked.questions
            if chance.random() > 0.02
        }
        yield Sheet(answers, grade(asked, answers))


def fill(store: Store, attempts: int) -> None:
    """Publish the quiz and write so many submitted attempts at it, of as many learners."""
    path = store.home / f"{COURSE}.zip"
    path.write_bytes(write_zip(write_package(replace(_seed(), quizzes=_quizzes()))))
    store.flask("courses", "load", str(path))
    edition, revision = _published(store)
    chance = random.Random(7)  # noqa: S311 - the same crowd in every run
    kinds = list(sheets(min(_KINDS, attempts), chance))
    for start in range(0, attempts, _BATCH):
        rows: Rows = {table: [] for table in COLUMNS}
        for _ in range(min(_BATCH, attempts - start)):
            _add(rows, chance.choice(kinds), (edition, revision), chance=chance)
        _write(store, rows)


def _add(rows: Rows, sheet: Sheet, at: tuple[str, str], *, chance: random.Random) -> None:
    begun = _BEGUN + timedelta(seconds=chance.randrange(20_000_000))
    learner, seat, attempt = (uuid7(begun).hex for _ in range(3))
    saved, verdict, language = begun, sheet.grade, chance.choice(_LANGUAGES)
    given = [*sheet.answers.items()]
    for number, (question, answer) in enumerate([*given, *given[:2]], start=1):
        saved += timedelta(seconds=chance.randrange(5, 200))
        rows["response"].append((
            attempt, number, question, json.dumps(answer), f"{number}", "K7Q2-9XWM", language,
            _said_at(saved), str(verdict.marks[question]) if number > 2 else None, False,
        ))  # fmt: skip
    moment, marks = _said_at(begun), (str(verdict.total), str(verdict.available))
    rows["users"].append((learner, learner, "!", "", "Crowd", language, moment, True))
    rows["enrolment"].append((seat, learner, COURSE, at[0], "in_progress", language, moment))
    rows["attempt"].append((
        attempt, seat, learner, COURSE, UNIT, at[1], 1, 1, "submitted", len(given) + 2, moment,
        _said_at(saved), *marks, verdict.percent, verdict.passed,
    ))  # fmt: skip
    rows["score"].append((
        attempt, 1, *marks, verdict.percent, verdict.passed, "submitted", _said_at(saved),
    ))  # fmt: skip


def _write(store: Store, rows: Rows) -> None:
    """Write as fast as the store takes it."""
    address = make_url(store.url)
    if store.name == "SQLite":
        with sqlite3.connect(str(address.database)) as connection:
            for table, lines in rows.items():
                holes = ", ".join("?" for _ in COLUMNS[table])
                connection.executemany(f"{_into(table)} VALUES ({holes})", lines)
        connection.close()
        return
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        for table, lines in rows.items():
            names = ", ".join(COLUMNS[table])
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy:
                for line in lines:
                    copy.write_row(line)


def _into(table: str) -> str:
    return f"INSERT INTO {table} ({', '.join(COLUMNS[table])})"


def _published(store: Store) -> tuple[str, str]:
    """Return the keys of the edition and the revision, as a row holds them."""
    engine = create_engine(store.url)
    with engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT e.id, r.id FROM edition e JOIN revision r ON r.edition_id = e.id"  # noqa: S608
            f" WHERE e.course_id = '{COURSE}'"
        ).one()
    engine.dispose()
    return _hex(row[0]), _hex(row[1])


def _hex(key: UUID | str) -> str:
    return key.hex if isinstance(key, UUID) else key


def _said_at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


@lru_cache
def _seed() -> Package:
    return read_package(package_files(id=COURSE))


def _quizzes() -> dict[str, Quiz]:
    return {**_seed().quizzes, UNIT: quiz()}


def _right_and_wrong() -> dict[str, tuple[Sequence[Answer], Sequence[Answer]]]:
    """Return, for each question, answers that are right and answers that are not."""
    both: dict[type[Question], tuple[Sequence[Answer], Sequence[Answer]]] = {
        SingleChoice: (["a"], ["b", "b", "c", "d"]),
        MultipleResponse: ([["a", "b"]], [["a"], ["a", "c"], ["a", "b", "d"]]),
        TrueFalse: ([True], [False]),
        Numeric: (["1400"], ["140", "14000"]),
        ShortText: (["water"], ["juice", "milk", "tea"]),
        Ordering: ([dict(zip(_LETTERS, range(1, 5), strict=True))], [{"a": 2, "b": 1, "c": 3}]),
    }
    return {question.id: both[type(question)] for question in quiz().questions}


def _options(right: str) -> tuple[Option, ...]:
    return tuple(Option(one, f"Option {one}", correct=one in right) for one in _LETTERS)


def _single(name: str) -> Question:
    return SingleChoice(id=name, **_common(name), options=_options("a"))


def _several(name: str) -> Question:
    return MultipleResponse(id=name, **_common(name), options=_options("ab"))


def _said(name: str) -> Question:
    return TrueFalse(id=name, **_common(name), answer=True)


def _number(name: str) -> Question:
    return Numeric(id=name, **_common(name), answer=Fraction(1400))


def _word(name: str) -> Question:
    return ShortText(id=name, **_common(name), accept=("water",))


def _put(name: str) -> Question:
    return Ordering(
        id=name, **_common(name), items=tuple(Entry(one, f"Step {one}") for one in _LETTERS)
    )


def _common(name: str) -> dict[str, Any]:
    return {"marks": Fraction(1), "text": f"What is so in {name}?", "feedback": _BACK}
