"""What the levels of a rubric come to."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.rubrics import most_points, points_of, rubric_share
from academy.content.questions.rubrics import Criterion, Level

RUBRIC = (
    Criterion("clear", "Is it clear?", (Level("no", "No", 0), Level("yes", "Yes", 3))),
    Criterion("whole", "Is it whole?", (Level("no", "Half", 1), Level("yes", "All", 2))),
)
BEST = {"clear": "yes", "whole": "yes"}
chosen = st.dictionaries(
    st.sampled_from(["clear", "whole", "kind"]), st.sampled_from(["no", "yes", "maybe"])
)


def test_the_best_levels_earn_everything() -> None:
    assert rubric_share(RUBRIC, BEST) == 1
    assert most_points(RUBRIC) == points_of(RUBRIC, BEST) == 5


def test_points_are_a_share_of_the_best() -> None:
    assert rubric_share(RUBRIC, {"clear": "yes", "whole": "no"}) == Fraction(4, 5)
    assert rubric_share(RUBRIC, {"clear": "yes"}) == Fraction(3, 5)
    assert rubric_share(RUBRIC, {"clear": "maybe", "kind": "yes"}) == 0


def test_a_rubric_without_points_earns_nothing() -> None:
    assert rubric_share((), {}) == 0
    assert rubric_share((Criterion("a", "A", ()),), {"a": "a"}) == 0


@given(chosen)
def test_a_share_lies_between_nothing_and_everything(levels: dict[str, str]) -> None:
    assert 0 <= rubric_share(RUBRIC, levels) <= 1


@given(chosen)
def test_a_better_level_never_earns_less(levels: dict[str, str]) -> None:
    worse, better = {**levels, "clear": "no"}, {**levels, "clear": "yes"}

    assert rubric_share(RUBRIC, worse) <= rubric_share(RUBRIC, better)
