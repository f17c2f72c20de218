"""Times, languages, warnings, and everything at once."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from academy.assessment.rules.analysis import (
    LEAST_ATTEMPTS,
    ChoiceLine,
    ChoiceTable,
    Dif,
    DifClass,
    ItemFigures,
    ItemWarning,
    MantelHaenszel,
    Scores,
    WarningCode,
    analyse,
    item_figures,
    item_times,
    item_warnings,
    language_figures,
)
from tests.assessment.analysis.samples import quizzes, scores

FINE = ItemFigures("a", asked=100, answered=100, facility=0.6, discrimination=0.3)


def test_times_are_told_by_their_quartiles() -> None:
    nan = np.nan
    seconds = np.array([[10.0, nan], [20.0, nan], [30.0, nan], [40.0, nan], [nan, nan]])
    first, second = item_times(scores(*[[1, 1]] * 5, seconds=seconds))
    assert (first.timed, first.lower, first.median, first.upper) == (4, 17.5, 25.0, 32.5)
    assert (second.timed, second.lower, second.median, second.upper) == (0, None, None, None)


def test_no_times_are_told_where_none_were_taken() -> None:
    assert [time.median for time in item_times(scores([1, 0]))] == [None, None]


def test_each_language_has_figures_of_its_own() -> None:
    table = [[1, 1], [0, 1], [1, 0], [0.5, 0.5]]
    languages = np.array(["th", "en", "th", "en"])
    answered = np.array([[True, True], [False, True], [True, True], [True, True]])
    english, thai = language_figures(scores(*table, languages=languages, answered=answered))
    assert (english.language, english.attempts, thai.language) == ("en", 2, "th")
    assert [figures.facility for figures in english.items] == [0.25, 0.75]
    assert [figures.answered for figures in english.items] == [1, 2]
    assert thai.items == item_figures(scores([1, 1], [1, 0]))


def test_without_languages_there_are_no_figures_by_language() -> None:
    assert language_figures(scores([1, 0])) == ()


def codes(warnings: Iterable[ItemWarning]) -> list[WarningCode]:
    return [warning.code for warning in warnings]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (FINE, []),
        (replace(FINE, facility=0.19), [WarningCode.TOO_HARD]),
        (replace(FINE, facility=0.96), [WarningCode.TOO_EASY]),
        (replace(FINE, discrimination=-0.01), [WarningCode.NEGATIVE_DISCRIMINATION]),
        (replace(FINE, discrimination=None, facility=1.0), [WarningCode.TOO_EASY]),
        (replace(FINE, facility=None), []),
        (
            replace(FINE, asked=LEAST_ATTEMPTS - 1, facility=0.0, discrimination=-1.0),
            [WarningCode.TOO_FEW_ATTEMPTS],
        ),
    ],
)
def test_figures_that_deserve_a_look(figures: ItemFigures, expected: list[WarningCode]) -> None:
    assert codes(item_warnings(figures, None, ())) == expected


def table(groups: tuple[int, ...], **curves: tuple[float | None, ...]) -> ChoiceTable:
    """Write out a table by its curves; an option in capitals is right."""
    lines = [
        ChoiceLine(name, name.isupper(), int(any(curve)), 0.2, 0.5, curve)
        for name, curve in curves.items()
    ]
    silent = ChoiceLine(None, is_key=False, taken=0, share=0.0, mean_rest=None, curve=(0.0,) * 5)
    return ChoiceTable("a", groups, (*lines, silent))


EVEN = (20, 20, 20, 20, 20)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (table(EVEN, A=(0.1, 0.2, 0.3, 0.4, 0.5), b=(0.9, 0.8, 0.7, 0.6, 0.5)), []),
        (table(EVEN, A=(1.0, 1.0, 1.0, 1.0, 0.4), b=(0.0, 0.0, 0.0, 0.0, 0.6)), ["able b"]),
        (table(EVEN, A=(1.0,) * 5, b=(0.0,) * 5), ["idle b"]),
        (table(EVEN, A=(0.9,) * 5, B=(0.1,) * 5, c=(0.2,) * 5), ["able c"]),
        (table(EVEN, b=(1.0,) * 5), []),
        (
            table((40, 40, 0, 0, 9), A=(0.5, 0.5, None, None, 0.0), b=(0.1, 0.1, None, None, 1.0)),
            [],
        ),
        (
            table(
                (0, 0, 90, 0, 0), A=(None, None, 0.1, None, None), b=(None, None, 0.9, None, None)
            ),
            [],
        ),
        (
            table((40, 0, 40, 20, 0), A=(0.5, None, 0.5, 0.1, None), b=(0.1, None, 0.1, 0.9, None)),
            ["able b"],
        ),
    ],
)
def test_distractors_that_deserve_a_look(choices: ChoiceTable, expected: list[str]) -> None:
    short = {WarningCode.ABLE_PREFER_DISTRACTOR: "able", WarningCode.IDLE_DISTRACTOR: "idle"}
    found = item_warnings(FINE, choices, ())
    assert [f"{short[warning.code]} {warning.option}" for warning in found] == expected


@pytest.mark.parametrize(
    ("delta", "effect", "expected"),
    [
        (-2.0, DifClass.LARGE, WarningCode.HARDER_IN_LANGUAGE),
        (1.2, DifClass.MODERATE, WarningCode.EASIER_IN_LANGUAGE),
        (-0.5, DifClass.NEGLIGIBLE, None),
        (-2.0, DifClass.TOO_FEW, None),
        (None, None, None),
    ],
)
def test_languages_that_deserve_a_look(
    delta: float | None, effect: DifClass | None, expected: WarningCode | None
) -> None:
    figures = MantelHaenszel(None, delta, error=0.3, chi_square=None, p=None)
    dif = Dif("a", "km", "en", asked=300, reference_asked=900, figures=figures, effect=effect)
    wanted = (ItemWarning(expected, language="km", effect=effect),) if expected else ()
    assert item_warnings(FINE, None, [dif]) == wanted


@given(quizzes())
@settings(deadline=None)
def test_the_analysis_has_everything_of_each_item_in_its_place(sheet: Scores) -> None:
    analysis = analyse(sheet, reference="en")
    assert tuple(item.figures.item for item in analysis.items) == sheet.items
    assert (
        tuple(item.alpha_without for item in analysis.items) == analysis.reliability.alpha_without
    )
    for item in analysis.items:
        assert item.table is not None
        assert item.time.item == item.table.item == item.figures.item
        assert {dif.item for dif in item.dif} <= {item.figures.item}
    assert sum(language.attempts for language in analysis.languages) == sheet.attempts


def test_items_without_choices_have_no_table() -> None:
    (first, _) = analyse(scores([1, 0], [0, 1])).items
    assert (first.table, first.dif, codes(first.warnings)) == (
        None,
        (),
        [WarningCode.TOO_FEW_ATTEMPTS],
    )


def test_a_hundred_thousand_attempts_keep_their_plain_numbers() -> None:
    random = np.random.default_rng(3)
    shares = (random.random((100_000, 30)) < 0.7).astype(np.float64)
    languages = random.choice(["en", "km", "th", "vi"], 100_000)
    names = tuple(f"q{item}" for item in range(30))
    analysis = analyse(Scores(names, shares, languages=languages))
    assert len(analysis.items) == 30
    assert analysis.reliability.alpha == pytest.approx(0, abs=0.05)
    assert {type(item.figures.facility) for item in analysis.items} == {float}
