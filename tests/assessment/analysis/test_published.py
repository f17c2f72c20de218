"""Figures that others have printed for published data; tests/data/analysis/README.md names them."""

import math

import numpy as np
import pytest

from academy.assessment.rules.analysis import item_figures, mantel_haenszel, reliability
from tests.assessment.analysis.samples import lsat, rows, tables

PRINTED = {row["item"]: row for row in rows("verbal-aggression-printed.csv")}


def test_section_6_of_the_law_school_test_is_as_ltm_prints_it() -> None:
    figures, trust = item_figures(lsat("section_6")), reliability(lsat("section_6"))
    facilities, discriminations = zip(
        *((f.facility, f.discrimination) for f in figures), strict=True
    )
    assert facilities == pytest.approx((0.924, 0.709, 0.553, 0.763, 0.870), abs=5e-5)
    assert discriminations == pytest.approx((0.1128, 0.1532, 0.1728, 0.1444, 0.1216), abs=5e-5)
    assert trust.alpha == pytest.approx(0.2950, abs=5e-5)
    assert trust.alpha_without == pytest.approx((0.2754, 0.2376, 0.2168, 0.2459, 0.2663), abs=5e-5)


def test_section_7_of_the_law_school_test_is_as_mirt_prints_it() -> None:
    figures, trust = item_figures(lsat("section_7")), reliability(lsat("section_7"))
    facilities, discriminations = zip(
        *((f.facility, f.discrimination) for f in figures), strict=True
    )
    assert facilities == pytest.approx((0.828, 0.658, 0.772, 0.606, 0.843), abs=5e-4)
    assert discriminations == pytest.approx((0.246, 0.247, 0.313, 0.223, 0.175), abs=5e-4)
    assert trust.alpha == pytest.approx(0.453, abs=5e-4)
    assert trust.alpha_without == pytest.approx((0.396, 0.394, 0.345, 0.415, 0.438), abs=5e-4)
    assert trust.standard_error == pytest.approx(1.199 * math.sqrt(1 - 0.453), abs=1e-3)


def test_berkeley_admissions_are_as_r_prints_them() -> None:
    counts = [(int(row["admitted"]), int(row["rejected"])) for row in rows("berkeley.csv")]
    figures = mantel_haenszel(np.array(counts, dtype=np.float64).reshape(-1, 2, 2))
    assert figures.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert figures.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert figures.p == pytest.approx(0.2323, abs=5e-5)
    assert figures.error is not None
    margin = 1.959963985 * figures.error / 2.35
    limits = [0.9046968 * math.exp(sign * margin) for sign in (-1, 1)]
    assert limits == pytest.approx([0.7719074, 1.0603298], abs=5e-7)


@pytest.mark.parametrize("item", PRINTED)
def test_each_question_on_verbal_aggression_is_as_difr_prints_it(item: str) -> None:
    cells = ("women_yes", "women_no", "men_yes", "men_no")
    counted = [row for row in rows("verbal-aggression.csv") if row["item"] == item]
    strata = [tuple(int(row[cell]) for cell in cells) for row in counted]
    figures, printed = mantel_haenszel(tables(*strata)), PRINTED[item]
    assert figures.delta is not None
    assert figures.error is not None
    assert figures.chi_square == pytest.approx(float(printed["chi_square"]), abs=6e-5)
    assert figures.odds_ratio == pytest.approx(float(printed["odds_ratio"]), abs=6e-5)
    assert figures.delta == pytest.approx(float(printed["delta"]), abs=6e-5)
    statistic = -figures.delta / figures.error
    assert statistic == pytest.approx(float(printed["log_odds_statistic"]), abs=6e-5)
