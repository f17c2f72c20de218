"""What is written for other systems, and what each item loses there."""

# ruff: noqa: E501 - what is written as one line is read as one

from dataclasses import replace
from fractions import Fraction

import pytest

from academy.content.formats.door import read
from academy.content.formats.plain import key_plain, reading_plain
from academy.content.formats.values import Format, Item, Written
from academy.content.formats.writing import write
from academy.content.model import Entry, Feedback, Marking, Option, Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.categorise import Categorise
from academy.content.questions.categorise import Item as Sorted
from academy.content.questions.cloze import ChoiceGap, Cloze, NumberGap, TextGap
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.matrix import Matrix, Row
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity, Unit
from academy.content.questions.rubrics import Criterion, Level
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.questions.variables import Variable

SAID = Feedback("right", "wrong", "partly", "general")
COMMON = {"id": "a1", "marks": Fraction(2), "text": "Q [x](unit:y)?", "feedback": SAID}
RUBRIC = (Criterion("depth", "Depth", (Level("a", "none", 0), Level("b", "much", 2))),)
CHOICE = SingleChoice(
    **COMMON, options=(Option("a", "yes", correct=True, feedback="f"), Option("b", "no  \nno"))
)


def lost(form: Format, question: Question) -> list[str]:
    written = write(form, [Item(question, "N")])
    told = written.items[0]
    return [told.why.code] if told.why else [loss.code for loss in told.losses]


def weighed(*weights: Fraction) -> SingleChoice:
    options = tuple(
        Option(name, name, correct=weight > 0, weight=weight)
        for name, weight in zip("abc", weights, strict=False)
    )
    return replace(CHOICE, text="Q", marking=Marking.WEIGHTS, options=options, feedback=Feedback("", ""), marks=Fraction(1))  # fmt: skip


THIRDS = weighed(Fraction(1, 3), Fraction(0))
ODD = weighed(Fraction(1), Fraction(1, 47))


@pytest.mark.parametrize(
    ("form", "question", "codes"),
    [
        (Format.AIKEN, CHOICE, ["feedback"] * 4 + ["marks", "link", "field", "styling", "feedback", "blocks"]),
        (Format.AIKEN, THIRDS, ["marking"]),
        (Format.AIKEN, FreeText(**COMMON), ["unknown-type"]),
        (Format.AIKEN, replace(CHOICE, text="Q  \nA) x"), ["syntax"]),
        (Format.AIKEN, replace(CHOICE, options=CHOICE.options * 14), ["too-many"]),
        (Format.AIKEN, replace(CHOICE, options=(Option("a", "x", correct=True), Option("b", "*x*"))), ["same-text"]),
        (Format.GIFT, THIRDS, ["marking"]),
        (Format.GIFT, ODD, ["share"]),
        (Format.GIFT, Hotspot(**COMMON, picture="a.png", alt="", width=1, height=1, spots=()), ["unknown-type"]),
        (Format.GIFT, ShortText(**COMMON, accept=("a->b",)), ["syntax"]),
        (Format.GIFT, FreeText(**COMMON, words_least=3, rubric=RUBRIC), ["feedback"] * 3 + ["marks", "link", "field", "field"]),
        (Format.MOODLE_XML, replace(CHOICE, marks=Fraction(1, 3)), ["not-a-number", "link"]),
        (Format.MOODLE_XML, FileUpload(**COMMON, extensions=("pdf",), rubric=RUBRIC), ["link", "field"]),
        (Format.MOODLE_XML, Quantity(**COMMON, answer=Fraction(3), tolerance=Fraction(1, 10), relative=True, figures=2, units=(Unit("m", "m", Fraction(1)), Unit("y", "yd", Fraction(3)))), ["link", "feedback", "field", "setting", "not-a-number"]),
        (Format.MOODLE_XML, Calculated(**COMMON, formula="a^2", variables=()), ["formula"]),
        (Format.MOODLE_XML, Calculated(**COMMON, formula="{a-1} + min(b, pi)", variables=(Variable("a-1", Fraction(0), Fraction(9), Fraction(3)),)), ["link", "feedback", "feedback", "field"]),
        (Format.QTI_2, replace(CHOICE, marks=Fraction(1, 3)), ["link", "marks"]),
        (Format.QTI_2, THIRDS, ["marks"]),
        (Format.QTI_3, FileUpload(**COMMON, extensions=("pdf",), rubric=RUBRIC, notes="n"), ["link", "field", "field", "field", "feedback", "feedback", "feedback", "feedback"]),
        (Format.QTI_3, FreeText(**COMMON, words_most=9), ["link", "field", "feedback", "feedback", "feedback", "feedback"]),
        (Format.QTI_3, Matching(**COMMON, prompts=(), options=()), ["too-few"]),
        (Format.QTI_3, Hotspot(**COMMON, picture="a.png", alt="", width=1, height=1, spots=(Spot("a", Shape.CIRCLE, (1, 1, 1), correct=True),)), ["link", "missing-file"]),
        (Format.QTI_3, Quantity(**COMMON, answer=Fraction(3)), ["unknown-type"]),
    ],
)  # fmt: skip
def test_what_is_lost_is_told(form: Format, question: Question, codes: list[str]) -> None:
    assert lost(form, question) == codes


