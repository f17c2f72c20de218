"""Moodle XML: what each type of question becomes, and what is told of the rest."""

# ruff: noqa: E501 - what is written as one line is read as one

import pytest

from academy.content.formats.door import read
from academy.content.formats.values import Format
from tests.content.formats.reading import HEAD, answer, moodle

TWO = answer("a", "100") + answer("b")


@pytest.mark.parametrize(
    ("kind", "inner", "why"),
    [
        ("description", "", "not-a-question"),
        ("random", "", "not-a-question"),
        ("stack", "", "unknown-type"),
        ("multichoice", answer("a", "100"), "too-few"),
        ("multichoice", answer("a", "x") + answer("b"), "not-a-number"),
        ("truefalse", answer("true", "0") + answer("false", "0"), "no-key"),
        ("shortanswer", answer("*", "100"), "no-key"),
        ("numerical", answer("*", "100"), "no-key"),
        ("numerical", answer("x", "100"), "no-key"),
        ("matching", "<subquestion><text>a</text></subquestion>", "no-text"),
        ("ordering", answer("a"), "too-few"),
        ("ordering", answer("a") + answer("a"), "same-text"),
        ("ordering", answer("a") + answer(""), "no-text"),
        ("cloze", "", "syntax"),
        ("calculated", answer("{a}", "100"), "no-key"),
        ("multichoice", "<defaultgrade>x</defaultgrade>", "not-a-number"),
    ],
)
def test_what_cannot_be_carried_is_refused(kind: str, inner: str, why: str) -> None:
    assert moodle(kind, inner) == {"why": why}


def test_a_question_without_a_text_is_refused() -> None:
    assert moodle("multichoice", TWO, head="") == {"why": "no-text"}


def asked(text: str) -> str:
    return f"<name><text>N</text></name><questiontext format='html'><text>{text}</text></questiontext>"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{1:MC:=a~b", "syntax"),
        ("{1:MC:=a~b} {1:MR:=a~b}", "unknown-type"),
        ("{1:SA:%0%a}", "no-key"),
        ("{1:NM:=x}", "no-key"),
        ("{1:MC:=a~b}" * 201, "too-many"),
    ],
)
def test_a_cloze_that_cannot_be_carried(text: str, why: str) -> None:
    assert moodle("cloze", "", asked(text)) == {"why": why}


def test_a_cloze_in_all_its_ways() -> None:
    found = moodle("cloze", "<defaultgrade>7</defaultgrade>", asked(
        "{:MCV:%50%a#one~%-10%b\\}~%30%c} {2:SAC:=Wet#yes~%50%damp~*#no~~=a\\*b} {0:NUMERICAL:=3,5:0.5#good~%50%4~x}"
    ))  # fmt: skip
    first, second, third = found["key"]["gaps"]
    assert first["shares"] == {"a": 1, "b}": 0, "c": "0.3"}
    assert (second["right"], [each["case"] for each in second["answers"]][:2]) == (["Wet", "a*b"], [True, True])  # fmt: skip
    assert (third["right"], third["tolerance"], third["weight"]) == ("3.5", "0.5", 1)
    assert found["marks"] == 7
    assert {*found["lost"]} == {"setting", "share", "marks", "wildcard", "feedback"}
    assert found["text"] == "N"


def test_ticks_alone_are_a_question_of_their_own() -> None:
    found = moodle("cloze", "", asked("Which? {2:MRH:=a~=b~%50%c}"))
    assert (found["type"], found["marks"], found["text"]) == ("multiple-response", 2, "Which?")
    assert moodle("cloze", "<defaultgrade>3</defaultgrade>", asked("{2:MR:=a~b}"))["marks"] == 3


def test_gaps_name_their_choices_by_number() -> None:
    box = "<dragbox><text>a</text><group>1</group><infinite/></dragbox><dragbox><text>b</text></dragbox>"
    assert moodle("ddwtos", box, asked("[[1]] [[3]]")) == {"why": "no-key"}
    assert moodle("ddwtos", box, asked("x [[2]] [[2]]"))["lost"] == ["setting"]


def test_essays_and_files() -> None:
    text = moodle(
        "essay",
        "<responseformat>editorfilepicker</responseformat><attachments>-1</attachments><attachmentsrequired>1</attachmentsrequired><minwordlimit>9</minwordlimit><maxwordlimit>5</maxwordlimit><responsetemplate><text>begin</text></responsetemplate>",
    )
    assert (text["question"]["words_least"], text["question"]["words_most"]) == (9, 9)
    assert text["lost"] == ["field", "setting", "setting", "setting"]
    files = moodle(
        "essay",
        "<responseformat>noinline</responseformat><attachments>-1</attachments><filetypeslist>image .exe</filetypeslist>",
    )
    assert files["question"]["extensions"] == ["png", "jpg", "webp"]
    assert (files["question"]["files"], files["lost"]) == (10, ["setting", "setting"])


