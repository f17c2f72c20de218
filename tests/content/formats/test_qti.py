"""QTI: what each interaction becomes, and how the marks it gives are found out."""

# ruff: noqa: E501 - what is written as one line is read as one

from io import BytesIO
from zipfile import ZipFile

import pytest

from academy.content.formats.door import read
from academy.content.formats.values import FormatFault, FormatRefused
from tests.content.formats.reading import (
    MAP,
    MATCH,
    choices,
    correct,
    mapping,
    qti,
    response,
    score,
)

ONE = response(correct("a"))
SEVERAL = response(correct("a", "b"), many="multiple")
ANY = "maxChoices='0'"
FIELD = "<p>Before <textEntryInteraction responseIdentifier='RESPONSE'/> behind</p>"
IS_RIGHT = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"


def test_one_right_choice() -> None:
    found = qti(f"<p>Q?</p>{choices('a', 'b')}", declared=ONE, program=MATCH)
    assert (found["type"], found["marking"], found["marks"], found["lost"]) == (
        "single-choice",
        "all-or-nothing",
        1,
        [],
    )
    assert (found["text"], found["key"]) == ("Q?", {"right": ["a!"]})


def test_shares_of_one_choice() -> None:
    declared = response(mapping({"a": "2", "b": "1"}, "defaultValue='-1'"))
    found = qti(choices("a", "b", "c"), declared=declared, program=MAP)
    assert (found["marks"], found["key"]["shares"]) == (2, {"a!": 1, "b!": "0.5", "c!": "-0.5"})


@pytest.mark.parametrize(
    ("entries", "attributes", "marking", "lost"),
    [
        ({"a": "1", "b": "1"}, "defaultValue='0'", "partial-without-penalty", []),
        ({"a": "1", "b": "1"}, "defaultValue='-1' lowerBound='0'", "partial", []),
        ({"a": "1", "b": "1"}, "defaultValue='-1'", "weights", ["negative-total"]),
        ({"a": "1", "b": "3"}, "defaultValue='-1' lowerBound='0'", "weights", []),
        ({"a": "1", "b": "1"}, "defaultValue='0' upperBound='1'", "weights", []),
        ({"a": "1", "b": "1"}, "defaultValue='-9' lowerBound='-1'", "partial", ["marking"]),
    ],
)  # fmt: skip
def test_rules_of_several_choices(
    *, entries: dict[str, str], attributes: str, marking: str, lost: list[str]
) -> None:
    declared = response(correct("a", "b") + mapping(entries, attributes), many="multiple")
    found = qti(choices("a", "b", "c", "d", attributes=ANY), declared=declared, program=MAP)
    assert (found["marking"], found["lost"]) == (marking, lost)


def test_all_or_nothing_of_several_choices() -> None:
    found = qti(
        choices("a", "b", "c", attributes="maxChoices='2' minChoices='1' shuffle='false'"),
        declared=SEVERAL,
        program=MATCH,
    )
    assert (found["marking"], found["lost"]) == ("all-or-nothing", ["setting"] * 3)


def test_a_program_that_no_rule_follows_keeps_its_key() -> None:
    odd = score(
        "<member><baseValue baseType='identifier'>a</baseValue><variable identifier='RESPONSE'/></member>",
        "<containerSize><variable identifier='RESPONSE'/></containerSize>",
    )
    found = qti(choices("a", "b", "c", attributes=ANY), declared=SEVERAL, program=odd)
    assert (found["key"], found["lost"]) == ({"right": ["a!"]}, ["marking"])


@pytest.mark.parametrize(
    "program",
    [
        "",
        "<responseProcessing template='x/other'/>",
        score("<customOperator/>"),
        score("<and/>", "<null/>"),
        score("<match/>"),
    ],
)
@pytest.mark.parametrize(
    ("declared", "attributes"),
    [
        (ONE, "maxChoices='1'"),
        (SEVERAL, ANY),
        (response(mapping({"a": "1"}), many="multiple"), ANY),
    ],
)
def test_a_program_that_is_not_understood_keeps_its_key(
    program: str, declared: str, attributes: str
) -> None:
    found = qti(choices("a", "b", "c", attributes=attributes), declared=declared, program=program)
    assert found["key"]["right"][0] == "a!"
    assert found["lost"] == ["marking"]


