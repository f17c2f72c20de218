"""Reports as of a day under what moves seats about: merges, cohorts, certificates taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, update

from academy.administration.rules.erasing import Cause
from academy.administration.service import erasing, merging
from academy.administration.service.erasing import EraseOrder
from academy.administration.service.merging import MergeWish
from academy.credentials.models import Credential
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.service import Giving, placing
from academy.reporting.rules import CHOICE, Filters, Report
from tests.reporting.history import History
from tests.reporting.test_as_of import academy, asked, told

Act = Callable[[History], None]
COURSE = "clean-water"


def act(name: str, number: int) -> Act:
    return lambda history: history.act(name, number)


def giving(history: History) -> Giving:
    return Giving(None, history.now, "en")


def join(who: int, cohort: int) -> Act:
    def do(history: History) -> None:
        key = history.cohorts[cohort]
        seats.give_seat(history.session, key, history.learners[who].id, giving=giving(history))

    return do


def move(who: int, before: int, to: int) -> Act:
    def do(history: History) -> None:
        group = enrolment.find_cohort(history.session, history.cohorts[before])
        seat = enrolment.find_seat(history.session, history.learners[who].id, COURSE)
        assert group
        assert seat
        placing.move_to(
            history.session, group, seat, to=history.cohorts[to], giving=giving(history)
        )

    return do


def leave(who: int, cohort: int) -> Act:
    def do(history: History) -> None:
        group = enrolment.find_cohort(history.session, history.cohorts[cohort])
        seat = enrolment.find_seat(history.session, history.learners[who].id, COURSE)
        assert group
        assert seat
        placing.remove(history.session, group, seat, giving=giving(history))

    return do


def merge(kept: int, gone: int, *, takes_email: bool = True) -> Act:
    def do(history: History) -> None:
        one, other = history.learners[kept].id, history.learners[gone].id
        wish = MergeWish(one, other, takes_email=takes_email, by=None)
        merging.merge(history.session, wish, digest=None, now=history.now)

    return do


def revoke(history: History) -> None:
    history.session.execute(update(Credential).values(revoked_at=history.now))


def erase(who: int) -> Act:
    def do(history: History) -> None:
        order = EraseOrder(history.learners[who].id, Cause.OWN, by=None)
        erasing.erase(history.session, order, now=history.now)

    return do


LIVES: dict[str, list[Act | None]] = {
    "cohorts": [
        act("enrol", 0), join(1, 0), None, act("learn", 0), join(0, 1), None, move(0, 1, 2), None,
        act("rename", 0), leave(0, 2), None, act("withdraw", 1), None, join(1, 2), act("score", 1),
        None, move(1, 2, 0), act("postpone", 0), act("call", 0), None, act("move", 2),
    ],
    "merged": [
        act("enrol", 0), act("enrol", 1), act("learn", 0), None, act("learn", 1), act("score", 1),
        join(0, 0), None, act("complete", 1), None, act("certify", 1), None, merge(0, 1), None,
        act("rename", 0), act("score", 0), None, act("reword", 0),
    ],
    "merged the other way": [
        act("enrol", 0), join(1, 1), None, act("complete", 0), None, merge(1, 0, takes_email=False),
        None, act("rename", 1), None, merge(2, 1), None, act("rename", 2), act("call", 1),
    ],
    "taken back": [
        act("enrol", 0), act("complete", 0), None, act("certify", 0), None, revoke, None,
        act("restructure", 0), act("follow", 0), act("reword", 0), None, act("enrol", 1),
    ],
}  # fmt: skip


def evenings(history: History, life: list[Act | None]) -> dict[date, list[Any]]:
    found: dict[date, list[Any]] = {}
    for one in [*life, None]:
        if one is None:
            history.session.commit()
            reports = [Report(filters, CHOICE) for filters in asked(history)]
            found[history.now.date()] = [told(history.session, each) for each in reports]
            history.sleep()
        else:
            one(history)
            history.session.commit()
            history.session.expire_all()
    return found


@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)
def test_whatever_moves_seats_about_changes_no_day_that_is_over(
    engine: Engine, life: list[Act | None]
) -> None:
    with academy(engine) as history:
        for day, evening in evenings(history, life).items():
            reports = [Report(filters, CHOICE, day) for filters in asked(history)]
            assert [told(history.session, each) for each in reports] == evening, day


def test_who_is_erased_is_nameless_on_every_day_and_counted_as_before(engine: Engine) -> None:
    life: list[Act | None] = [
        act("enrol", 0), join(1, 0), None, act("learn", 0), None, act("rename", 0), None, erase(0),
    ]  # fmt: skip
    names = ("status", "units_done", "country", "organisation", "cohort", "completed_at")
    columns = tuple(name for name in CHOICE if name in names)
    with academy(engine) as history:
        days: dict[date, Any] = {}
        for one in life:
            if one is None:
                days[history.now.date()] = told(history.session, Report(Filters(), columns))
                history.sleep()
            else:
                one(history)
                history.session.commit()
                history.session.expire_all()
        for day, evening in days.items():
            report = Report(Filters(), columns, day)
            assert told(history.session, report) == evening
            named = told(history.session, replace(report, columns=CHOICE))
            assert not any("Person 0" in str(row) or "ນ້ອຍ" in str(row) for row in named)
