"""Who may do what with reports."""

from uuid import UUID

import pytest

from academy.reporting.policy import (
    EVERYTHING,
    NOTHING,
    TABLE,
    Act,
    Scope,
    Standing,
    learners_scope,
    may,
)

MINISTRY, HUB, ELSEWHERE = (UUID(int=number) for number in (1, 2, 3))
OF_MINISTRY, OF_HUB, OF_ELSEWHERE = (
    Scope(frozenset(held)) for held in ({MINISTRY, HUB}, {HUB}, {ELSEWHERE})
)
OWN = {Act.SEE, Act.TAKE_AWAY, Act.SAVE}


def acts(standing: Standing) -> set[Act]:
    return {act for act in Act if may(act, standing)}


def test_every_act_is_in_the_table() -> None:
    assert set(TABLE) == set(Act)


def test_who_administers_nothing_does_nothing_even_with_what_they_saved_once() -> None:
    assert acts(Standing(NOTHING, is_owner=True, shared_with=HUB)) == set()


def test_who_saved_a_report_does_everything_with_it_but_share_it_beyond_their_reach() -> None:
    mine = {Act.OPEN_SAVED, Act.CHANGE_SAVED, Act.REMOVE_SAVED, Act.SCHEDULE}
    assert acts(Standing(OF_HUB, is_owner=True)) == OWN | mine
    assert acts(Standing(OF_HUB, is_owner=True, shared_with=HUB)) == OWN | mine | {Act.SHARE}
    assert acts(Standing(OF_HUB, is_owner=True, shared_with=MINISTRY)) == OWN | mine


@pytest.mark.parametrize("scope", [OF_HUB, OF_MINISTRY])
def test_what_is_shared_is_opened_and_scheduled_there_and_above_and_not_changed(
    scope: Scope,
) -> None:
    standing = Standing(scope, shared_with=HUB)
    assert acts(standing) == OWN | {Act.OPEN_SAVED, Act.SCHEDULE, Act.SHARE}


@pytest.mark.parametrize("standing", [
    Standing(OF_HUB, shared_with=MINISTRY),
    Standing(OF_ELSEWHERE, shared_with=HUB),
    Standing(OF_HUB),
    Standing(EVERYTHING),
])  # fmt: skip
def test_what_is_not_shared_that_far_is_not_there(standing: Standing) -> None:
    assert acts(standing) == OWN


def test_the_academy_removes_what_is_shared_though_others_saved_it() -> None:
    assert may(Act.REMOVE_SAVED, Standing(EVERYTHING, shared_with=HUB))
    assert not may(Act.CHANGE_SAVED, Standing(EVERYTHING, shared_with=HUB))


def test_who_teaches_a_course_sees_all_its_learners_an_administrator_their_own() -> None:
    assert learners_scope(NOTHING, teaches=True) == EVERYTHING
    assert learners_scope(OF_HUB, teaches=True) == EVERYTHING
    assert learners_scope(OF_HUB, teaches=False) == OF_HUB
    assert learners_scope(NOTHING, teaches=False) is None
