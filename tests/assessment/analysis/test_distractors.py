"""The tables of choices, and ability groups."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.analysis import (
    GROUPS,
    UNANSWERED,
    Choices,
    Scores,
    ability_groups,
    choice_tables,
)
from tests.assessment.analysis.samples import alike, quizzes, scores


def test_ten_different_scores_make_five_pairs() -> None:
    assert ability_groups(np.arange(10.0)).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_equal_scores_go_where_their_middle_falls() -> None:
    assert ability_groups(np.array([0.5] * 7)).tolist() == [2] * 7
    assert ability_groups(np.array([0.9, 0.1, 0.1, 0.1])).tolist() == [4, 1, 1, 1]
    assert ability_groups(np.array([])).tolist() == []


@given(st.lists(st.integers(0, 9), max_size=60))
def test_groups_follow_the_scores_and_never_part_equals(values: list[int]) -> None:
    groups = ability_groups(np.array(values, dtype=np.float64))
    pairs = sorted(zip(values, groups.tolist(), strict=True))
    assert [group for _, group in pairs] == sorted(groups.tolist())
    assert len(set(pairs)) == len(set(values))
    assert set(groups.tolist()) <= set(range(GROUPS))


def test_a_table_by_hand() -> None:
    nan = np.nan
    sheet = scores(
        *([1, 1], [1, 0.8], [0, 0.6], [0, 0.4], [0, 0.2], [nan, 1], [1, nan]),
        choices={
            "a": Choices(
                ("x", "y", "z"), frozenset({"x"}), np.array([0, 0, 1, 1, UNANSWERED, 2, 0])
            )
        },
    )
    table = choice_tables(sheet)["a"]
    key, distractor, idle, silent = table.lines
    assert table.groups == (1, 1, 1, 1, 1)
    assert (key.option, key.is_key, key.taken, key.share) == ("x", True, 3, 0.5)
    assert key.mean_rest == pytest.approx(0.9)
    assert key.curve == (0, 0, 0, 1, 1)
    assert (distractor.taken, distractor.is_key, distractor.curve) == (2, False, (0, 1, 1, 0, 0))
    assert (idle.taken, idle.mean_rest) == (0, None)
    assert (silent.option, silent.is_key, silent.taken) == (None, False, 1)
    assert silent.curve == (1, 0, 0, 0, 0)


def test_empty_groups_have_no_share() -> None:
    taken = np.array([[True, True], [False, False]])
    choices = {"a": Choices(("x", "y"), frozenset({"x"}), taken)}
    table = choice_tables(scores([1, 1], [0, 1], choices=choices))["a"]
    assert table.groups == (0, 0, 2, 0, 0)
    assert [line.curve[2] for line in table.lines] == [0.5, 0.5, 0.5]
    assert table.lines[0].curve[0] is None


def test_a_question_nobody_was_asked_has_an_empty_table() -> None:
    choices = {"a": Choices(("x",), frozenset({"x"}), np.array([UNANSWERED]))}
    table = choice_tables(scores([np.nan, 1], choices=choices))["a"]
    assert table.groups == (0, 0, 0, 0, 0)
    assert [(line.taken, line.share) for line in table.lines] == [(0, None), (0, None)]


@given(quizzes())
def test_everybody_who_was_asked_stands_in_one_line(sheet: Scores) -> None:
    for place, table in enumerate(choice_tables(sheet).values()):
        asked = int((~np.isnan(sheet.shares[:, place])).sum())
        assert sum(line.taken for line in table.lines) == asked
        assert sum(table.groups) <= asked
        for size, *shares in zip(table.groups, *(line.curve for line in table.lines), strict=True):
            assert sum(share or 0 for share in shares) == pytest.approx(1 if size else 0)


@given(quizzes(), st.permutations(range(4)))
def test_the_order_of_options_only_orders_the_lines(sheet: Scores, order: list[int]) -> None:
    mixed = {
        item: replace(
            choices,
            options=tuple(choices.options[place] for place in order),
            taken=choices.ticks()[:, order],
        )
        for item, choices in sheet.choices.items()
    }
    before, after = choice_tables(sheet), choice_tables(replace(sheet, choices=mixed))
    for item, table in before.items():
        assert alike([table.lines[place] for place in [*order, 4]], list(after[item].lines))


@given(quizzes())
def test_the_order_of_attempts_changes_nothing(sheet: Scores) -> None:
    turned = replace(
        sheet,
        shares=sheet.shares[::-1],
        choices={
            item: replace(choices, taken=choices.taken[::-1])
            for item, choices in sheet.choices.items()
        },
    )
    assert alike(list(choice_tables(sheet).values()), list(choice_tables(turned).values()))
