"""Questions from other systems: free ids, room, and pictures of another size."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.authoring.rules.question_files import (
    Kept,
    has_room,
    pictures_asked_about,
    with_free_ids,
    with_pictures,
)
from academy.content import bounds
from academy.content.formats.values import ReadItem
from academy.content.model import Feedback, Question, Quiz
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.true_false import TrueFalse

SAID = Feedback("Right so.", "Look again.")
IDS = st.from_regex(r"[a-z0-9](-?[a-z0-9]){0,40}", fullmatch=True)


def true_false(name: str) -> TrueFalse:
    return TrueFalse(id=name, marks=Fraction(1), text="Water boils.", feedback=SAID, answer=True)


MAP = Hotspot(
    id="map",
    marks=Fraction(1),
    text="Where is the well?",
    feedback=SAID,
    picture="village.png",
    alt="A village",
    width=200,
    height=100,
    spots=(
        Spot("well", Shape.RECTANGLE, (20, 10, 40, 30), correct=True),
        Spot("pond", Shape.CIRCLE, (100, 50, 10)),
        Spot("field", Shape.POLYGON, (0, 0, 200, 0, 200, 100)),
    ),
)


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def test_an_id_stays_where_it_is_free() -> None:
    assert ids(with_free_ids([true_false("boil"), true_false("cool")], ["heat"])) == [
        "boil",
        "cool",
    ]


def test_an_id_that_is_taken_gets_a_number() -> None:
    coming = [true_false("boil"), true_false("boil"), true_false("boil-2")]

    assert ids(with_free_ids(coming, ["boil"])) == ["boil-2", "boil-3", "boil-2-2"]


def test_a_long_id_stays_short_enough() -> None:
    long = "a" * 64

    [name] = ids(with_free_ids([true_false(long)], [long]))

    assert name == "a" * 62 + "-2"


@given(coming=st.lists(IDS, max_size=12), taken=st.frozensets(IDS, max_size=12))
def test_no_two_questions_ever_share_an_id(coming: list[str], taken: frozenset[str]) -> None:
    found = ids(with_free_ids([true_false(name) for name in coming], taken))

    assert len({*found}) == len(coming)
    assert not taken & {*found}
    assert all(len(name) <= 64 for name in found)


def test_a_quiz_has_an_end() -> None:
    asked = tuple(true_false(f"q{number}") for number in range(bounds.PARTS - 1))
    quiz = Quiz("Quiz", "", 60, 0, shuffle=False, questions=asked)

    assert has_room(quiz, 1)
    assert not has_room(quiz, 2)


def test_only_the_pictures_that_are_asked_about_come_along() -> None:
    item = ReadItem(MAP, pictures={"village.png": b"1", "other.png": b"2"})

    assert pictures_asked_about(item) == {"village.png": b"1"}
    assert pictures_asked_about(ReadItem(true_false("a"), pictures={"x.png": b""})) == {}


def test_spots_stay_where_they_are_on_a_picture_of_another_size() -> None:
    got = with_pictures(MAP, {"village.png": Kept("village-2.webp", (100, 50))})

    assert isinstance(got, Hotspot)
    assert (got.picture, got.width, got.height) == ("village-2.webp", 100, 50)
    assert [spot.numbers for spot in got.spots] == [
        (10, 5, 20, 15),
        (50, 25, 5),
        (0, 0, 100, 0, 100, 50),
    ]


@pytest.mark.parametrize("question", [true_false("a"), replace(MAP, picture="elsewhere.png")])
def test_a_question_without_such_a_picture_is_left_as_it_is(question: Question) -> None:
    assert with_pictures(question, {"village.png": Kept("new.webp", (10, 10))}) == question


@given(st.tuples(st.integers(50, 4000), st.integers(50, 4000)))
def test_every_spot_stays_on_the_picture(size: tuple[int, int]) -> None:
    got = with_pictures(MAP, {"village.png": Kept("new.webp", size)})

    assert isinstance(got, Hotspot)
    assert all(got.holds(spot) for spot in got.spots)