def test_a_score_that_is_no_number_is_not_understood() -> None:
    found = qti(
        choices("a", "b"),
        declared=ONE,
        program=score(IS_RIGHT, "<baseValue baseType='string'>x</baseValue>"),
    )
    assert found["lost"] == ["marking"]


@pytest.mark.parametrize(
    ("body", "declared", "why"),
    [
        ("<p>Read.</p>", "", "not-a-question"),
        (choices("a", "b"), response(), "no-key"),
        (choices("a"), ONE, "too-few"),
        (choices("a", "a"), ONE, "syntax"),
        (choices("a", "b") * 2, ONE, "too-many"),
        (choices("a", "b") + FIELD, ONE, "too-many"),
        ("<drawingInteraction responseIdentifier='RESPONSE'/>", "", "unknown-type"),
        (FIELD, response(base="string"), "no-key"),
        (FIELD * 2, response(base="string"), "no-key"),
        ("<hotspotInteraction responseIdentifier='RESPONSE'/>", ONE, "no-picture"),
        (
            "<hotspotInteraction responseIdentifier='RESPONSE'><img src='a.png'/></hotspotInteraction>",
            ONE,
            "not-a-number",
        ),
        (
            "<hotspotInteraction responseIdentifier='RESPONSE'><img src='a.png' width='9' height='9'/><hotspotChoice identifier='a' shape='ellipse' coords='1'/></hotspotInteraction>",
            ONE,
            "syntax",
        ),
        (choices("a", "b", element="order"), ONE, "no-key"),
        ("<matchInteraction responseIdentifier='RESPONSE'/>", ONE, "syntax"),
        ("<sliderInteraction responseIdentifier='RESPONSE'/>", ONE, "no-key"),
        (
            "<choiceInteraction responseIdentifier='RESPONSE'><simpleChoice identifier='a'>x</simpleChoice><simpleChoice identifier='b'><choiceInteraction/></simpleChoice></choiceInteraction>",
            ONE,
            "unknown-type",
        ),
    ],
)
def test_what_cannot_be_carried_is_refused(body: str, declared: str, why: str) -> None:
    assert qti(body, declared=declared, program=MATCH) == {"why": why}


def test_items_without_a_body_or_with_templates_are_refused() -> None:
    assert qti(choices("a", "b"), more="<templateProcessing/>") == {"why": "unknown-type"}
    item = b"<assessmentItem identifier='i'/>"
    assert read(item, "f").refused[0].why.detail == {"what": "itemBody"}


def words(inner: str, program: str) -> dict[str, object]:
    return qti(FIELD, declared=response(inner, base="string"), program=program)


def test_words() -> None:
    found = words(
        correct("York")
        + "<mapping defaultValue='0'><mapEntry mapKey='York' mappedValue='2'/><mapEntry mapKey='york' mappedValue='1' caseSensitive='false'/></mapping>",
        MAP,
    )
    assert (found["text"], found["marks"], found["lost"]) == ("Before _____ behind", 2, [])
    assert found["key"] == {
        "right": ["York"],
        "answers": [
            {"text": "York", "share": 1, "case": True},
            {"text": "york", "share": "0.5", "case": False},
        ],
    }


def test_words_in_other_ways() -> None:
    either = "<or><stringMatch caseSensitive='false'><variable identifier='RESPONSE'/><baseValue baseType='string'>a</baseValue></stringMatch><match><variable identifier='RESPONSE'/><baseValue baseType='string'>b</baseValue></match></or>"
    assert words("", score(either))["key"] == {
        "right": ["a", "b"],
        "answers": [
            {"text": "b", "share": 1, "case": True},
            {"text": "b", "share": 0, "case": False},
        ],
    }
    assert words(correct("a"), "")["lost"] == ["marking"]
    assert words(mapping({"a": "1"}, "defaultValue='0.5'"), MAP)["lost"] == ["marking"]
    masked = FIELD.replace("/>", " patternMask='[a-z]'/>", 1)
    assert qti(masked, declared=response(correct("1"), base="string"), program=MATCH)["lost"] == [
        "setting"
    ]


def near(mode: str, tolerance: str, *, value: str = "10", operator: str = "equal") -> str:
    return f"<{operator} toleranceMode='{mode}' tolerance='{tolerance}'><variable identifier='RESPONSE'/><baseValue baseType='float'>{value}</baseValue></{operator}>"


