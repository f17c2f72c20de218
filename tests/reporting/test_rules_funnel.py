"""How far the seats of a course got."""

from hypothesis import given
from hypothesis import strategies as st

from academy.reporting.rules.funnel import Standing, Step, funnel_of

UNITS = ("a", "b", "c")
standings = st.builds(
    Standing,
    seats=st.integers(0, 99),
    begun=st.integers(0, 99),
    completed=st.integers(0, 50),
    last=st.dictionaries(st.sampled_from(["a", "b", "c", "gone"]), st.integers(0, 9)),
)


def test_a_seat_got_past_a_step_where_its_last_is_that_one_or_a_later_one() -> None:
    way = funnel_of(UNITS, Standing(seats=10, begun=8, completed=2, last={"a": 3, "c": 1}))
    assert (way.seats, way.begun, way.completed) == (10, 8, 2)
    assert way.steps == [Step("a", 6, 2), Step("b", 3, 3), Step("c", 3, 0)]


def test_the_steepest_step_is_where_most_stop() -> None:
    way = funnel_of(UNITS, Standing(seats=10, begun=8, completed=2, last={"a": 3, "c": 1}))
    assert way.steepest == Step("b", 3, 3)


def test_where_nobody_stops_no_step_is_steepest() -> None:
    assert funnel_of(UNITS, Standing(3, 3, 3, {})).steepest is None
    assert funnel_of((), Standing(0, 0, 0, {})).steepest is None


def test_a_step_that_the_course_has_no_more_says_nothing() -> None:
    way = funnel_of(UNITS, Standing(seats=2, begun=2, completed=0, last={"gone": 2}))
    assert [step.passed for step in way.steps] == [0, 0, 0]


@given(standings)
def test_a_way_only_narrows_and_loses_what_it_loses_once(standing: Standing) -> None:
    way = funnel_of(UNITS, standing)
    passed = [way.begun, *(step.passed for step in way.steps)]
    assert passed == sorted(passed, reverse=True)
    assert passed[-1] >= way.completed
    assert sum(step.lost for step in way.steps) == way.begun - way.steps[-1].passed
