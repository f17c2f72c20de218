"""The region on tiles."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES
from academy.web.maps import shade, tile_map
from tests.web.test_charts import SVG, inside, parsed


@pytest.fixture(autouse=True)
def _in_a_request(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context("/en/"):
        yield


def test_every_country_has_a_tile_of_one_size_and_no_two_touch() -> None:
    svg = parsed(tile_map("key", "Title", {}))
    tiles = svg.findall(f".//{SVG}rect")
    assert len(tiles) == len(COUNTRIES)
    assert {(tile.attrib["width"], tile.attrib["height"]) for tile in tiles} == {("95", "78")}
    assert len({(tile.attrib["x"], tile.attrib["y"]) for tile in tiles}) == len(COUNTRIES)
    inside(svg)


def test_a_tile_says_its_country_and_its_number() -> None:
    svg = parsed(tile_map("key", "A <title>", {"LA": 1200, "TH": None}, description="What it is"))
    said = [text.text for text in svg.findall(f".//{SVG}text")]
    assert said[said.index("Laos") + 1] == "1,200"
    assert said[said.index("Thailand") + 1] == "–"
    assert said[said.index("Vietnam") + 1] == "0"
    assert svg.find(f"{SVG}title").text == "A <title>"
    assert svg.find(f"{SVG}desc").text == "What it is"
    assert svg.attrib["aria-labelledby"] == "key-title key-desc"


def test_a_long_name_stands_in_two_lines() -> None:
    said = [text.text for text in parsed(tile_map("key", "Title", {})).findall(f".//{SVG}text")]
    assert said[said.index("Myanmar") + 1] == "(Burma)"


def test_a_name_of_wide_letters_is_parted_or_smaller(bare_app: Flask) -> None:
    with bare_app.test_request_context("/?lang=ta"):
        texts = parsed(tile_map("key", "Title", {})).findall(f".//{SVG}text")
    said = [text.text for text in texts]
    assert said[said.index("திமோர்-") + 1] == "லெஸ்தே"
    assert texts[said.index("இந்தோனேசியா")].attrib["class"] == "long"


def test_who_is_not_of_the_region_counts_for_nothing() -> None:
    svg = parsed(tile_map("key", "Title", {"": 9000, "LA": 1}))
    (strongest,) = [tile for tile in svg.findall(f".//{SVG}rect") if "s4" in tile.attrib["class"]]
    assert strongest is not None


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_it_is_drawn_in_every_language(bare_app: Flask, language: object) -> None:
    with bare_app.test_request_context(f"/?lang={language.tag}"):  # type: ignore[attr-defined]
        inside(parsed(tile_map("key", "Title", dict.fromkeys(COUNTRIES, 7))))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_is_never_shaded_less(one: int, other: int) -> None:
    most = max(one, other)
    assert shade(min(one, other), most) <= shade(most, most)
    assert shade(most, most) == (4 if most else 0)
    assert shade(None, most) == 0