@pytest.mark.parametrize(
    ("test", "tolerance", "lost"),
    [
        (near("exact", ""), 0, []),
        (near("absolute", "2 2"), 2, []),
        (near("absolute", "2"), 2, []),
        (near("absolute", "1 2"), 1, ["marking"]),
        (near("relative", "10 10"), 1, []),
        (near("", "", operator="equalRounded"), 0, ["marking"]),
    ],
)
def test_numbers_and_how_near(test: str, tolerance: int, lost: list[str]) -> None:
    found = qti(FIELD, declared=response(correct("10"), base="float"), program=score(test))
    assert (found["key"], found["lost"]) == ({"right": 10, "tolerance": tolerance}, lost)


def test_several_numbers_for_one_field() -> None:
    branches = f"<responseIf>{near('absolute', '1')}<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf><responseElseIf>{near('absolute', '1')}<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue></responseElseIf>"
    program = f"<responseProcessing><responseCondition>{branches}<responseElse><exitResponse/></responseElse></responseCondition><responseProcessingFragment/></responseProcessing>"
    assert qti(FIELD, declared=response(base="float"), program=program)["key"]["right"] == 10


def gaps(*fields: str) -> str:
    return f"<p>{' and '.join(fields)}</p>"


def text_field(name: str) -> str:
    return f"<textEntryInteraction responseIdentifier='{name}'/>"


def sum_of(*names: str) -> str:
    mapped = "".join(f"<mapResponse identifier='{name}'/>" for name in names)
    return f"<responseProcessing><setOutcomeValue identifier='SCORE'><sum>{mapped}</sum></setOutcomeValue></responseProcessing>"


def test_several_fields_are_a_cloze() -> None:
    declared = response(
        correct("x") + mapping({"x": "2", "X": "2", "y": "1", "z": "0"}), base="string", name="A"
    ) + response(correct("7") + mapping({"7": "1"}), base="integer", name="B")
    found = qti(gaps(text_field("A"), text_field("B")), declared=declared, program=sum_of("A", "B"))
    assert (found["type"], found["marking"], found["marks"]) == (
        "cloze",
        "partial-without-penalty",
        3,
    )
    assert [gap["weight"] for gap in found["key"]["gaps"]] == [2, 1]
    unequal = declared.replace("mapKey='7' mappedValue='1'", "mapKey='7' mappedValue='1'").replace(
        "<mapping ><mapEntry mapKey='7'", "<mapping defaultValue='-1'><mapEntry mapKey='7'"
    )
    assert (
        "marking"
        in qti(gaps(text_field("A"), text_field("B")), declared=unequal, program=sum_of("A", "B"))[
            "lost"
        ]
    )
    assert "marking" in qti(gaps(text_field("A"), text_field("B")), declared=declared)["lost"]
    only_first = sum_of("A")
    assert (
        "marking"
        in qti(gaps(text_field("A"), text_field("B")), declared=declared, program=only_first)[
            "lost"
        ]
    )


def test_all_fields_or_nothing() -> None:
    declared = response(correct("x"), base="string", name="A") + response(
        correct("3"), base="integer", name="B"
    )
    both = "".join(
        f"<match><variable identifier='{name}'/><correct identifier='{name}'/></match>"
        for name in "AB"
    )
    found = qti(
        gaps(text_field("A"), text_field("B")),
        declared=declared,
        program=score(f"<and>{both}</and>"),
    )
    assert (found["marking"], found["lost"]) == ("all-or-nothing", [])
    assert found["key"]["gaps"][0]["answers"][0]["case"] is True


def pairs(*keys: str, inner: str = "") -> str:
    return response(correct(*keys) + inner, base="directedPair", many="multiple")


def sides(*, left: str = "ab", right: str = "xyz", attributes: str = "", most: str = "1") -> str:
    sets = "".join(
        f"<simpleMatchSet>{''.join(f'<simpleAssociableChoice identifier={each!r} matchMax={most!r}>{each}!</simpleAssociableChoice>' for each in side)}</simpleMatchSet>"
        for side in (left, right)
    )
    return f"<matchInteraction responseIdentifier='RESPONSE' {attributes}>{sets}</matchInteraction>"