def test_units_are_shown_or_chosen() -> None:
    unit = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>{}</units>"
    number = answer("3", "100", "<tolerance>1</tolerance>")
    alone = moodle(
        "numerical", number + unit.format("") + "<instructions><text>Measure.</text></instructions>"
    )
    assert (alone["type"], alone["question"]["unit"], alone["lost"]) == ("numeric", "m", ["field"])
    assert moodle("numerical", number + unit.format("") + "<showunits>3</showunits>")["lost"] == [
        "unit"
    ]
    second = "<unit><multiplier>1000</multiplier><unit_name>mm</unit_name></unit>"
    several = moodle("numerical", number + unit.format(second) + "<unitpenalty>1</unitpenalty>")
    assert several["key"] == {"right": 3, "tolerance": 1, "units": {"m": 1, "mm": "0.001"}}
    nameless = "<unit><multiplier>0</multiplier><unit_name></unit_name></unit>"
    assert moodle("numerical", number + unit.format(nameless)) == {"why": "unit"}


def test_old_ways_of_writing() -> None:
    found = moodle(
        "numerical",
        "<answer>3<fraction>1</fraction><tolerance>0</tolerance></answer><hint><hintcontent><text>H</text></hintcontent></hint>",
    )
    assert found["hints"] == ["H"]
    old = moodle("truefalse", answer("Wahr", "100") + answer("Falsch", "-5"))
    assert (old["key"]["right"], old["lost"]) == (True, ["share"])
    assert moodle("multichoiceset", TWO + "<single>true</single>")["lost"] == ["marking"]


def test_settings_and_unknown_fields_are_told() -> None:
    found = moodle(
        "multichoice",
        TWO
        + "<hidden>1</hidden><shuffleanswers>0</shuffleanswers><novel a='b'/><stamp>x</stamp><other/><coursetags><tag><text>t</text></tag></coursetags>",
    )
    assert found["lost"] == ["tag", "setting", "setting", "field"]


def test_files_come_with_the_question() -> None:
    head = HEAD.replace(
        "</questiontext>",
        "<file name='a.png'>iVBORw0KGgo=</file><file name='b.png'>!</file></questiontext>",
    )
    found = moodle("multichoice", TWO, head)
    assert (found["pictures"], found["lost"]) == (["a.png"], ["missing-file"])


def test_what_belongs_to_no_question_is_told() -> None:
    data = f"<quiz><note/><question type='category'><category><text>c</text></category><info><text>About</text></info></question><question type='multichoice' novel='x'>{HEAD}{TWO}</question></quiz>"
    reading = read(data.encode(), "f", Format.MOODLE_XML)
    assert [loss.detail["what"] for loss in reading.losses] == ["note", "info c"]
    assert reading.items[0].category == "c"


def calculated(formula: str, more: str = "", *, decimals: str = "1") -> dict[str, object]:
    sets = "".join(
        f"<dataset_definition><name><text>{name}</text></name><distribution><text>loguniform</text></distribution><minimum><text>1</text></minimum><maximum><text>9</text></maximum><decimals><text>{decimals}</text></decimals></dataset_definition>"
        for name in ("a", "B c")
    )
    return moodle(
        "calculated",
        f"{answer(formula, '100', more)}{answer('1', '50')}<units><unit><unit_name>m</unit_name></unit><unit><unit_name>km</unit_name></unit></units><dataset_definitions>{sets}</dataset_definitions>",
        asked("{a} {B c} {=1} {x}"),
    )


def test_formulas_are_ours() -> None:
    found = calculated("{a}*{B c}+pi()", "<tolerance>1</tolerance><tolerancetype>3</tolerancetype>")
    assert (found["key"], found["text"]) == (
        {"formula": "a*{b-c}+pi", "tolerance": 1, "relative": True},
        "{a} {b-c} {=1} {x}",
    )
    assert {"formula", "marking", "unit", "answer", "setting"} <= {*found["lost"]}
    assert calculated("nothing({a})") == {"why": "formula"}
    assert calculated("{x}") == {"why": "formula"}
    assert calculated("{a}", decimals="99") == {"why": "not-a-number"}


def test_ordering_rules() -> None:
    parts = answer("a", more="<feedback><text>f</text></feedback>") + answer("b")
    found = moodle("ordering", f"<gradingtype>-1</gradingtype>{parts}")
    assert (found["marking"], found["lost"]) == ("all-or-nothing", ["feedback"])


def test_marks_have_bounds() -> None:
    for given, kept in (("0", 1), ("1000", 100), ("0.001", "0.01")):
        found = moodle("multichoice", f"{TWO}<defaultgrade>{given}</defaultgrade>")
        assert (found["marks"], found["lost"]) == (kept, ["marks"])


def test_feedback_that_has_no_place_is_told() -> None:
    said = "<feedback><text>own</text></feedback>"
    general = "<correctfeedback><text>right</text></correctfeedback><incorrectfeedback><text>wrong</text></incorrectfeedback>"
    number = moodle("numerical", general + answer("3", "100", said))
    assert (number["feedback"]["right"], number["lost"]) == ("right", ["feedback"])
    word = moodle("shortanswer", general + answer("a", "100") + answer("*", "0", said))
    assert word["lost"] == ["feedback"]


def test_empty_hints_are_none() -> None:
    assert moodle("multichoice", TWO + "<hint><text></text></hint>")["hints"] == []


def test_a_passage_may_be_too_long() -> None:
    assert moodle("cloze", "", asked("{1:SA:=a}" + "b" * 4_995)) == {"why": "too-long"}


def test_a_passage_has_no_other_marks() -> None:
    link = "&lt;a href='https://example.org/'&gt;go {1:SA:=a}&lt;/a&gt; [[x]]"
    found = moodle("cloze", "", asked(link))
    assert (found["passage"], found["lost"]) == ("go [[gap-1]] [ [x] ]", ["link", "stray-text"])
