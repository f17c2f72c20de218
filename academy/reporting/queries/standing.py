"""Seats, and what belongs to them, as they are now or as they stood at the end of a day.

Of a day that is over, each value is what the oldest past after that day says (`db.past`), or what
it is now where there is none. Pasts were not always kept: a moment after the day is not told, nor
is the status that it brought about; and where counters are later than the day and have no past,
units are counted one by one, and there is no score.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, func, literal, or_, select

from academy.accounts.models import Organisation, OrganisationPast, User, UserPast
from academy.credentials.models import Credential
from academy.db import past
from academy.db.past import Model
from academy.enrolment.models import Cohort, CohortPast, Enrolment, EnrolmentPast
from academy.enrolment.rules import Status
from academy.learning.models import Progress, ProgressPast, UnitCompletion
from academy.reporting.rules import midnight_after

Join = tuple[Any, ColumnElement[bool]]
_SEAT = (
    "learner_id",
    "edition_id",
    "organisation_id",
    "cohort_id",
    "status",
    "language",
    "started_at",
    "last_activity_at",
    "completed_at",
    "withdrawn_at",
    "country",
    "score_percent",
)
_MOMENTS = ("started_at", "last_activity_at", "completed_at", "withdrawn_at")
_PERSON = ("name", "latin_name", "email", "username")


@dataclass(frozen=True, slots=True)
class Told:
    """Values by name, what has to be outer-joined for them, and what has to hold of a seat."""

    values: dict[str, Any]
    joins: tuple[Join, ...] = ()
    conditions: tuple[ColumnElement[bool], ...] = ()


def seats(day: date | None) -> Told:
    """Return what seats say of themselves; of a day, only those that were taken by its end."""
    if day is None:
        return Told({name: getattr(Enrolment, name) for name in _SEAT})
    end = midnight_after(day)
    was, seat = _beside(EnrolmentPast, Enrolment.id, day=day, name="seat_past")
    counters, counted = _beside(ProgressPast, Enrolment.id, day=day, name="counters_past")
    told = _either(seat, Enrolment, *_SEAT)
    known = _either(counted, Progress, "units_done", "units_total", "updated_at")
    is_counted = func.coalesce(known.pop("updated_at") < end, literal(value=False))
    values = {
        **told,
        **known,
        **{name: _until(end, told[name]) for name in _MOMENTS},
        "status": _status(told, end),
        "is_counted": is_counted,
        "score_percent": case((is_counted, told["score_percent"])),
    }
    progress = Progress.__table__, Progress.enrolment_id == Enrolment.id
    return Told(values, (was, progress, counters), (Enrolment.enrolled_at < end,))


def beside(seat: Told, editions: CTE, day: date | None) -> Told:
    """Return what belongs to seats, beside them: people, places, counters, certificates.

    `editions` has a `required` text of each edition's units, each between two bars.
    """
    joins: list[Join] = [
        (User.__table__, User.id == seat.values["learner_id"]),
        (editions, editions.c.edition_id == seat.values["edition_id"]),
        (Organisation.__table__, Organisation.id == seat.values["organisation_id"]),
        (Cohort.__table__, Cohort.id == seat.values["cohort_id"]),
        (Credential.__table__, Credential.enrolment_id == Enrolment.id),
    ]
    if day is None:
        joins.append((Progress.__table__, Progress.enrolment_id == Enrolment.id))
        return Told(_beside_now(editions), tuple(joins))
    end = midnight_after(day)
    person, was = _beside(UserPast, seat.values["learner_id"], day=day, name="person_past")
    place, stood = _beside(
        OrganisationPast, seat.values["organisation_id"], day=day, name="place_past"
    )
    group, ran = _beside(CohortPast, seat.values["cohort_id"], day=day, name="group_past")
    cohort = _either(ran, Cohort, "name", "ends_at")
    values = {
        **_either(was, User, *_PERSON),
        "organisation": _either(stood, Organisation, "name")["name"],
        "cohort": cohort["name"],
        "cohort_ends_at": cohort["ends_at"],
        **_counted(seat, editions, end),
        "certificate_id": case((Credential.issued_at < end, Credential.public_id)),
    }
    return Told(values, (*joins, person, place, group))


def _beside_now(editions: CTE) -> dict[str, Any]:
    return {
        **{name: getattr(User, name) for name in _PERSON},
        "organisation": Organisation.name,
        "cohort": Cohort.name,
        "cohort_ends_at": Cohort.ends_at,
        "units_done": func.coalesce(Progress.units_done, 0),
        "units_total": func.coalesce(Progress.units_total, editions.c.units, 0),
        "certificate_id": Credential.public_id,
    }


def _beside(model: Model, key: Any, *, day: date, name: str) -> tuple[Join, FromClause]:
    """Return the join of a row's past at the end of a day, and the past itself."""
    was, on = past.as_of(model, key, day=day, name=name)
    return (was, on), was


def _either(was: FromClause, model: Model, *names: str) -> dict[str, Any]:
    """Return what the past says where there is one, else what the row says now."""
    is_past = was.c.until.is_not(None)
    return {name: case((is_past, was.c[name]), else_=getattr(model, name)) for name in names}


def _until(end: datetime, moment: Any) -> ColumnElement[datetime]:
    return case((moment < end, moment))


def _status(told: dict[str, Any], end: datetime) -> ColumnElement[str]:
    """Return a status as it was: what a moment after the day brought about is not yet so."""
    own, begun = told["status"], told["started_at"]
    left = told["withdrawn_at"]
    return case(
        (own == Status.ENROLLED.value, own),
        (and_(own == Status.COMPLETED.value, told["completed_at"] < end), own),
        (and_(own == Status.WITHDRAWN.value, or_(left.is_(None), left < end)), own),
        (and_(own == Status.IN_PROGRESS.value, begun.is_(None)), own),
        (begun < end, Status.IN_PROGRESS.value),
        else_=Status.ENROLLED.value,
    )


def _counted(seat: Told, editions: CTE, end: datetime) -> dict[str, Any]:
    done = (
        select(func.count())
        .select_from(UnitCompletion)
        .where(
            UnitCompletion.enrolment_id == Enrolment.id,
            UnitCompletion.done_at < end,
            editions.c.required.like("%|" + UnitCompletion.unit_id + "|%"),
        )
        .correlate(Enrolment, editions)
        .scalar_subquery()
    )
    is_counted = seat.values["is_counted"]
    return {
        "units_done": case((is_counted, seat.values["units_done"]), else_=done),
        "units_total": case(
            (is_counted, seat.values["units_total"]), else_=func.coalesce(editions.c.units, 0)
        ),
    }
