"""Histories as rows: tuples of plain values that both stores take as they are."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from academy.assessment.rules.receipts import receipt
from academy.demo.rules.draws import key_at, moment_at, moment_text, readable
from academy.demo.rules.histories import History, Try, Walk, score
from academy.demo.rules.people import Learner
from academy.kernel.countries import TIME_ZONES
from academy.kernel.text import fold

Value = str | int | None

COLUMNS: dict[str, tuple[str, ...]] = {
    "users": (
        "id", "email", "password_hash", "stamp", "name", "latin_name", "locale", "country",
        "time_zone", "created_at", "is_active", "searched", "must_change_password",
    ),
    "membership": ("user_id", "organisation_id", "role"),
    "enrolment": (
        "id", "learner_id", "course_id", "edition_id", "organisation_id", "cohort_id", "status",
        "language", "enrolled_at", "started_at", "last_activity_at", "completed_at", "withdrawn_at",
        "country", "score_percent",
    ),
    "progress": (
        "enrolment_id", "units_done", "units_total", "score_percent", "last_unit_id", "updated_at",
    ),
    "unit_completion": ("enrolment_id", "unit_id", "done_at"),
    "quiz_best": ("enrolment_id", "unit_id", "percent", "passed", "attempts"),
    "credential": (
        "id", "public_id", "enrolment_id", "learner_id", "revision_id", "course_id", "edition",
        "hours", "name", "latin_name", "language", "words", "completed_at", "issued_at",
    ),
    "attempt": (
        "id", "enrolment_id", "learner_id", "course_id", "unit_id", "revision_id", "number",
        "seed", "state", "saves", "started_at", "submitted_at", "marks", "available", "percent",
        "passed",
    ),
    "response": (
        "attempt_id", "sequence", "question_id", "answer", "save_key", "receipt", "locale",
        "saved_at", "marks",
    ),
}  # fmt: skip
"""Tables in the order in which they can be filled."""

_NO_PASSWORD = "!"  # noqa: S105 - not one
"""No password has this hash: nobody can sign in as one of the crowd."""
_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Diploma:
    """What certificates of a course say: `words` by the learner's language, as JSON text."""

    revision: str
    edition: int
    hours: int
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A seat that is to be written: whose it is, in which course and cohort, and its key."""

    key: str
    learner: Learner
    course: Walk
    diploma: Diploma
    cohort: str | None = None


@dataclass(slots=True)
class Rows:
    """Rows by table, gathered until they are written together."""

    tables: dict[str, list[tuple[Value, ...]]] = field(
        default_factory=lambda: defaultdict[str, list[tuple[Value, ...]]](list)
    )

    def add_learner(self, one: Learner) -> None:
        """Add a person and where they belong."""
        self.tables["users"].append((
            one.key, one.email, _NO_PASSWORD, "", one.name, one.latin_name, one.language,
            one.country, TIME_ZONES[one.country], moment_text(one.joined), 1,
            fold(f"{one.name} {one.latin_name or ''} {one.email}"), 0,
        ))  # fmt: skip
        if one.organisation:
            self.tables["membership"].append((one.key, one.organisation, "learner"))

    def add_seat(self, taken: Taken, seat: History) -> None:
        """Add a seat with all that was done in it."""
        key, one, course = taken.key, taken.learner, taken.course
        self.tables["enrolment"].append((
            key, one.key, course.course, course.edition, one.organisation, taken.cohort,
            seat.status, one.language, moment_text(seat.enrolled),
            _moment(next(iter(seat.done.values()), None)),
            _moment(seat.last), _moment(seat.completed), _moment(seat.withdrawn), one.country,
            score(seat, course),
        ))  # fmt: skip
        if seat.last is None:
            return
        self.tables["progress"].append((
            key, len(course.needed & seat.done.keys()), len(course.needed), score(seat, course),
            next(reversed(seat.done), None), moment_text(seat.last),
        ))  # fmt: skip
        self.tables["unit_completion"].extend(
            (key, unit, moment_text(moment)) for unit, moment in seat.done.items()
        )
        self.tables["quiz_best"].extend(
            (key, unit, percent, int(passed), tries)
            for unit, (percent, passed, tries) in seat.bests().items()
        )

    def add_credential(self, taken: Taken, completed: float, *, chance: Random) -> None:
        """Add the certificate of a seat completed at that second of the epoch."""
        one, diploma, when = taken.learner, taken.diploma, moment_text(completed)
        self.tables["credential"].append((
            key_at(completed, chance), readable(chance), taken.key, one.key, diploma.revision,
            taken.course.course, diploma.edition, diploma.hours, one.name, one.latin_name,
            one.language, diploma.words[one.language], when, when,
        ))  # fmt: skip

    def add_attempt(self, taken: Taken, tried: Try, *, secret: bytes, chance: Random) -> None:
        """Add one attempt with its answers, each with a receipt."""
        key, grade, one = key_at(tried.at - _MINUTES, chance), tried.sheet.grade, taken.learner
        self.tables["attempt"].append((
            key, taken.key, one.key, taken.course.course, tried.unit, taken.diploma.revision,
            tried.number, tried.sheet.seed, "submitted", len(tried.sheet.answers),
            moment_text(tried.at - _MINUTES), moment_text(tried.at), str(grade.total),
            str(grade.available), grade.percent, int(grade.passed),
        ))  # fmt: skip
        for sequence, (question, answer) in enumerate(tried.sheet.answers, start=1):
            self.tables["response"].append((
                key, sequence, question, json.dumps(answer), f"{key}-{sequence}",
                _receipt(secret, key, sequence, question, answer, tried.at), one.language,
                moment_text(tried.at), str(grade.marks[question]),
            ))  # fmt: skip


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else moment_text(seconds)


def _receipt(secret: bytes, key: str, *rest: Any) -> str:
    sequence, question, answer, at = rest
    return receipt(
        secret,
        attempt_id=UUID(hex=key),
        sequence=sequence,
        question_id=question,
        answer=answer,
        at=moment_at(at),
    )
