"""Passages with gaps, tables and groups as learners and their makers see them."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from flask import Flask

from academy.content.model import Question
from academy.content.questions.cloze import ChoiceGap, Cloze, NumberGap, TextGap
from tests.assessment.items.pages import Show, Shown
from tests.assessment.questions import BOXES, GAPS, GROUPED, TABLE
from tests.content.questions_read import package_of

KHMER = {
    GAPS.passage: "[[do]] គឺ **លំបាក** [[length]] តួអក្សរ [[what]]",
    "passphrase": "ឃ្លាសម្ងាត់",
    "guess": "ទាយ",
    "A PIN": "លេខសម្ងាត់",
    "Only me": "តែខ្ញុំ",
}
EVERY = (GAPS, TABLE, BOXES, GROUPED)
KEYS = {
    GAPS.id: {"what": "phrase", "length": "20", "do": "guess"},
    TABLE.id: {"pin": ["some"], "none": ["not"]},
    BOXES.id: {"phone": ["call", "pay"], "card": ["pay"]},
    GROUPED.id: {"name": "all", "pin": "me", "weather": ""},
}
names = pytest.mark.parametrize("question", EVERY, ids=lambda each: each.id)


@pytest.fixture
def show(bare_app: Flask) -> Show:
    def shown(question: Question, lang: str = "en") -> Shown:
        return Shown(bare_app, package_of(question, km=KHMER), lang)

    return shown


@names
@pytest.mark.parametrize("lang", ["en", "km"])
def test_a_page_says_nothing_of_what_is_right(show: Show, question: Question, lang: str) -> None:
    html = show(question, lang).asked().html

    assert not re.search(r"correct|guess|ទាយ|\b20\b|weight|share", html)
    assert not [said for said in ("It is long.", "Nearly.", "A little longer.") if said in html]
    named = re.findall(r'(?:value|id|name|for)="([^"]*)"', html)
    ids = {"what", "phrase", "pin", "some", "phone", "call", "all", "me", "weather"}
    assert not [name for name in named if ids & {*re.split(r"[-:.]", name)}]


@names
def test_a_question_can_be_answered_without_a_script(show: Show, question: Question) -> None:
    page = show(question).asked()
    fields = [*page.all("select"), *page.all("input"), *page.all("textarea")]

    assert all(field.attributes["name"].startswith(("a1-", "b1")) for field in fields)
    assert not page.all("button")


@names
def test_an_answer_is_shown_in_its_fields(show: Show, question: Question) -> None:
    html = show(question).asked(KEYS[question.id]).html
    taken = html.count(" selected") + html.count(" checked") + len(re.findall(r'value="(?:20|guess)"', html))  # fmt: skip # noqa: E501

    assert taken == sum(
        len(each) if isinstance(each, list) else 1 for each in KEYS[question.id].values()
    )


@names
@pytest.mark.parametrize("lang", ["en", "km"])
def test_a_result_tells_the_answer_and_the_key(show: Show, question: Question, lang: str) -> None:
    page = show(question, lang).told(None)

    assert len(page.all("dd")) == 2
    assert page.all("dd")[1].text


def test_a_result_fills_the_gaps(show: Show) -> None:
    mine, right = show(GAPS).told({"what": "name", "do": "find it"}).all("dd")

    assert mine.text == "A name of … letters is hard to find it."
    assert right.text == "A passphrase of 20 letters is hard to guess."


def test_a_result_says_what_is_said_of_a_chosen_option(show: Show) -> None:
    assert "name: Anyone knows it." in show(GAPS).told({"what": "name"}).text


def test_a_result_tells_a_table_row_by_row(show: Show) -> None:
    mine, right = show(BOXES).told({"phone": ["call", "cook"]}).all("dd")

    assert mine.text == "A phone → To call, To cook"
    assert right.text == "A phone → To call, To pay A card → To pay"


def test_a_result_tells_where_items_belong(show: Show) -> None:
    mine, right = show(GROUPED).told({"pin": "all"}).all("dd")

    assert mine.text == "My PIN → Everybody"
    assert right.text.endswith("Tomorrow's weather → None of these")


def test_gaps_are_called_by_where_the_reader_meets_them(show: Show) -> None:
    page = show(GAPS, "km").asked()
    fields = [own for tag, own, _ in page.elements if own.get("name", "").startswith("a1-")]

    assert [own["name"] for own in fields] == ["a1-3", "a1-2", "a1-1"]
    assert [re.sub(r"\D+", " ", own["aria-label"]).split()[0] for own in fields] == ["1", "2", "3"]


def test_a_gap_that_a_translation_lost_stands_at_the_end(bare_app: Flask) -> None:
    package = package_of(GAPS, km={GAPS.passage: "[[do]] [[nothing]] [[ គឺ"})
    page = Shown(bare_app, package, "km").asked()
    fields = [own for _, own, _ in page.elements if own.get("name", "").startswith("a1-")]

    assert [own["name"] for own in fields] == ["a1-3", "a1-1", "a1-2"]
    assert "[[nothing]] [[ គឺ" in page.text


def test_what_is_no_answer_is_marked_at_its_gap(show: Show) -> None:
    page = show(GAPS).asked_again({"a1-2": ["many"], "a1-3": ["guess"]})
    wrong = [own["name"] for _, own, _ in page.elements if "aria-invalid" in own]

    assert wrong == ["a1-2"]
    assert 'value="many"' in page.html
    assert "Write only a number" in page.one("p", class_="error").text


@names
def test_a_maker_sees_what_is_right(show: Show, question: Question) -> None:
    text = show(question).taught().text

    assert any(said in text for said in ("✓", "→", "Fairly safe", "To call, To pay", "Only me"))


def test_a_maker_sees_what_other_answers_are_worth(show: Show) -> None:
    text = show(GAPS).taught().text

    assert "word 50%" in text
    assert "12 50%" in text
    assert "find 25%" in text


DRAFTS = (
    replace(GAPS, passage="", gaps=()),
    replace(GAPS, passage="[[ ]] [[what]] [[what]] [[more]] ]]"),
    replace(GAPS, gaps=(ChoiceGap(id="what", options=()), TextGap(id="b", accept=()))),
    replace(GAPS, gaps=(NumberGap(id="what", weight=0, answer=Fraction(1, 3)),)),
    replace(TABLE, rows=(), columns=()),
    replace(TABLE, columns=()),
    replace(GROUPED, groups=(), items=()),
    replace(GROUPED, groups=()),
)


@pytest.mark.parametrize("question", DRAFTS)
def test_a_draft_may_hold_nonsense(show: Show, question: Question) -> None:
    page = show(question).taught()

    assert page.heading
    assert isinstance(question, Cloze) or page.all("dl")
