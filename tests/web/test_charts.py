"""Charts are drawn on the server."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from academy.web.charts import Points, bar_chart, curves_chart, line_chart, nice_ticks

SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[..., str]
MONTHS = [(f"month {number}", float(number % 5)) for number in range(30)]


@pytest.fixture(autouse=True)
def _in_a_request(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context("/en/"):
        yield


def parsed(markup: str) -> Any:
    named = str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return fromstring(named)


def inside(svg: Any) -> None:
    """Every number of a drawing is within its box."""
    _, _, width, height = (float(number) for number in svg.attrib["viewBox"].split())
    for element in svg.iter():
        for name, value in element.attrib.items():
            if name in {"x", "x1", "x2", "cx", "width"}:
                assert 0 <= float(value) <= width, (element.tag, name)
            if name in {"y", "y1", "y2", "cy"}:
                assert 0 <= float(value) <= height, (element.tag, name)


@pytest.mark.parametrize("draw", [bar_chart, line_chart])
def test_a_chart_of_nothing_is_nothing(draw: Draw) -> None:
    assert draw("key", "Title", []) == ""


@pytest.mark.parametrize("draw", [bar_chart, line_chart])
@pytest.mark.parametrize("points", [[("one", 7.0)], [("a", 0.0), ("b", 0.0)], MONTHS], ids=len)
def test_a_chart_is_named_and_keeps_within_its_box(draw: Draw, points: Points) -> None:
    svg = parsed(draw("key", "A <title>", points, description="What it shows"))
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "key-title key-desc"
    assert svg.find(f"{SVG}title").text == "A <title>"
    assert svg.find(f"{SVG}desc").text == "What it shows"
    assert "width" not in svg.attrib
    assert not [each for each in svg.iter() if "style" in each.attrib]
    inside(svg)


def test_a_bar_is_as_long_as_its_share_and_says_its_number() -> None:
    svg = parsed(bar_chart("key", "Title", [("a", 4000), ("b", 1000)]))
    assert [bar.attrib["width"] for bar in svg.findall(f"{SVG}rect")] == ["400.0", "100.0"]
    assert [text.text for text in svg.findall(f"{SVG}text")] == ["a", "4,000", "b", "1,000"]
    assert "aria-describedby" not in svg.attrib
    assert svg.find(f"{SVG}desc") is None


def test_a_long_label_is_cut_and_escaped() -> None:
    drawn = bar_chart("key", "Title", [("<b>" + "x" * 100, 1)])
    assert "&lt;b&gt;" in drawn
    assert "x…</text>" in drawn
    assert len(max(re.findall(r">([^<]*)<", drawn), key=len)) < 60


def test_months_are_labelled_so_that_none_touch() -> None:
    svg = parsed(line_chart("key", "Title", MONTHS))
    labels = [text.text for text in svg.findall(f"{SVG}text") if (text.text or "")[:5] == "month"]
    assert labels == [f"month {number}" for number in range(0, 30, 5)]
    assert len(svg.findall(f"{SVG}circle")) == 30


def test_a_single_point_stands_in_the_middle() -> None:
    (spot,) = parsed(line_chart("key", "Title", [("now", 3)])).findall(f"{SVG}circle")
    assert float(spot.attrib["cx"]) == 218


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1, 2]),
        (1, [0, 1, 2]),
        (5, [0, 1, 2, 3, 4, 5]),
        (7, [0, 2, 4, 6, 8]),
        (99, [0, 20, 40, 60, 80, 100]),
        (1234, [0, 500, 1000, 1500]),
    ],
)
def test_ticks_are_round(highest: float, ticks: list[int]) -> None:
    assert nice_ticks(highest) == ticks


@given(st.integers(0, 10**9))
def test_ticks_reach_the_highest_and_are_few(highest: int) -> None:
    ticks = nice_ticks(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert 3 <= len(ticks) <= 6


FIFTHS = ["Lowest fifth", "Second", "Third", "Fourth", "Highest fifth"]
CURVES = [
    ("Four words", [0.2, 0.4, 0.6, 0.8, 1.0]),
    ("1234", [0.8, 0.6, None, 0.2, 0.0]),
    ("A birthday", [None, None, None, None, None]),
]


def test_curves_of_nothing_are_nothing() -> None:
    assert curves_chart("key", "Title", [], places=FIFTHS) == ""
    assert curves_chart("key", "Title", CURVES, places=[]) == ""


def test_curves_are_named_and_keep_within_their_box() -> None:
    svg = parsed(curves_chart("key", "Who <takes>", CURVES, places=FIFTHS, description="By fifths"))
    assert svg.find(f"{SVG}title").text == "Who <takes>"
    assert svg.find(f"{SVG}desc").text == "By fifths"
    assert not [each for each in svg.iter() if "style" in each.attrib]
    inside(svg)


def test_every_curve_has_a_dash_and_a_mark_of_its_own_with_its_name_in_the_legend() -> None:
    svg = parsed(curves_chart("key", "Title", CURVES, places=FIFTHS))
    said = [text.text for text in svg.findall(f"{SVG}text")]
    legend = [line for line in svg.findall(f"{SVG}line") if line.attrib["class"] == "line"]

    assert said[:5] == ["0%", "25%", "50%", "75%", "100%"]
    assert said[5:10] == FIFTHS
    assert said[10:] == ["Four words", "1234", "A birthday"]
    assert len({line.attrib["stroke-dasharray"] for line in legend}) == 3
    assert len({mark.attrib["d"] for mark in svg.findall(f"{SVG}path")}) == 3


def test_a_curve_has_a_gap_where_nothing_is_known() -> None:
    svg = parsed(curves_chart("key", "Title", CURVES, places=FIFTHS))
    lines = [line.attrib["points"].split() for line in svg.findall(f"{SVG}polyline")]
    marks = svg.findall(f"{SVG}path")

    assert [len(line) for line in lines] == [5, 2, 2]
    assert len(marks) == 5 + 4 + 3  # and one of each in the legend
    heights = [float(spot.partition(",")[2]) for spot in lines[0]]
    assert heights == sorted(heights, reverse=True)


def test_twenty_curves_are_told_apart_without_colour() -> None:
    many = [(str(number), [0.5] * 5) for number in range(20)]
    svg = parsed(curves_chart("key", "Title", many, places=FIFTHS))
    legend = [line for line in svg.findall(f"{SVG}line") if line.attrib["class"] == "line"]
    marks = svg.findall(f"{SVG}path")[5::6]
    looks = {
        (line.attrib["stroke-dasharray"], mark.attrib["d"])
        for line, mark in zip(legend, marks, strict=True)
    }
    assert len(looks) == 20
    inside(svg)
