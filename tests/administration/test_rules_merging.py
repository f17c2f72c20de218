"""Which seat a person keeps, and which accounts may become one."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from academy.administration.rules.merging import (
    Clash,
    MergePlan,
    MergeRefused,
    Side,
    Standing,
    further,
    merge_refused,
    take_over_email,
    total,
)
from tests.cast import NOW

KEPT = Side(UUID(int=1), "Noi", "noi@example.org", None, "LA", NOW, is_over=False)
GONE = Side(UUID(int=2), "Noi", None, "noi2", "LA", NOW, is_over=False)
standings = st.builds(
    Standing,
    seat_id=st.uuids(),
    is_completed=st.booleans(),
    units_done=st.integers(0, 3),
    at=st.integers(0, 3).map(lambda days: NOW + timedelta(days=days)),
)


@given(standings, standings)
def test_a_completed_seat_is_further_than_any_other(one: Standing, other: Standing) -> None:
    kept = further(one, other)
    assert kept.is_completed == (one.is_completed or other.is_completed)


@given(standings, standings)
def test_no_seat_that_is_left_behind_is_better_than_the_one_kept(
    one: Standing, other: Standing
) -> None:
    clash = Clash("clean-water", one, other)
    left = other if clash.keeps_own else one
    kept = one if clash.keeps_own else other
    assert clash.behind == left.seat_id
    assert (kept.is_completed, kept.units_done, kept.at) >= (
        left.is_completed,
        left.units_done,
        left.at,
    )


def test_an_account_does_not_take_itself_over() -> None:
    assert merge_refused(KEPT, KEPT, by=None) is MergeRefused.MERGE_SAME


def test_accounts_that_are_over_are_left_alone() -> None:
    over = replace(GONE, is_over=True)
    assert merge_refused(KEPT, over, by=None) is MergeRefused.MERGE_OVER
    assert merge_refused(over, KEPT, by=None) is MergeRefused.MERGE_OVER


def test_nobody_closes_the_account_they_sit_in() -> None:
    assert merge_refused(KEPT, GONE, by=GONE.id) is MergeRefused.MERGE_OWN
    assert merge_refused(KEPT, GONE, by=KEPT.id) is None


def test_the_other_address_is_taken_where_it_is_wished_or_needed() -> None:
    assert not take_over_email(KEPT, replace(GONE, email="n@example.org"), wished=False)
    assert take_over_email(KEPT, replace(GONE, email="n@example.org"), wished=True)
    assert take_over_email(replace(KEPT, email=None), KEPT, wished=False)
    assert not take_over_email(KEPT, GONE, wished=True)


def test_any_change_of_the_world_changes_the_plan() -> None:
    plan = MergePlan(KEPT, GONE, takes_email=False, moves={"attempt.learner_id": 1}, clashes=())
    same = MergePlan(KEPT, GONE, takes_email=False, moves={"attempt.learner_id": 1}, clashes=())
    others = (
        replace(plan, takes_email=True),
        replace(plan, moves={"attempt.learner_id": 2}),
        replace(plan, gone=replace(GONE, username="noi3")),
    )
    assert plan.digest == same.digest
    assert plan.digest not in {other.digest for other in others}
    assert plan.behind == frozenset()


def test_what_moves_is_counted_in_one_table() -> None:
    assert total([{"a.b": 1}, {}, {"c.d": 2}]) == {"a.b": 1, "c.d": 2}
    assert KEPT.login == "noi@example.org"
    assert GONE.login == "noi2"
    assert replace(GONE, username=None).login == ""
