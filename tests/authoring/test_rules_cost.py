"""What a lesson costs, in bytes and in seconds of waiting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.authoring.rules.cost import (
    FIRST_VIEW,
    NEXT_LESSON,
    Cost,
    over_budget,
    packed,
    seconds_on_2g,
)
from academy.kernel.packing import pack

sizes = st.integers(0, 5_000_000)


def test_the_first_view_counts_all_that_comes_before_reading_and_the_next_only_the_page() -> None:
    cost = Cost(page=4_000, styles=3_000, scripts=1_000, pictures=20_000)
    assert (cost.first, cost.next) == (8_000, 4_000)


@pytest.mark.parametrize(
    ("page", "styles", "over"),
    [
        (NEXT_LESSON, 0, False),
        (NEXT_LESSON + 1, 0, True),
        (NEXT_LESSON, FIRST_VIEW - NEXT_LESSON, False),
        (NEXT_LESSON, FIRST_VIEW - NEXT_LESSON + 1, True),
    ],
)
def test_a_lesson_has_two_budgets(page: int, styles: int, *, over: bool) -> None:
    assert over_budget(Cost(page, styles, scripts=0, pictures=0)) is over


def test_pictures_do_not_count_against_the_budget() -> None:
    assert not over_budget(Cost(page=5_000, styles=4_000, scripts=3_000, pictures=90_000))


def test_a_page_is_counted_as_it_travels() -> None:
    page = "<p>ជ្រើសរើសសោ។</p>" * 200
    assert packed(page) == len(pack(page.encode())) < len(page)


def test_a_page_too_small_to_be_packed_is_counted_as_it_is() -> None:
    assert packed("<p>ក</p>") == 10


@pytest.mark.parametrize(
    ("size", "connected", "seconds"),
    [
        (0, True, 1),  # one round trip: 0.84
        (NEXT_LESSON, True, 2),  # 0.84 + 0.2
        (FIRST_VIEW, False, 4),  # 4 × 0.84 + 0.49
        (FIRST_VIEW + 1, False, 5),  # a round trip more: 5 × 0.84
        (3 * FIRST_VIEW, True, 3),  # 0.84 + 0.84 + 0.97
        (1_000_000, True, 35),  # the line is full: 33 and the first waits
    ],
)
def test_a_slow_line_makes_one_wait(size: int, seconds: int, *, connected: bool) -> None:
    assert seconds_on_2g(size, connected=connected) == seconds


@given(sizes, sizes)
def test_more_bytes_never_come_sooner(one: int, other: int) -> None:
    few, many = sorted([one, other])
    assert seconds_on_2g(few) <= seconds_on_2g(many)


@given(sizes)
def test_who_is_connected_never_waits_longer(size: int) -> None:
    assert seconds_on_2g(size, connected=True) < seconds_on_2g(size)
