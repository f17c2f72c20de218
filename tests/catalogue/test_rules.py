from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.catalogue.rules import (
    LONGEST_SEARCH,
    FactSlot,
    Words,
    cut,
    findable,
    is_available,
    outline_of,
    percent_in,
    search_terms,
    stored_name,
)
from academy.content.model import FactKind, Package
from academy.content.po import Catalogue
from academy.content.reader import read_package
from academy.content.render import fact_placeholder
from academy.kernel.text import fold
from tests.builders import package_files

PACKAGE = read_package(package_files())


def without(language: str, *sources: str) -> Package:
    """The package with these texts of a language not translated."""
    catalogue = PACKAGE.catalogues[language]
    left = {key: entry for key, entry in catalogue.entries.items() if key[1] not in sources}
    return replace(PACKAGE, catalogues={language: Catalogue(language, left)})


def test_an_outline_speaks_the_readers_language() -> None:
    outline = outline_of(PACKAGE, "zh-Hans")

    assert outline.title == Words("干净的水", "zh-Hans")
    assert outline.unit("boil").title == Words("烧水", "zh-Hans")
    assert outline.modules[1].title == Words("处理水", "zh-Hans")
    assert outline.statement.lang == outline.outcomes[1].lang == "zh-Hans"


def test_what_is_not_translated_stands_in_the_source_language() -> None:
    outline = outline_of(without("km", "Clean water", "Boil the water"), "km")

    assert outline.title == Words("Clean water", "en")
    assert outline.unit("boil").title == Words("Boil the water", "en")
    assert outline.summary.lang == "km"


def test_an_outline_in_an_unknown_language_is_the_source() -> None:
    assert outline_of(PACKAGE, "th") == outline_of(PACKAGE, "en")


def test_an_outline_keeps_the_order_of_learning() -> None:
    outline = outline_of(PACKAGE, "en")

    assert [unit.id for unit in outline.units] == [
        "look", "look-check", "boil", "keep", "treat-check",
    ]  # fmt: skip
    assert [module.minutes for module in outline.modules] == [10, 25]
    assert [unit.id for unit in outline.units if not unit.required] == ["keep"]


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [("look", None, "look-check"), ("boil", "look-check", "keep"), ("treat-check", "keep", None)],
)
def test_every_unit_knows_its_neighbours(unit: str, before: str | None, after: str | None) -> None:
    found = outline_of(PACKAGE, "en").neighbours(unit)

    assert tuple(each and each.id for each in found) == (before, after)


def test_a_unit_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        outline_of(PACKAGE, "en").neighbours("swim")


def test_a_lesson_is_cut_where_facts_stand() -> None:
    html = f"<p>a</p>\n{fact_placeholder('emergency')}\n{fact_placeholder('data-law')}<p>b</p>"

    assert cut(html) == ("<p>a</p>\n", FactSlot("emergency"), FactSlot("data-law"), "<p>b</p>")


@given(
    st.lists(
        st.sampled_from(["<p>x</p>", "&lt;academy-fact&gt;", *map(fact_placeholder, FactKind)])
    )
)
def test_cutting_loses_nothing(pieces: list[str]) -> None:
    parts = cut("".join(pieces))
    again = [fact_placeholder(part.kind) if isinstance(part, FactSlot) else part for part in parts]

    assert "".join(again) == "".join(pieces)


def test_a_course_is_wholly_in_its_own_language() -> None:
    assert percent_in(PACKAGE, "en") == percent_in(PACKAGE, "km") == 100


def test_a_percentage_is_rounded_down() -> None:
    assert percent_in(without("km", "Clean water"), "km") == 98


def test_a_language_without_a_catalogue_has_nothing() -> None:
    assert percent_in(PACKAGE, "th") == 0


def test_a_language_is_available_when_most_of_it_is_there() -> None:
    assert not is_available(79)
    assert is_available(80)


def test_search_terms_are_folded_words_each_once() -> None:
    assert search_terms("  WATER\u3000Ｗater clean\t") == ("water", "clean")


def test_a_script_without_spaces_is_one_term() -> None:
    assert search_terms("ทำน้ำให้สะอาด") == (fold("ทำน้ำให้สะอาด"),)


def test_nothing_to_look_for_is_no_term() -> None:
    assert search_terms(" \u200b\x00 ") == ()


@given(st.text(max_size=300))
def test_terms_can_be_sent_to_any_database(search: str) -> None:
    terms = search_terms(search)

    assert all(term and "\x00" not in term and not term.isspace() for term in terms)
    assert all(term.encode() for term in terms)
    assert len(terms) <= LONGEST_SEARCH


@given(st.sampled_from(["en", "km", "zh-Hans"]))
def test_a_course_is_found_by_each_of_its_titles(language: str) -> None:
    outline = outline_of(PACKAGE, language)
    text = findable(outline)

    for words in (outline.title, outline.summary, *(unit.title for unit in outline.units)):
        assert all(term in text for term in search_terms(words.text))


def test_a_stored_picture_keeps_its_suffix() -> None:
    assert stored_name("two-glasses.svg", "0f" * 32) == "0f" * 32 + ".svg"
