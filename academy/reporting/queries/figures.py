"""The numbers at the head of the completion report."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.db.export import month_text
from academy.enrolment.models import Enrolment
from academy.reporting.policy import Scope
from academy.reporting.queries.report import conditions
from academy.reporting.rules import Filters

COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Share:
    """How many seats something has, and how many of them were completed."""

    seats: int
    completed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The report in numbers. Months are `2026-11`, in UTC; a country nobody told is empty."""

    statuses: Mapping[str, int]
    months: Mapping[str, int]
    countries: Mapping[str, Share]
    courses: Mapping[str, Share]

    @property
    def seats(self) -> int:
        """How many rows the report has."""
        return sum(self.statuses.values())


def summary(session: Session, scope: Scope, filters: Filters) -> Summary:
    """Count the report's rows by status, month of completion, country and course: one scan."""
    month = month_text(Enrolment.completed_at)
    country = func.coalesce(User.country, "")
    keys = (Enrolment.status, month, country, Enrolment.course_id)
    counted = session.execute(
        select(*keys, func.count())
        .select_from(Enrolment)
        .outerjoin(User, User.id == Enrolment.learner_id)
        .where(*conditions(scope, filters))
        .group_by(*keys)
    )
    return _fold([tuple(row) for row in counted])


def _fold(counted: list[tuple[Any, ...]]) -> Summary:
    statuses, months = Counter[str](), Counter[str]()
    seats, done = (Counter[str](), Counter[str]()), (Counter[str](), Counter[str]())
    for status, month, country, course, number in counted:
        statuses[status] += number
        seats[0][country] += number
        seats[1][course] += number
        if status == COMPLETED:
            months[month] += number
            done[0][country] += number
            done[1][course] += number
    countries, courses = (
        {key: Share(count, done[place][key]) for key, count in sorted(seats[place].items())}
        for place in (0, 1)
    )
    return Summary(statuses, dict(sorted(months.items())), countries, courses)
