"""Places on pictures in a package."""

from dataclasses import replace

import pytest
from hypothesis import given

from academy.content.changes import How, Thing
from academy.content.draft import check_quiz
from academy.content.model import Package
from academy.content.questions.hotspot import Hotspot, HotspotKind, Shape, Spot
from academy.content.quiz_pictures import pictures_of
from academy.content.quiz_texts import quiz_texts
from academy.content.reader import check_package, write_package
from academy.content.segment_kinds import SegmentKind
from academy.content.writer import question_plain
from tests.assessment.questions import LOCK, PHONE, SIGNS
from tests.content.builders import package
from tests.content.measured import maps
from tests.content.questions_read import (
    faults_of,
    package_of,
    quiz_of,
    through_a_file,
    through_a_store,
)

KIND = HotspotKind()
HEAD = "type: hotspot, text: Where?, picture: a.png, alt: A map, width: 100, height: 50"
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320">'
    b'<rect width="9" height="9"/></svg>'
)


def spot(numbers: str, shape: str = "rectangle", rest: str = "correct: true") -> str:
    return f"spots: [{{id: x, shape: {shape}, numbers: [{numbers}], {rest}}}]"


@given(maps())
def test_a_file_reads_back_as_it_was_written(question: Hotspot) -> None:
    assert through_a_file(question) == question


@given(maps())
def test_a_store_reads_back_as_it_was_written(question: Hotspot) -> None:
    assert through_a_store(question) == question


def test_what_is_usual_is_not_written() -> None:
    plain = question_plain(PHONE)

    assert "several" not in plain
    assert plain["spots"][0] == {"id": "low", "shape": "circle", "numbers": [400, 180, 60]}


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        (spot("0, 0, 100, 50"), []),
        (spot("50, 25, 25", "circle"), []),
        (spot("0, 0, 100, 0, 50, 50", "polygon"), []),
        (spot("0, 0, 101, 50"), ["bad-spot"]),
        (spot("0, 0, 100"), ["bad-spot"]),
        (spot("50, 0, 20, 50"), ["bad-spot"]),
        (spot("20, 25, 25", "circle"), ["bad-spot"]),
        (spot("50, 25, 0", "circle"), ["bad-spot"]),
        (spot("0, 0, 100, 0", "polygon"), ["bad-spot"]),
        (spot("0, 0, 100, 0, 50, 50, 1", "polygon"), ["bad-spot"]),
        (spot("0, 0, 100, many"), ["not-a-number", "bad-spot"]),
        (spot("0, 0, 10, 10", "star"), ["not-a-choice"]),
        (spot("0, 0, 10, 10", rest="size: 2, correct: true"), ["unknown-key"]),
        (spot("0, 0, 10, 10", rest="correct: false"), ["no-right-spot"]),
        ("spots: []", ["too-few"]),
    ],
)
def test_a_place_lies_on_the_picture(rest: str, found: list[str]) -> None:
    assert faults_of(f"{HEAD}, {rest}") == found


def test_one_place_is_right_unless_several_may_be() -> None:
    both = (
        "spots: [{id: x, shape: circle, numbers: [20, 20, 5], correct: true, text: A}, "
        "{id: y, shape: circle, numbers: [40, 20, 5], correct: true, text: B}]"
    )

    assert faults_of(f"{HEAD}, {both}") == ["two-right-spots"]
    assert faults_of(f"{HEAD}, several: true, {both}") == []
    same = both.replace("text: B", "text: A")
    assert faults_of(f"{HEAD}, several: true, {same}") == ["same-text"]
    assert faults_of(f"{HEAD}, several: true, {spot('1, 1, 5, 5')}".replace("100", "0")) == [
        "out-of-range",
        "bad-spot",
    ]


@given(maps())
def test_places_are_numbered_by_where_they_lie(question: Hotspot) -> None:
    turned = replace(question, spots=question.spots[::-1])
    tops = [box[1] for each in question.places if (box := each.box)]

    assert turned.places == question.places
    assert tops == sorted(tops)


def test_a_place_without_a_shape_yet_comes_first() -> None:
    blank = Spot("blank", Shape.RECTANGLE, ())

    assert blank.box is None
    assert replace(PHONE, spots=(*PHONE.spots, blank)).places[0] == blank