def read_back(form: Format, question: Question) -> Question:
    written = write(form, [Item(question, "N")])
    return read(written.data, "f", form).items[0].question


CASES = ShortText(
    **COMMON | {"text": "Q"},
    accept=("York",),
    answers=(GradedText("York", Fraction(1), "", case=True), GradedText("York", Fraction(0))),
)


def test_capitals_survive_where_they_can() -> None:
    assert read_back(Format.MOODLE_XML, replace(CASES, feedback=replace(SAID, partly=""))) == replace(CASES, feedback=replace(SAID, partly=""))  # fmt: skip
    assert read_back(Format.QTI_2, CASES) == CASES
    assert "setting" in lost(Format.GIFT, CASES)
    mixed = replace(CASES, answers=(*CASES.answers, GradedText("leeds", Fraction(1, 2), "near")))
    assert lost(Format.MOODLE_XML, mixed) == ["feedback", "setting"]


def test_gaps_survive() -> None:
    gaps = (
        ChoiceGap(id="a", options=(Option("a", "~ # }", correct=True), Option("b", "x", weight=Fraction(1, 2)))),
        TextGap(id="b", accept=("C:\\", "*"), answers=(GradedText("Wet", Fraction(1), "f", case=True), GradedText("wet", Fraction(0)))),
        NumberGap(id="c", weight=2, answer=Fraction(1, 3), answers=(GradedNumber(Fraction(9), Fraction(1), Fraction(1, 2)),)),
    )  # fmt: skip
    question = Cloze(**COMMON | {"text": "Q"}, passage="[[a]] [[b]] [[c]] [[d]]", gaps=gaps)
    back = read_back(Format.MOODLE_XML, question)
    assert isinstance(back, Cloze)
    assert [gap["right"] for gap in key_plain(back)["gaps"]][:2] == [
        ["~ # }"],
        ["Wet", "C:\\", "*"],
    ]
    assert "not-a-number" in lost(Format.MOODLE_XML, question)
    assert "marking" in lost(Format.MOODLE_XML, replace(question, marking=Marking.NEGATIVE))
    assert "marking" in lost(Format.QTI_2, replace(question, marking=Marking.NEGATIVE))
    assert "field" in lost(Format.QTI_2, replace(question, marking=Marking.ALL_OR_NOTHING))
    capitals = replace(
        question, passage="[[b]]", gaps=(replace(gaps[1], answers=gaps[1].answers[:1]),)
    )
    assert lost(Format.MOODLE_XML, capitals) == []
    several = (*gaps[1].answers, GradedText("damp", Fraction(1, 2)))
    mixed = replace(question, passage="[[b]]", gaps=(replace(gaps[1], answers=several),))
    assert lost(Format.MOODLE_XML, mixed) == ["setting"]


def test_numbers_and_units_survive() -> None:
    units = (Unit("m", "m", Fraction(1)), Unit("km", "km", Fraction(1000)))
    question = Quantity(
        **COMMON | {"text": "Q", "feedback": Feedback("r", "w")}, answer=Fraction(3), units=units
    )
    assert read_back(Format.MOODLE_XML, question) == question
    number = Numeric(**COMMON | {"text": "Q"}, answer=Fraction(1, 3), unit="m")
    assert {"unit", "not-a-number"} <= {*lost(Format.GIFT, number)}
    assert "unit" in lost(Format.QTI_3, number)


def test_pictures_go_with_their_question() -> None:
    spots = (
        Spot("a", Shape.CIRCLE, (1, 1, 1), "x", correct=True, feedback="f"),
        Spot("b", Shape.CIRCLE, (4, 4, 1)),
    )
    question = Hotspot(
        **COMMON | {"text": "Q"}, picture="a.png", alt="Map", width=9, height=9, spots=spots
    )
    written = write(Format.QTI_3, [Item(question, "N", "C", {"a.png": b"PNG"})])
    back = read(written.data, "f").items[0]
    assert (back.question, back.pictures, back.category) == (question, {"a.png": b"PNG"}, "C")
    assert b"<file" in write(Format.MOODLE_XML, [Item(CHOICE, "N", "", {"a.png": b"PNG"})]).data


