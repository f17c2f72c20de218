"""What is shown of figures about few learners."""

import csv

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.analysis import Analysis, Scores, analyse
from academy.marking.rules.figures import (
    COLUMNS,
    LEAST_SHOWN,
    csv_lines,
    languages_shown,
    shown_groups,
)


def analysis(**sizes: int) -> Analysis:
    """Analyse two questions: in every language every second learner is right in both."""
    languages = [tag for tag, size in sizes.items() for _ in range(size)]
    right = np.arange(len(languages)) % 2 == 0
    shares = np.stack([right, right], axis=1).astype(np.float64)
    return analyse(Scores(items=("lock", "habits"), shares=shares, languages=np.array(languages)))


def lines(found: Analysis) -> list[dict[str, str]]:
    return list(csv.DictReader(csv_lines(found).splitlines()))


def test_a_group_of_fewer_than_five_is_not_shown() -> None:
    assert shown_groups({"en": 40, "km": 30, "lo": 4, "th": 3}) == {"en", "km"}


def test_what_is_hidden_cannot_be_worked_out_from_what_is_shown() -> None:
    assert shown_groups({"en": 40, "km": 30, "lo": 4}) == {"en"}
    assert shown_groups({"en": 40, "lo": 2}) == frozenset()
    assert shown_groups({"en": 40, "km": 30, "lo": 0}) == {"en", "km"}


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 20), max_size=6))
def test_neither_a_shown_group_nor_the_hidden_ones_together_are_few(sizes: dict[str, int]) -> None:
    shown = shown_groups(sizes)
    hidden = sum(size for name, size in sizes.items() if name not in shown)

    assert all(sizes[name] >= LEAST_SHOWN for name in shown)
    assert hidden == 0 or hidden >= LEAST_SHOWN or not shown


def test_an_item_is_shown_in_the_languages_that_enough_learners_took_it_in() -> None:
    found = analysis(en=10, km=6, lo=2, th=4)

    assert set(languages_shown(found, 0)) == {"en", "km"}
    assert languages_shown(found, 0)["km"].facility == 0.5


def test_the_file_has_a_line_for_each_question_and_for_each_of_its_languages() -> None:
    found = lines(analysis(en=10, km=6))

    assert [(line["question_id"], line["language"]) for line in found] == [
        ("lock", ""), ("lock", "en"), ("lock", "km"),
        ("habits", ""), ("habits", "en"), ("habits", "km"),
    ]  # fmt: skip
    assert found[0]["facility"] == "0.5000"
    assert found[0]["discrimination"] == "1.0000"
    assert found[0]["warnings"] == "too-few-attempts"
    assert found[1]["mh_class"] == ""
    assert (found[2]["reference_language"], found[2]["mh_class"]) == ("en", "too-few")
    assert tuple(found[0]) == COLUMNS


def test_where_nothing_can_be_compared_the_class_is_empty() -> None:
    languages = np.array(["en"] * 300 + ["km"] * 300)
    scores = Scores(items=("lock",), shares=np.ones((600, 1)), languages=languages)

    assert lines(analyse(scores))[2]["mh_class"] == ""


def test_the_file_of_few_attempts_is_empty() -> None:
    assert lines(analysis(en=4)) == []