def test_matching_tables_and_groups() -> None:
    declared = pairs("a x", "b y")
    found = qti(sides(), declared=declared, program=MATCH)
    assert (found["type"], found["marking"], found["key"]) == (
        "matching",
        "all-or-nothing",
        {"right": [["a!", "x!"], ["b!", "y!"]], "left_over": ["z!"]},
    )
    assert (
        qti(sides(attributes="class='qti-match-tabular'"), declared=declared, program=MATCH)["type"]
        == "matrix"
    )
    several = qti(sides(most="0"), declared=pairs("a x", "a y", "b z"), program=MATCH)
    assert several["key"]["right"] == [["a!", ["x!", "y!"]], ["b!", ["z!"]]]
    grouped = qti(sides(attributes="class='academy-categorise'"), declared=declared, program=MATCH)
    assert (grouped["type"], grouped["key"]) == (
        "categorise",
        {"right": [["a!", "x!"], ["b!", "y!"]]},
    )


def test_pairs_that_do_not_fit() -> None:
    assert qti(sides(), declared=pairs("a x"), program=MATCH)["lost"] == ["part"]
    assert qti(sides(), declared=pairs("a q"), program=MATCH) == {"why": "no-key"}
    assert qti(
        sides(attributes="class='qti-match-tabular'"), declared=pairs("a q"), program=MATCH
    ) == {"why": "no-key"}
    assert qti(sides(), declared=pairs(), program=MATCH) == {"why": "no-key"}
    same = sides().replace("b!", "a!")
    assert qti(same, declared=pairs("a x", "b y"), program=MATCH) == {"why": "same-text"}


def test_costs_of_wrong_pairs() -> None:
    even = pairs(
        "a x", "b y", inner=mapping({"a x": "1", "b y": "1"}, "defaultValue='-1' lowerBound='0'")
    )
    assert qti(sides(), declared=even, program=MAP)["marking"] == "partial"
    odd = pairs(
        "a x", "b y", inner=mapping({"a x": "1", "b y": "1"}, "defaultValue='-0.5' lowerBound='0'")
    )
    assert qti(sides(), declared=odd, program=MAP)["lost"] == ["marking"]


def test_pairs_of_one_list() -> None:
    body = (
        "<associateInteraction responseIdentifier='RESPONSE'>"
        + "".join(
            f"<simpleAssociableChoice identifier='{each}' matchMax='1'>{each}!</simpleAssociableChoice>"
            for each in "abxy"
        )
        + "</associateInteraction>"
    )
    found = qti(
        body, declared=response(correct("a x", "b y"), base="pair", many="multiple"), program=MATCH
    )
    assert (found["key"]["right"], found["lost"]) == ([["a!", "x!"], ["b!", "y!"]], ["setting"])


GAP_MATCH = "<gapMatchInteraction responseIdentifier='RESPONSE'><prompt>Fill.</prompt><gapText identifier='w' matchMax='1'>wet</gapText><gapText identifier='d' matchMax='0'>dry</gapText><p>Rain is <gap identifier='G1'/>.</p></gapMatchInteraction>"


def test_words_into_gaps() -> None:
    found = qti(
        GAP_MATCH, declared=pairs("w G1", inner=mapping({"w G1": "1", "d G1": "0.5"})), program=MAP
    )
    assert (found["text"], found["passage"], found["lost"]) == (
        "Fill.",
        "Rain is [[g1]].",
        ["setting"],
    )
    assert found["key"]["gaps"][0]["shares"] == {"wet": 1, "dry": "0.5"}
    assert qti(GAP_MATCH, declared=pairs("w G2"), program=MAP) == {"why": "no-key"}
    assert qti(
        GAP_MATCH.replace("<gapText identifier='d'", "<gapImg/><gapText identifier='d'"),
        declared=pairs("w G1"),
        program=MAP,
    ) == {"why": "unknown-type"}


def order(program: str) -> dict[str, object]:
    return qti(
        choices("a", "b", "c", element="order", attributes="shuffle='true'"),
        declared=response(correct("c", "a", "b"), many="ordered"),
        program=program,
    )


