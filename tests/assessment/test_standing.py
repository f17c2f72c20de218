"""What several attempts come to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.standing import Scored, Standing, Terms, standing
from academy.content.model import Counts

TRIES = (
    Scored(Fraction(1, 2), 50, passed=False),
    Scored(Fraction(9, 10), 90, passed=True),
    Scored(Fraction(7, 10), 70, passed=False),
)


@pytest.mark.parametrize(
    ("counts", "percent", "passed"),
    [
        (Counts.BEST, 90, True),
        (Counts.FIRST, 50, False),
        (Counts.LAST, 70, False),
        (Counts.AVERAGE, 70, False),
    ],
)
def test_one_attempt_counts_or_their_mean(counts: Counts, percent: int, *, passed: bool) -> None:
    found = standing(Terms(counts, pass_mark=80), TRIES, None)

    assert found is not None
    assert (found.percent, found.passed, found.attempts) == (percent, passed, 3)


def test_nothing_marked_is_no_standing() -> None:
    assert standing(Terms(), (), None) is None


def test_what_was_set_by_hand_counts_before_any_attempt() -> None:
    assert standing(Terms(Counts.BEST, 70), TRIES, Fraction(60)) == Standing(
        60, passed=False, attempts=3, share=Fraction(3, 5), is_set=True
    )
    alone = standing(Terms(Counts.BEST, 70), (), Fraction(70))
    assert alone is not None
    assert (alone.passed, alone.attempts) == (True, 0)


@given(
    st.sampled_from(Counts),
    st.lists(
        st.fractions(0, 1).map(lambda share: Scored(share, int(100 * share), passed=share > 0)),
        min_size=1,
    ),
)
def test_a_standing_lies_among_the_attempts(counts: Counts, tries: list[Scored]) -> None:
    found = standing(Terms(counts, 50), tries, None)

    assert found is not None
    shares = [one.share for one in tries]
    assert min(shares) <= found.share <= max(shares)