def test_every_type_without_anything_said_is_written() -> None:
    bare = COMMON | {"text": "Q", "feedback": Feedback("", ""), "marks": Fraction(1)}
    options = (Entry("a", "x"), Entry("b", "*y*"))
    pairs = Matching(
        **bare,
        marking=Marking.PARTIAL_WITHOUT_PENALTY,
        prompts=(Prompt("p", "z", "a"),),
        options=options,
    )
    assert lost(Format.MOODLE_XML, pairs) == ["styling"]
    assert lost(Format.GIFT, replace(pairs, marking=Marking.PARTIAL)) == ["marking"]
    said = bare | {"feedback": Feedback("r", "w")}
    for question in (
        ShortText(**bare, accept=("a",)),
        Numeric(**bare, answer=Fraction(1)),
        Numeric(**said, answer=Fraction(1), unit="m"),
        Quantity(**bare, answer=Fraction(1), units=(Unit("m", "m", Fraction(1)),)),
        FreeText(**bare, words_least=3, words_most=9),
        FileUpload(**bare, extensions=("pdf",)),
        FileUpload(**bare, extensions=EXTENSIONS),
        Calculated(
            **bare, formula="a", variables=(Variable("a", Fraction(0), Fraction(9)),), unit="m"
        ),
        Ordering(**bare, marking=Marking.ALL_OR_NOTHING, items=options),
    ):
        assert lost(Format.MOODLE_XML, question) == []
    for question in (ShortText(**bare, accept=("a",)), Numeric(**bare, answer=Fraction(1))):
        assert lost(Format.GIFT, question) == []
        assert lost(Format.QTI_2, question) == []
    assert lost(Format.QTI_2, Ordering(**bare, marking=Marking.ALL_OR_NOTHING, items=options)) == []
    truth = TrueFalse(**bare, marking=Marking.NEGATIVE, answer=True)
    assert lost(Format.GIFT, truth) == lost(Format.QTI_2, truth) == ["marking"]
    alone = Cloze(
        **bare,
        marking=Marking.ALL_OR_NOTHING,
        passage="[[a]]",
        gaps=(NumberGap(id="a", answer=Fraction(3)),),
    )
    assert lost(Format.QTI_2, alone) == []


@pytest.mark.parametrize(
    ("marking", "codes"),
    [
        (Marking.PARTIAL_WITHOUT_PENALTY, []), (Marking.ALL_OR_NOTHING, []), (Marking.PARTIAL, []),
        (Marking.NEGATIVE, ["marking"]),
    ],
)  # fmt: skip
def test_tables_and_groups_survive_in_packages(marking: Marking, codes: list[str]) -> None:
    bare = COMMON | {"text": "Q", "marking": marking}
    columns = (Entry("a", "x"), Entry("b", "y"))
    rows = (Row("r", "one", ("a",)), Row("s", "two", ("a", "b")))
    table = Matrix(**bare, rows=rows, columns=columns, several=True)
    groups = Categorise(
        **bare, groups=columns, items=(Sorted("i", "one", "a"), Sorted("j", "two", ""))
    )
    for question in (table, groups, replace(groups, items=groups.items[:1])):
        assert lost(Format.QTI_3, question) == codes
        back = read_back(Format.QTI_3, question)
        assert key_plain(back) == key_plain(question)


@pytest.mark.parametrize("marking", [Marking.PARTIAL, Marking.NEGATIVE])
def test_several_spots_survive_in_packages(marking: Marking) -> None:
    bare = COMMON | {"text": "Q", "feedback": Feedback("", ""), "marking": marking}
    spots = tuple(
        Spot(name, Shape.CIRCLE, (place, place, 1), correct=name != "c")
        for place, name in enumerate("abc", 2)
    )
    question = Hotspot(
        **bare, picture="a.png", alt="Map", width=9, height=9, spots=spots, several=True
    )
    written = write(Format.QTI_2, [Item(question, "N", "", {"a.png": b"PNG"})])
    back = read(written.data, "f").items[0].question
    assert key_plain(back) == key_plain(question)
    assert [loss.code for loss in written.items[0].losses] == (
        ["marking"] if marking is Marking.NEGATIVE else []
    )


def test_an_id_stands_in_a_package_once() -> None:
    written = write(Format.QTI_2, [Item(CHOICE), Item(CHOICE)])
    assert [told.why.code if told.why else "" for told in written.items] == ["", "same-text"]


def test_nothing_is_written_of_nothing() -> None:
    assert write(Format.GIFT, []) == Written(b"")
    assert write(Format.AIKEN, [Item(replace(CHOICE, text="Q"), "N", "C")]).data.startswith(b"Q\n")


def test_plain_values_say_every_key() -> None:
    gift = b"Q?{=a ~b}\n\nWords"
    plain = reading_plain(read(gift, "f", Format.GIFT))
    assert plain["counts"] == {"read": 1, "with_loss": 0, "refused": 1}
    assert plain["items"][0]["key"] == {"right": ["a"]}
    assert plain["refused"][0]["why"] == {"code": "not-a-question", "what": "description"}
    assert key_plain(FreeText(**COMMON)) == {}


def test_a_gap_may_stand_in_bold_and_limits_may_be_missing() -> None:
    bare = COMMON | {"text": "Q", "feedback": Feedback("", "wrong")}
    gaps = (TextGap(id="a", accept=("wet",)),)
    bold = Cloze(**bare, passage="It is **very [[a]]** here.", gaps=gaps)
    for form in (Format.QTI_2, Format.QTI_3, Format.MOODLE_XML):
        back = read_back(form, bold)
        assert isinstance(back, Cloze)
        assert back.passage.replace("gap-1", "a") == bold.passage
    for least, most in ((0, 9), (9, 0), (0, 0)):
        text = FreeText(**bare, words_least=least, words_most=most)
        assert read_back(Format.MOODLE_XML, text) == text
    silent = replace(bold, feedback=Feedback("", ""))
    assert lost(Format.QTI_2, silent) == []