def test_order() -> None:
    assert (order(MATCH)["key"], order(MATCH)["marking"]) == (
        {"right": ["c!", "a!", "b!"]},
        "all-or-nothing",
    )
    assert order("")["lost"] == ["marking"]
    part = "".join(
        f"<responseCondition><responseIf><match><index n='{place}'><variable identifier='RESPONSE'/></index><baseValue baseType='identifier'>{name}</baseValue></match><setOutcomeValue identifier='SCORE'><sum><variable identifier='SCORE'/><baseValue baseType='float'>2</baseValue></sum></setOutcomeValue></responseIf></responseCondition>"
        for place, name in enumerate("cab", 1)
    )
    by_place = qti(
        choices("a", "b", "c", element="order"),
        declared=response(correct("c", "a", "b"), many="ordered")
        + "<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/>",
        program=f"<responseProcessing>{part}</responseProcessing>",
    )
    assert (by_place["marking"], by_place["marks"], by_place["lost"]) == (
        "partial-without-penalty",
        6,
        [],
    )
    first = score(
        "<match><index n='1'><variable identifier='RESPONSE'/></index><baseValue baseType='identifier'>c</baseValue></match>"
    )
    assert order(first)["lost"] == ["marking"]


SPOTS = "<hotspotInteraction responseIdentifier='RESPONSE' maxChoices='{}'><object type='image/png' data='a b.png' width='9' height='8'>Map</object><hotspotChoice identifier='a' shape='rect' coords='0,0,1,1'/><hotspotChoice identifier='b' shape='circle' coords='5,5,1'/><hotspotChoice identifier='c' shape='poly' coords='1,1,2,2,3,3'/></hotspotInteraction>"


def test_spots() -> None:
    found = qti(SPOTS.format(1), declared=ONE, program=MATCH)
    assert (found["question"]["picture"], found["question"]["width"], found["lost"]) == (
        "a-b.png",
        9,
        ["missing-file"],
    )
    weighed = qti(SPOTS.format(1), declared=response(mapping({"a": "2", "b": "1"})), program=MAP)
    assert weighed["lost"] == ["missing-file", "marking"]
    several = qti(
        SPOTS.format(0),
        declared=response(correct("a", "b") + mapping({"a": "1", "b": "1"}), many="multiple"),
        program=MAP,
    )
    assert (several["marking"], several["key"]) == (
        "partial-without-penalty",
        {"right": ["a", "b"]},
    )
    odd = qti(
        SPOTS.format(0),
        declared=response(mapping({"a": "1", "b": "2"}), many="multiple"),
        program=MAP,
    )
    assert (odd["marking"], odd["lost"]) == ("partial", ["missing-file", "marking"])


def test_what_people_mark() -> None:
    text = qti(
        "<rubricBlock view='scorer'><p>Depth.</p></rubricBlock><extendedTextInteraction responseIdentifier='RESPONSE' expectedLines='3'/>",
        declared=response(correct("x"), base="string"),
        more="<outcomeDeclaration identifier='MAXSCORE' cardinality='single' baseType='float'><defaultValue><value>4</value></defaultValue></outcomeDeclaration>",
    )
    assert (text["type"], text["marks"], text["question"]["notes"], text["lost"]) == (
        "free-text",
        4,
        "Depth.",
        ["setting", "marking"],
    )
    files = qti(
        "<uploadInteraction responseIdentifier='RESPONSE' type='application/pdf x/y'/>",
        more="<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float' normalMaximum='3.5'/>",
    )
    assert (files["question"]["extensions"], files["marks"], files["lost"]) == (
        ["pdf"],
        "3.5",
        ["setting"],
    )


def test_sliders_are_numbers() -> None:
    body = "<sliderInteraction responseIdentifier='RESPONSE' lowerBound='0' upperBound='9' orientation='vertical'/>"
    assert (
        qti(body, declared=response(correct("3"), base="integer"), program=MATCH)["key"]["right"]
        == 3
    )
    assert qti(body, declared=response(correct("3"), base="integer"))["lost"] == ["setting"] * 3 + [
        "marking"
    ]


def test_hottext_and_truths() -> None:
    body = "<hottextInteraction responseIdentifier='RESPONSE'><p>Rain <hottext identifier='a'>is wet</hottext> and <hottext identifier='b'>is dry</hottext>.</p></hottextInteraction>"
    found = qti(body, declared=ONE, program=MATCH)
    assert (found["text"], found["key"], found["lost"]) == (
        "Rain is wet and is dry.",
        {"right": ["is wet"]},
        ["setting"],
    )
    truths = choices("True", "False").replace("!", "")
    assert qti(truths, declared=response(correct("False")), program=MATCH)["key"] == {
        "right": False
    }


