"""What is refused as input."""

from typing import Any

import numpy as np
import pytest

from academy.assessment.rules.analysis import UNANSWERED, Choices
from tests.assessment.analysis.samples import scores

AB = Choices(("x", "y"), frozenset({"x"}), np.array([0, UNANSWERED]))


@pytest.mark.parametrize(
    "more",
    [
        {"marks": np.ones(3)},
        {"answered": np.ones((2, 3), dtype=np.bool_)},
        {"languages": np.array(["en"])},
        {"seconds": np.ones((3, 2))},
        {"choices": {"a": Choices(("x", "y"), frozenset({"x"}), np.array([0]))}},
        {"choices": {"unknown": AB}},
        {"choices": {"a": Choices(("x",), frozenset({"x"}), np.ones((2, 2), dtype=np.bool_))}},
    ],
)
def test_tables_that_do_not_fit_together_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="differ in size"):
        scores([1, 0], [0, 1], **more)


def test_one_choice_and_several_are_read_alike() -> None:
    several = Choices(("x", "y"), frozenset({"x"}), np.array([[True, False], [False, False]]))
    assert AB.ticks().tolist() == several.ticks().tolist()
