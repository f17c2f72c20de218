"""Charts that compare: two periods, and the parts of a whole."""

from collections.abc import Iterator

import pytest
from flask import Flask

from academy.web.charts import paired_bars, steps_chart
from tests.web.test_charts import SVG, inside, parsed

SIDES = ("This year", "Last year")


@pytest.fixture(autouse=True)
def _in_a_request(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context("/en/"):
        yield


def test_nothing_is_drawn_of_nothing() -> None:
    assert paired_bars("key", "Title", [], sides=SIDES) == ""
    assert steps_chart("key", "Title", []) == ""


def test_two_bars_stand_under_each_label_with_their_numbers_and_a_legend() -> None:
    svg = parsed(paired_bars("key", "A <title>", [("a", 4000, 1000), ("b", 0, 2000)], sides=SIDES))
    bars = svg.findall(f"{SVG}rect")
    assert [bar.attrib["class"] for bar in bars] == ["bar", "hollow"] * 3
    widths = [float(bar.attrib["width"]) for bar in bars[:4]]
    assert widths == [widths[0], widths[0] / 4, 0, widths[0] / 2]
    said = [text.text for text in svg.findall(f"{SVG}text")]
    assert said == ["a", "4,000", "1,000", "b", "0", "2,000", *SIDES]
    assert svg.find(f"{SVG}title").text == "A <title>"
    inside(svg)


def test_pairs_of_nothing_are_drawn_as_nothing() -> None:
    svg = parsed(paired_bars("key", "Title", [("a", 0, 0)], sides=SIDES, description="None"))
    assert svg.find(f"{SVG}desc").text == "None"
    inside(svg)


def test_each_step_is_a_part_of_the_first() -> None:
    svg = parsed(steps_chart("key", "Title", [("Enrolled", 2000), ("Look", 500), ("Done", 0)]))
    said = [text.text for text in svg.findall(f"{SVG}text")]
    assert said == ["Enrolled", "2,000 · 100%", "Look", "500 · 25%", "Done", "0 · 0%"]
    parts = [float(bar.attrib["width"]) for bar in svg.findall(f"{SVG}rect[@class='bar']")]
    assert parts == [398.0, 99.5, 0.0]
    inside(svg)


def test_a_way_that_nobody_began_is_drawn_empty() -> None:
    inside(parsed(steps_chart("key", "Title", [("Enrolled", 0), ("Look", 0)])))