MODAL = "<modalFeedback outcomeIdentifier='{}' identifier='{}' showHide='{}'>{}</modalFeedback>"


def test_feedback_is_found_by_trying() -> None:
    judge = "<outcomeDeclaration identifier='F' cardinality='single' baseType='identifier'/>"
    set_f = score(IS_RIGHT).replace(
        "</responseProcessing>",
        "<setOutcomeValue identifier='F'><variable identifier='RESPONSE'/></setOutcomeValue></responseProcessing>",
    )
    each = (
        MODAL.format("F", "a", "show", "A")
        + MODAL.format("F", "b", "show", "B")
        + MODAL.format("F", "c", "show", "C")
    )
    found = qti(choices("a", "b", "c"), declared=ONE + judge, program=set_f, more=each)
    assert found["feedback"]["answers"] == {"a!": "A", "b!": "B", "c!": "C"}
    hidden = qti(
        choices("a", "b", "c"),
        declared=ONE + judge,
        program=set_f,
        more=MODAL.format("F", "a", "hide", "no"),
    )
    assert (hidden["feedback"]["wrong"], hidden["feedback"]["right"]) == ("no", "")
    always = qti(
        choices("a", "b"), declared=ONE, program=MATCH, more=MODAL.format("F", "x", "hide", "all")
    )
    assert always["feedback"]["general"] == "all"


def test_feedback_that_nothing_shows_is_placed_by_its_name_or_told() -> None:
    more = "".join(
        MODAL.format("F", name, "show", name)
        for name in ("fb_correct", "INCORRECT", "partial", "general", "other", "correct2")
    )
    found = qti(choices("a", "b"), declared=ONE, program=MATCH, more=more)
    assert found["feedback"] == {
        "right": "fb_correct",
        "wrong": "INCORRECT",
        "partly": "partial",
        "general": "general",
        "answers": {},
    }
    assert found["lost"] == ["feedback", "feedback"]


def test_everything_else_is_told() -> None:
    body = "<rubricBlock view='tutor'><p>For tutors.</p></rubricBlock><rubricBlock view='candidate'>Read.</rubricBlock><feedbackBlock outcomeIdentifier='F' identifier='x'>Later.</feedbackBlock><templateBlock>T</templateBlock>"
    extra = "<endAttemptInteraction responseIdentifier='H' title='Hint'/>"
    choice = choices("a", "b", attributes="shuffle='true' maxChoices='1'").replace(
        "identifier='a'", "identifier='a' fixed='true' showHide='hide'"
    )
    found = qti(
        body + choice + extra,
        declared=ONE
        + "<outcomeDeclaration identifier='O' cardinality='single' baseType='string'><defaultValue><value>v</value></defaultValue></outcomeDeclaration>",
        program=MATCH,
        more="<stylesheet href='a.css'/>",
    )
    assert found["text"] == "Read.  \nT"
    assert found["lost"] == ["setting", "setting", "setting", "feedback", "field", "field", "field"]


def test_operators_of_programs() -> None:
    parts = (
        "<gt><baseValue baseType='float'>2</baseValue><product><baseValue baseType='float'>1</baseValue></product></gt>",
        "<lt><subtract><baseValue baseType='float'>2</baseValue><baseValue baseType='float'>1</baseValue></subtract><divide><baseValue baseType='float'>2</baseValue><baseValue baseType='float'>0</baseValue></divide></lt>",
        "<lte><max><baseValue baseType='float'>2</baseValue></max><min><baseValue baseType='float'>2</baseValue></min></lte>",
        "<contains><multiple><variable identifier='RESPONSE'/></multiple><multiple><baseValue baseType='identifier'>a</baseValue></multiple></contains>",
        "<not><isNull><variable identifier='RESPONSE'/></isNull></not>",
        "<isNull><ordered><null/></ordered></isNull>",
        "<equal><null/><null/></equal>",
        "<stringMatch><null/><null/></stringMatch>",
        "<sum><null/></sum>",
        "<product><null/></product>",
        "<member><null/><null/></member>",
        "<contains><null/><null/></contains>",
    )
    joined = "".join(parts)
    always = f"<or>{joined}</or>"
    found = qti(choices("a", "b"), declared=ONE, program=score(f"<and>{IS_RIGHT}{always}</and>"))
    assert (found["marking"], found["lost"]) == ("all-or-nothing", [])