def test_the_key_is_all_that_decides_on_marks() -> None:
    turned = replace(PHONE, spots=PHONE.spots[::-1], alt="Other words")

    assert KIND.key(turned) == KIND.key(PHONE)
    assert KIND.key(SIGNS) != KIND.key(PHONE)
    assert KIND.right(PHONE) == {"lock": "The sign"}
    assert KIND.right(SIGNS) == {"low": "low", "lock": "The sign"}


def test_every_text_that_a_learner_reads_is_translated() -> None:
    package = package_of(PHONE, km={"The edge": "គែម", PHONE.alt: "ទូរសព្ទ"})
    own = quiz_texts(package, "check", "km", media_url="/media/{}".format).question("phone").own

    assert [text for text in KIND.texts(PHONE) if text[0]] == [
        (PHONE.alt, SegmentKind.ALT),
        ("The sign", SegmentKind.OPTION),
        ("There it is.", SegmentKind.FEEDBACK),
        ("The edge", SegmentKind.OPTION),
    ]
    assert [(each.id, each.text.lang) for each in own.choices] == [
        ("edge", "km"),
        ("lock", "en"),
        ("low", ""),
    ]
    assert own.picture is not None
    assert (own.picture.url, own.picture.width) == ("/media/phone.png", 640)
    assert own.picture.alt.html == "ទូរសព្ទ"


def test_changes_of_the_picture_and_its_places_are_told() -> None:
    moved = replace(PHONE.spots[1], numbers=(1, 1, 9, 9), feedback="Yes.", text="A sign")
    new = replace(
        PHONE, picture="other.png", alt="Words", several=True, spots=(PHONE.spots[0], moved)
    )
    found = [(change.thing, change.how, change.part) for change in KIND.changes(PHONE, new)]

    assert found == [
        (Thing.PICTURE, How.CHANGED, ""),
        (Thing.PICTURE, How.CHANGED, ""),
        (Thing.SEVERAL, How.CHANGED, ""),
        (Thing.SPOT, How.CHANGED, "lock"),
        (Thing.SPOT, How.REMOVED, "edge"),
        (Thing.SPOT, How.CHANGED, "lock"),
        (Thing.OPTION_FEEDBACK, How.CHANGED, "lock"),
    ]
    assert not list(KIND.changes(PHONE, PHONE))


# --- the pictures of a course --------------------------------------------------------------------


def with_picture(question: Hotspot, data: bytes = SQUARE) -> Package:
    course = package()
    media = {**course.media, "phone.svg": data}
    asked = replace(question, picture="phone.svg")
    return replace(course, quizzes={"check": quiz_of(LOCK, asked)}, media=media, catalogues={})


def told(course: Package) -> list[str]:
    """What is wrong with the pictures of a course."""
    faults = check_package(write_package(course)).faults
    return [fault.code.value for fault in faults if "picture" in fault.code]


def test_a_picture_that_only_a_quiz_shows_is_used() -> None:
    assert pictures_of(quiz_of(LOCK, PHONE)) == {"phone.png"}
    assert told(with_picture(PHONE)) == []


def test_a_picture_has_to_be_there_in_the_size_that_is_said() -> None:
    gone = with_picture(PHONE)
    gone = replace(gone, media={n: data for n, data in gone.media.items() if n != "phone.svg"})

    assert told(gone) == ["missing-picture"]
    assert told(with_picture(replace(PHONE, height=400))) == ["picture-size"]


def test_a_draft_is_told_of_a_picture_that_is_not_there() -> None:
    def found(*pictures: str) -> list[tuple[str, tuple[str, ...]]]:
        faults = check_quiz("check", quiz_of(PHONE), units=["check"], pictures=pictures)
        return [(each.fault.code.value, each.path) for each in faults]

    assert found("phone.png") == []
    assert found("phones.png") == [("missing-picture", ("picture",))]
    assert check_quiz("check", quiz_of(PHONE), units=["check"]) == ()
    unchosen = quiz_of(replace(PHONE, picture=""))
    codes = [f.fault.code for f in check_quiz("check", unchosen, units=["check"], pictures=[])]
    assert codes == ["empty-text"]
