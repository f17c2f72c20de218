from hypothesis import given
from hypothesis import strategies as st

from academy.credentials.service.layout import STYLES, arranged, placed, scales
from academy.credentials.service.sheet import Line
from tests.credentials.made import sheet_in

POINTS = 72 / 25.4
wide = st.floats(0, 5000)


def ten_a_letter(line: Line) -> float:
    return 10.0 * len(line.text)


def test_a_short_name_has_its_full_size() -> None:
    style = STYLES["name"]
    assert placed(Line("name", "Noi", "en"), 1, ten_a_letter)["size"] == style.size


def test_a_long_name_shrinks_to_its_line() -> None:
    line = placed(Line("name", "N" * 25, "en"), 1, ten_a_letter)
    assert line["size"] < STYLES["name"].size
    assert line["size"] * 25 <= line["width"] * POINTS + 0.5


def test_a_very_long_name_takes_more_lines_before_it_becomes_small() -> None:
    style = STYLES["name"]
    assert placed(Line("name", "Noi " * 30, "en"), 1, ten_a_letter)["size"] == (
        style.size * style.least
    )


def test_a_name_without_spaces_still_fits_its_line() -> None:
    line = placed(Line("name", "W" * 120, "en"), 1, ten_a_letter)
    assert line["size"] * 120 <= line["width"] * POINTS + 0.5


def test_a_statement_fills_its_lines_alike() -> None:
    style = STYLES["statement"]
    line = placed(Line("statement", "a" * 70, "en"), 1, ten_a_letter)
    whole = 70 * style.size / POINTS
    assert whole / 2 < line["width"] < whole * 0.6


@given(wide)
def test_no_line_is_wider_than_its_column(width: float) -> None:
    for style in ("title", "statement", "statement-below"):
        line = placed(Line(style, "word", "en"), 1.16, lambda _: width)
        assert 0 < line["width"] <= (STYLES[style].width or 0)


def test_labels_keep_their_size_whatever_the_scale() -> None:
    small, large = (arranged(sheet_in("km"), scale, ten_a_letter) for scale in (0.5, 1.0))
    assert small["foot"] == large["foot"]
    assert small["head"] == large["head"]
    assert small["person"][0]["size"] < large["person"][0]["size"]


def test_one_language_alone_is_set_larger_than_two() -> None:
    alone, plain, stacked = (scales(sheet_in(tag))[0] for tag in ("en", "pt", "my"))
    assert alone > plain > stacked
