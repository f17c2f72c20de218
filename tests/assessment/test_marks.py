"""The marking rules: bounds, and what more right or more wrong comes to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.marking import (
    RULES,
    Tally,
    after_tries,
    marked,
    with_certainty,
)
from academy.content.model import Marking

parts = st.fractions(0, 1, max_denominator=12)
tallies = st.builds(
    Tally,
    right=parts,
    wrong=st.fractions(0, 4, max_denominator=12),
    weighed=st.fractions(-3, 3, max_denominator=12),
    chance=parts,
)
HALF = Fraction(1, 2)


def test_every_rule_has_a_name() -> None:
    assert set(RULES) == set(Marking)


@pytest.mark.parametrize(
    ("rule", "tally", "share"),
    [
        (Marking.ALL_OR_NOTHING, Tally(Fraction(1), Fraction(0)), 1),
        (Marking.ALL_OR_NOTHING, Tally(Fraction(1), HALF), 0),
        (Marking.ALL_OR_NOTHING, Tally(HALF, Fraction(0)), 0),
        (Marking.PARTIAL, Tally(Fraction(1), HALF), HALF),
        (Marking.PARTIAL, Tally(HALF, Fraction(1)), 0),
        (Marking.PARTIAL_WITHOUT_PENALTY, Tally(HALF, Fraction(1)), HALF),
        (Marking.NEGATIVE, Tally(Fraction(0), Fraction(1), chance=Fraction(1, 3)), Fraction(-1, 3)),
        (Marking.NEGATIVE, Tally(Fraction(0), Fraction(4)), -1),
        (Marking.WEIGHTS, Tally(Fraction(0), Fraction(0), Fraction(-3, 4)), Fraction(-3, 4)),
        (Marking.WEIGHTS, Tally(Fraction(0), Fraction(0), Fraction(5, 4)), 1),
    ],
)  # fmt: skip
def test_a_rule_gives_a_share(rule: Marking, tally: Tally, share: Fraction) -> None:
    assert marked(rule, tally) == share


@given(st.sampled_from(Marking), tallies)
def test_shares_stay_within_bounds(rule: Marking, tally: Tally) -> None:
    assert -1 <= marked(rule, tally) <= 1
    if rule not in {Marking.NEGATIVE, Marking.WEIGHTS}:
        assert marked(rule, tally) >= 0


@given(st.sampled_from(Marking), tallies, st.tuples(parts, parts))
def test_more_right_never_earns_less_and_more_wrong_never_more(
    rule: Marking, tally: Tally, more: tuple[Fraction, Fraction]
) -> None:
    better, worse = more
    right = Tally(max(tally.right, better), tally.wrong, tally.weighed, tally.chance)
    wrong = Tally(tally.right, tally.wrong + worse, tally.weighed, tally.chance)
    assert marked(rule, wrong) <= marked(rule, tally) <= marked(rule, right)


@pytest.mark.parametrize(
    ("share", "costly", "left"),
    [(1, 0, 1), (1, 2, HALF), (1, 9, 0), (HALF, 1, Fraction(1, 4)), (-1, 5, -1)],
)
def test_tries_and_hints_cost_what_was_earned(share: Fraction, costly: int, left: Fraction) -> None:
    assert after_tries(Fraction(share), penalty=Fraction(1, 4), costly=costly) == left


@given(st.fractions(-1, 1), parts, st.integers(0, 9))
def test_another_try_never_earns_more(share: Fraction, penalty: Fraction, costly: int) -> None:
    more = after_tries(share, penalty=penalty, costly=costly + 1)
    assert more <= after_tries(share, penalty=penalty, costly=costly) <= share or share <= 0


@pytest.mark.parametrize(
    ("share", "certainty", "worth"),
    [
        (1, None, Fraction(1, 3)),
        (1, 1, Fraction(1, 3)),
        (1, 2, Fraction(2, 3)),
        (1, 3, 1),
        (0, 1, 0),
        (0, 2, Fraction(-2, 3)),
        (0, 3, -2),
        (-1, 3, -2),
        (HALF, 2, Fraction(1, 3)),
    ],
)
def test_being_sure_pays_when_right_and_costs_when_wrong(
    share: Fraction, certainty: int | None, worth: Fraction
) -> None:
    assert with_certainty(Fraction(share), certainty) == worth


@given(st.fractions(0, 1))
def test_being_honest_about_being_unsure_never_costs(share: Fraction) -> None:
    assert with_certainty(share, 1) >= 0
