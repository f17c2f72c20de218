"""Items that behave differently in one language."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from academy.assessment.rules.analysis import (
    LEAST_GROUP,
    LEAST_TOGETHER,
    Dif,
    DifClass,
    Direction,
    MantelHaenszel,
    Scores,
    dif_by_language,
    ets_class,
)
from tests.assessment.analysis.samples import alike, quizzes, scores


def class_of(delta: float, error: float, p: float) -> DifClass | None:
    return ets_class(MantelHaenszel(odds_ratio=1.0, delta=delta, error=error, chi_square=1.0, p=p))


@pytest.mark.parametrize(
    ("delta", "error", "p", "effect"),
    [
        (0.99, 0.1, 0.001, DifClass.NEGLIGIBLE),
        (-2.0, 1.1, 0.05, DifClass.NEGLIGIBLE),
        (1.0, 0.4, 0.01, DifClass.MODERATE),
        (-1.49, 0.1, 0.001, DifClass.MODERATE),
        (1.5, 0.4, 0.001, DifClass.MODERATE),
        (1.5, 0.3, 0.001, DifClass.LARGE),
        (-2.5, 0.9, 0.01, DifClass.LARGE),
    ],
)
def test_effects_are_classed_by_size_and_certainty(
    delta: float, error: float, *, p: float, effect: DifClass
) -> None:
    assert class_of(delta, error, p) == effect


def test_what_has_no_figures_has_no_class() -> None:
    assert ets_class(MantelHaenszel(None, None, None, None, None)) is None


@given(st.floats(-5, 5), st.floats(0.01, 2), st.floats(0, 1))
def test_a_larger_effect_never_has_a_lower_class(delta: float, error: float, p: float) -> None:
    ordered = [DifClass.NEGLIGIBLE, DifClass.MODERATE, DifClass.LARGE]
    one, other = class_of(delta, error, p), class_of(1.5 * delta, error, p)
    assert one is not None
    assert other is not None
    assert ordered.index(one) <= ordered.index(other)


def quiz(*, attempts: int = 6000, easier: float = 0.0, seed: int = 4) -> Scores:
    """Make up a quiz of twenty items; the third differs in Khmer, whose learners know less."""
    random = np.random.default_rng(seed)
    languages = random.choice(["en", "km", "th"], attempts, p=[0.5, 0.3, 0.2])
    ability = random.normal(size=attempts) - 0.5 * (languages == "km")
    distance = ability[:, np.newaxis] - np.linspace(-1.5, 1.5, 20)
    distance[:, 2] += easier * (languages == "km")
    shares = (random.random(distance.shape) < 1 / (1 + np.exp(-distance))).astype(np.float64)
    return Scores(tuple(f"q{item}" for item in range(20)), shares, languages=languages)


@pytest.mark.parametrize(
    ("easier", "direction"), [(-1.2, Direction.HARDER), (1.2, Direction.EASIER)]
)
def test_a_bad_translation_is_found_by_its_data(easier: float, direction: Direction) -> None:
    found = {
        (dif.item, dif.language): dif.direction
        for dif in dif_by_language(quiz(easier=easier))
        if dif.effect is DifClass.LARGE
    }
    assert found == {("q2", "km"): direction}


def test_less_able_learners_alone_make_no_difference() -> None:
    effects = [dif.effect for dif in dif_by_language(quiz())]
    assert set(effects) == {DifClass.NEGLIGIBLE}


def test_every_other_language_is_compared_with_the_largest_or_the_one_named() -> None:
    largest, named = dif_by_language(quiz()), dif_by_language(quiz(), reference="th")
    assert {(dif.language, dif.reference) for dif in largest} == {("km", "en"), ("th", "en")}
    assert {(dif.language, dif.reference) for dif in named} == {("en", "th"), ("km", "th")}
    assert [dif.item for dif in largest[:20]] == [f"q{item}" for item in range(20)]


def test_there_is_nothing_to_compare_without_languages_or_reference() -> None:
    sheet = quiz(attempts=100)
    assert dif_by_language(replace(sheet, languages=None)) == ()
    assert dif_by_language(sheet, reference="lo") == ()
    empty = Scores(("a",), np.empty((0, 1)), languages=np.array([], dtype=np.str_))
    assert dif_by_language(empty) == ()


@pytest.mark.parametrize(
    ("focal", "reference", "enough"),
    [
        (LEAST_GROUP, LEAST_TOGETHER - LEAST_GROUP, True),
        (LEAST_GROUP - 1, LEAST_TOGETHER, False),
        (LEAST_GROUP, LEAST_TOGETHER - LEAST_GROUP - 1, False),
    ],
)
def test_small_groups_get_no_class(focal: int, reference: int, *, enough: bool) -> None:
    languages = np.array(["en"] * reference + ["km"] * focal)
    shares = np.random.default_rng(1).choice([0.0, 1.0], (reference + focal, 4))
    sheet = Scores(("a", "b", "c", "d"), shares, languages=languages)
    for dif in dif_by_language(sheet, reference="en"):
        assert (dif.asked, dif.reference_asked) == (focal, reference)
        assert (dif.effect is not DifClass.TOO_FEW) == enough


def test_an_item_that_all_get_right_has_no_class_and_no_direction() -> None:
    shares = np.random.default_rng(1).choice([0.0, 1.0], (600, 3))
    shares[:, 0] = 1
    sheet = Scores(("a", "b", "c"), shares, languages=np.array(["en", "km"] * 300))
    first = dif_by_language(sheet)[0]
    assert (first.effect, first.direction, first.figures.chi_square) == (None, None, None)


def test_right_means_full_marks() -> None:
    sheet = scores(
        *([1, 1], [0.5, 1], [1, 0], [0, 0]), languages=np.array(["en", "km", "en", "km"])
    )
    halves, wholes = dif_by_language(sheet), dif_by_language(_whole(sheet))
    assert halves[0].asked == wholes[0].asked == 2
    assert halves[0].figures.odds_ratio == wholes[0].figures.odds_ratio


def _whole(sheet: Scores) -> Scores:
    return replace(sheet, shares=np.floor(sheet.shares))


def test_many_different_totals_are_matched_by_the_per_cent() -> None:
    sheet = quiz(easier=-1.2)
    marks = np.random.default_rng(2).uniform(0.9, 1.1, 20)
    compared = dif_by_language(replace(sheet, marks=marks))
    assert [(d.item, d.language) for d in compared if d.effect is DifClass.LARGE] == [("q2", "km")]


def by_hand(sheet: Scores, item: int, language: str) -> StratifiedTable:
    """Match on the total, one learner after the other."""
    strata: dict[float, list[list[int]]] = defaultdict(lambda: [[0, 0], [0, 0]])
    assert sheet.languages is not None
    for answers, tag in zip(sheet.shares.tolist(), sheet.languages.tolist(), strict=True):
        if tag in {"en", language}:
            strata[sum(answers)][tag != "en"][answers[item] < 1] += 1
    tables = [table for table in strata.values() if sum(map(sum, table)) > 1]
    return StratifiedTable([np.array(table) for table in tables])


@pytest.mark.parametrize("language", ["km", "th"])
def test_statsmodels_finds_the_same_with_learners_matched_one_by_one(language: str) -> None:
    sheet = quiz(attempts=900, easier=-0.8)
    compared = [dif for dif in dif_by_language(sheet) if dif.language == language]
    assert len(compared) == 20
    for item, dif in enumerate(compared):
        other = by_hand(sheet, item, language)
        assert dif.figures.odds_ratio == pytest.approx(other.oddsratio_pooled)
        assert dif.figures.error == pytest.approx(2.35 * other.logodds_pooled_se)


@given(quizzes())
@settings(deadline=None)
def test_the_order_of_attempts_and_of_items_changes_nothing(sheet: Scores) -> None:
    assert sheet.languages is not None
    turned = Scores(
        items=sheet.items[::-1],
        shares=sheet.shares[::-1, ::-1],
        marks=sheet.weights[::-1],
        languages=sheet.languages[::-1],
    )
    assert alike(_sorted(dif_by_language(sheet)), _sorted(dif_by_language(turned)))


def _sorted(compared: tuple[Dif, ...]) -> list[Dif]:
    return sorted(compared, key=lambda dif: (dif.language, dif.item))