def test_a_program_may_be_too_long() -> None:
    long = score(IS_RIGHT + "<null/>" * 3_001)
    assert qti(choices("a", "b"), declared=ONE, program=long)["lost"] == ["marking"]


def package(files: dict[str, str]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


ITEM = f"<assessmentItem identifier='x' title='X'>{ONE}<itemBody>{choices('a', 'b')}</itemBody>{MATCH}</assessmentItem>"


def test_a_package_without_a_manifest_is_its_items() -> None:
    reading = read(package({"b.xml": ITEM, "a.xml": "<broken", "c.xml": "<other/>"}), "f")
    assert (len(reading.items), reading.refused[0].name, len(reading.losses)) == (1, "a.xml", 1)


def test_a_manifest_names_tests_and_sections() -> None:
    resource = "<resource type='{}' href='{}'/>"
    manifest = f"<manifest><resources>{resource.format('imsqti_test_xmlv2p1', 'sub/t.xml')}{resource.format('imsqti_test_xmlv2p1', 'gone.xml')}{resource.format('imsqti_item_xmlv2p1', 'sub/c%20d.xml')}{resource.format('webcontent', 'x.css')}</resources></manifest>"
    test = "<assessmentTest><timeLimits/><testPart title='P'><assessmentSection title='S'><assessmentItemRef href='../top.xml'/><assessmentSectionRef href='../s.xml'/></assessmentSection></testPart></assessmentTest>"
    files = {
        "root/imsmanifest.xml": manifest,
        "root/sub/t.xml": test,
        "root/top.xml": ITEM,
        "root/s.xml": f"<assessmentSection>{ITEM}</assessmentSection>",
        "root/sub/c d.xml": ITEM,
    }
    reading = read(package(files), "f")
    assert [item.category for item in reading.items] == ["P/S", "P/S", ""]
    assert [item.question.id for item in reading.items] == ["x", "x-2", "x-3"]
    assert [loss.code for loss in reading.losses] == ["setting", "missing-file"]


def test_other_xml_is_no_item() -> None:
    with pytest.raises(FormatRefused) as refused:
        read(b"<questestinterop/>", "f")
    assert refused.value.reason is FormatFault.UNKNOWN_FORMAT


def test_pairs_of_one_list_that_do_not_fit() -> None:
    body = "<associateInteraction responseIdentifier='RESPONSE'><simpleAssociableChoice identifier='a' matchMax='1'>A</simpleAssociableChoice></associateInteraction>"
    alone = response(correct("a b"), base="pair", many="multiple")
    assert qti(body, declared=alone, program=MATCH) == {"why": "too-few"}
    choice = "<simpleAssociableChoice identifier='{}'>x{}</simpleAssociableChoice>"
    more = body.replace("</assoc", choice.format("c", 1) + choice.format("d", 2) + "</assoc")
    assert qti(more, declared=alone, program=MATCH) == {"why": "no-key"}
    assert qti(sides(right="x"), declared=pairs("a x"), program=MATCH) == {"why": "too-few"}


def test_pairs_that_weigh_differently() -> None:
    declared = pairs("a x", "b y", inner=mapping({"a x": "2", "b y": "1"}))
    assert qti(sides(), declared=declared, program=MAP)["lost"] == ["marking"]
    free = GAP_MATCH.replace("matchMax='1'", "matchMax='0'")
    assert qti(free, declared=pairs("w G1"), program=MATCH)["lost"] == []


def test_truths_as_truths() -> None:
    truths = choices("true", "false").replace("!", "")
    assert qti(truths, declared=response(correct("true"), base="boolean"), program=MATCH)[
        "key"
    ] == {"right": True}


def test_templates_of_other_responses_are_not_understood() -> None:
    assert qti(choices("a", "b"), declared=ONE, program=MAP)["lost"] == ["marking"]
    assert qti("<sliderInteraction responseIdentifier='X'/>", program=MATCH) == {"why": "no-key"}
    mapped = score(
        "<gt><mapResponse identifier='RESPONSE'/><baseValue baseType='float'>0</baseValue></gt>"
    )
    assert qti(choices("a", "b"), declared=ONE, program=mapped)["lost"] == ["marking"]
    words_as_numbers = score(
        "<gt><baseValue baseType='string'>x</baseValue><baseValue baseType='float'>0</baseValue></gt>"
    )
    assert qti(choices("a", "b"), declared=ONE, program=words_as_numbers)["lost"] == ["marking"]
    assert qti("<extendedTextInteraction responseIdentifier='X'/>", program=MATCH)["lost"] == []
    assert qti(choices("a", "b"), declared=ONE.replace("RESPONSE", "OTHER"), program=MATCH) == {
        "why": "no-key"
    }


def test_a_picture_is_told_and_sound_is_left_out() -> None:
    body = (
        "<p>See <object type='image/png' data='a.png'>a well</object>.<object type='audio/mpeg' data='b.mp3'/></p>"
        + choices("a", "b")
    )
    found = qti(body, declared=ONE, program=MATCH)
    assert (found["text"], found["lost"]) == ("See a well.", ["missing-file", "picture", "media"])


def test_a_number_that_an_earlier_one_covers() -> None:
    first, second = near("absolute", "5"), near("absolute", "1", value="11")
    branches = "".join(
        f"<{name}>{test}<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>{marks}</baseValue></setOutcomeValue></{name}>"
        for name, test, marks in (("responseIf", first, 2), ("responseElseIf", second, 1))
    )
    program = f"<responseProcessing><responseCondition>{branches}</responseCondition></responseProcessing>"
    assert (
        qti(FIELD, declared=response(base="float"), program=program)["key"]["answers"][0]["share"]
        == 1
    )


def test_what_is_declared_right_and_earns_nothing_is_told() -> None:
    declared = response(correct("x"), base="string", name="A") + response(
        correct("y"), base="string", name="B"
    )
    other = "".join(
        f"<stringMatch caseSensitive='true'><variable identifier='{name}'/><baseValue baseType='string'>z</baseValue></stringMatch>"
        for name in "AB"
    )
    found = qti(
        gaps(text_field("A"), text_field("B")),
        declared=declared,
        program=score(f"<and>{other}</and>"),
    )
    assert found["lost"] == ["field", "field"]


def test_spots_lie_on_their_picture() -> None:
    wide = (
        SPOTS.format(1).replace("coords='0,0,1,1'", "coords='-3,0,99,1'").replace("5,5,1", "8,5,4")
    )
    found = qti(wide, declared=ONE, program=MATCH)
    assert [spot["numbers"] for spot in found["question"]["spots"]][:2] == [[0, 0, 9, 1], [8, 5, 1]]
    assert found["lost"] == ["missing-file", "setting", "setting"]
    beside = SPOTS.format(1).replace("5,5,1", "99,5,1")
    assert qti(beside, declared=ONE, program=MATCH) == {"why": "syntax"}
    assert qti(SPOTS.format(1), declared=response(correct("z")), program=MATCH) == {"why": "no-key"}


def test_a_row_without_a_right_column_is_for_several() -> None:
    found = qti(sides(attributes="class='qti-match-tabular'"), declared=pairs("a y"), program=MATCH)
    assert (found["question"]["several"], found["lost"]) == (True, ["setting"])


def test_a_table_in_which_everything_is_right() -> None:
    declared = pairs("a x", "a y", inner=mapping({"a x": "1", "a y": "1"}))
    found = qti(sides(left="a", right="xy", most="0"), declared=declared, program=MAP)
    assert (found["type"], found["marking"]) == ("matrix", "partial-without-penalty")


def test_a_template_without_a_response_is_not_understood() -> None:
    assert qti(choices("a", "b"), program=MATCH) == {"why": "no-key"}


def test_a_key_that_is_not_offered_gives_way_to_what_earns_marks() -> None:
    field = "<inlineChoiceInteraction responseIdentifier='RESPONSE'><inlineChoice identifier='a'>A</inlineChoice><inlineChoice identifier='b'>B</inlineChoice></inlineChoiceInteraction>"
    found = qti(
        f"<p>{field}</p>", declared=response(correct("z") + mapping({"b": "1"})), program=MAP
    )
    assert (found["key"]["gaps"][0]["right"], found["lost"]) == (["B"], ["field"])
