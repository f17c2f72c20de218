"""Quantities, calculated numbers and places on pictures as learners and their makers see them."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from flask import Flask

from academy.content.model import Question
from academy.content.questions.hotspot import Shape, Spot
from tests.assessment.items.pages import Show, Shown
from tests.assessment.questions import MANGOES, PARCEL, PHONE, SIGNS
from tests.content.questions_read import package_of

KHMER = {
    "grams": "ក្រាម",
    "The edge": "គែម",
    MANGOES.text: "តើបីផ្លែថ្លៃប៉ុន្មាន បើ {a} ផ្លែថ្លៃ {b}?",
}
EVERY = (PARCEL, MANGOES, PHONE, SIGNS)
ANSWERS = {
    PARCEL.id: {"number": "1.4", "unit": "g"},
    MANGOES.id: "0.5",
    PHONE.id: ["edge"],
    SIGNS.id: ["edge", "low"],
}
names = pytest.mark.parametrize("question", EVERY, ids=lambda each: each.id)
languages = pytest.mark.parametrize("lang", ["en", "km"])


@pytest.fixture
def show(bare_app: Flask) -> Show:
    def shown(question: Question, lang: str = "en") -> Shown:
        return Shown(bare_app, package_of(question, km=KHMER), lang)

    return shown


@names
@languages
def test_a_page_says_nothing_of_what_is_right(show: Show, question: Question, lang: str) -> None:
    html = show(question, lang).asked().html

    assert not re.search(r'correct|1\.4\b|round|There it is|class="on"|\{a\}|\bkg\b', html)
    named = re.findall(r'(?:value|id|name|for)="([^"]*)"', html)
    assert not [
        name for name in named if {"kg", "lock", "low", "edge"} & {*re.split("[-:.]", name)}
    ]


@names
def test_a_question_can_be_answered_without_a_script(show: Show, question: Question) -> None:
    page = show(question).asked()
    fields = [*page.all("select"), *page.all("input")]

    assert all(re.match(r"[ab]1(-1)?$", field.attributes["name"]) for field in fields)
    assert len(fields) > 1
    assert not page.all("button")


@names
def test_an_answer_is_shown_in_its_fields(show: Show, question: Question) -> None:
    html = show(question).asked(ANSWERS[question.id]).html
    held = len(re.findall(r' checked| selected|value="(?:1\.4|0\.5)"', html))

    assert held == {PARCEL.id: 2, SIGNS.id: 2}.get(question.id, 1)


@names
@languages
def test_a_result_tells_the_answer_and_the_key(show: Show, question: Question, lang: str) -> None:
    page = show(question, lang).told(ANSWERS[question.id])
    mine, right = page.all("dd")

    assert mine.text
    assert right.text
    assert mine.text != right.text


def test_a_result_tells_the_unit_in_the_language(show: Show) -> None:
    mine, right = show(PARCEL, "km").told(ANSWERS[PARCEL.id]).all("dd")

    assert (mine.text, right.text) == ("1.4 ក្រាម", "1.40 kilograms")


def test_a_unit_that_is_the_only_one_stands_behind_the_field(show: Show) -> None:
    page = show(replace(PARCEL, units=PARCEL.units[:1])).asked()

    assert not page.all("select")
    assert "kilograms" in page.text


def test_figures_that_only_say_that_the_point_is_one_are_not_shown(show: Show) -> None:
    exact = replace(PARCEL, figures=4)
    _, right = show(exact).told(None).all("dd")

    assert right.text == "1.400 kilograms"


def test_a_missing_unit_is_asked_for(show: Show) -> None:
    page = show(PARCEL).asked_again({"a1": ["1.4"], "a1-1": [""]})
    assert "Choose the unit" in page.one("p", class_="error").text

    page = show(PARCEL).asked_again({"a1": [""], "a1-1": ["2"]})
    assert "Write the number, too" in page.one("p", class_="error").text
    assert 'value="2" selected' in page.html


def test_a_picture_is_told_in_words_and_its_places_are_numbered(show: Show) -> None:
    page = show(PHONE, "km").asked()
    (picture,) = page.all("img")

    assert picture.attributes["alt"] == "A phone with two signs"
    assert (picture.attributes["width"], picture.attributes["height"]) == ("640", "320")
    assert [label.text.split(": ")[-1] for label in page.all("label")][:2] == ["គែម", "The sign"]
    assert len(re.findall(r'data-spot="[123]"', page.html)) == 3
    assert all(f"<{shape} " in page.html for shape in ("rect", "circle", "polygon"))


def test_a_result_shows_the_chosen_places_on_the_picture(show: Show) -> None:
    html = show(PHONE).told(["edge"]).html

    assert re.findall(r'data-spot="(.)" class="on"', html) == ["1", "2"]


def test_a_result_says_what_is_said_of_a_chosen_place(show: Show) -> None:
    assert "Place 2: There it is." in show(PHONE).told(["lock"]).text
    assert "There it is." not in show(PHONE).told(["edge"]).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (PARCEL, "May be 2% away."),
        (replace(PARCEL, relative=False), "May be 0.02 away."),
        (PARCEL, "Asked for: 3 significant figures"),
        (PARCEL, "in these units, too"),
        (MANGOES, "round(3*b/a, 2)"),
        (MANGOES, "b: from 2 to 6 in steps of 0.25"),
        (MANGOES, "May be 0.01 away."),
        (replace(MANGOES, relative=True), "May be 1% away."),
        (PHONE, "Place 2: The sign ✓ Right"),
        (PHONE, "There it is."),
    ],
)
def test_a_maker_sees_what_is_right(show: Show, question: Question, told: str) -> None:
    assert told in " ".join(show(question).taught().text.split())


DRAFTS = (
    replace(PARCEL, units=(), tolerance=Fraction(0), figures=0),
    replace(PARCEL, units=(replace(PARCEL.units[0], text="", factor=Fraction(0)),)),
    replace(MANGOES, formula="a +"),
    replace(MANGOES, variables=(), unit="", text="", tolerance=Fraction(0), relative=True),
    replace(PHONE, picture="", alt="", width=0, height=0),
    replace(PHONE, spots=()),
    replace(PHONE, spots=(Spot("a", Shape.CIRCLE, ()), Spot("b", Shape.POLYGON, (1, 2, 3)))),
)  # fmt: skip


@pytest.mark.parametrize("question", DRAFTS)
def test_a_draft_may_hold_nonsense(show: Show, question: Question) -> None:
    assert show(question).taught().heading
    assert show(question).asked().heading
