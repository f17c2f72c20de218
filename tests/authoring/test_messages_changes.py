from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.authoring.messages.changes import (
    HOWS,
    REASONS,
    THINGS,
    reason_text,
    summary_text,
    value_text,
    values_text,
)
from academy.authoring.messages.importing import ARRIVALS
from academy.authoring.messages.publishing import WISHES
from academy.authoring.rules.coming import Wish
from academy.authoring.rules.importing import Arrival
from academy.content.compare import Reason, ReasonCode
from academy.content.differences import word_changes
from academy.content.model import COURSE, UnitKind
from academy.content.reading import Change, How, Thing, UnitChange, reading_changes
from tests.content.strategies import packages


@pytest.fixture(autouse=True)
def reader(bare_app: Flask) -> Iterator[None]:
    """Somebody reads English."""
    with bare_app.test_request_context("/en/"):
        yield


def test_every_kind_of_change_reason_and_decision_has_words() -> None:
    assert set(THINGS) == set(Thing)
    assert set(HOWS) == set(How)
    assert set(REASONS) == set(ReasonCode)
    assert set(WISHES) == set(Wish)
    assert set(ARRIVALS) == set(Arrival)


@pytest.mark.parametrize("code", ReasonCode)
def test_a_reason_names_the_step_and_the_question_as_people_call_them(code: ReasonCode) -> None:
    said = reason_text(
        Reason(code, "boil", "minutes"),
        {"boil": "Boil the water"},
        {("boil", "minutes"): "How long?"},
    )

    assert "%" not in said
    assert ("Boil the water" in said) == ("%(unit)s" in str(REASONS[code]))
    assert ("How long?" in said) == ("%(question)s" in str(REASONS[code]))


def test_a_question_without_a_text_is_called_by_its_id() -> None:
    assert "minutes" in reason_text(Reason(ReasonCode.KEY, "boil", "minutes"), {}, {})


@pytest.mark.parametrize(
    ("thing", "value", "words"),
    [
        (Thing.PASS_MARK, "70", "70%"),
        (Thing.ATTEMPTS, "0", "As many as you like"),
        (Thing.ATTEMPTS, "3", "3"),
        (Thing.DRAW, "0", "All of them"),
        (Thing.DRAW, "5", "5"),
        (Thing.SHUFFLE, "true", "Yes"),
        (Thing.REQUIRED, "false", "No"),
        (Thing.LANGUAGE, "km", "ខ្មែរ"),
        (Thing.LANGUAGE, "xx", "xx"),
        (Thing.LEVEL, "vocational", "Vocational"),
        (Thing.QUESTION_TYPE, "numeric", "A number"),
        (Thing.KEY, "true", "The sentence is true."),
        (Thing.KEY, "Boiled water", "Boiled water"),
        (Thing.LAYOUT, "numbers", "Numbered list"),
        (Thing.IDENTITY, "clean-water", "clean-water"),
    ],
)
def test_a_value_is_said_as_a_reader_says_it(thing: Thing, value: str, words: str) -> None:
    assert value_text(thing, value) == words


def test_no_score_is_a_value_too() -> None:
    change = Change(Thing.MINIMUM_SCORE, How.CHANGED, before=("70",), after=())

    assert values_text(change) == (("70%",), ("None",))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((Change(Thing.UNIT, How.ADDED, word_changes("", "Boil")),), "This step is new."),
        ((Change(Thing.UNIT, How.REMOVED, word_changes("Boil", "")),), "This step is gone."),
        ((Change(Thing.UNIT, How.MOVED, before=("A",), after=("B",)),), "1 change"),
        ((Change(Thing.CODE, How.ADDED), Change(Thing.CODE, How.REMOVED)), "2 changes"),
    ],
)
def test_a_unit_is_summed_up_in_a_line(changes: tuple[Change, ...], words: str) -> None:
    assert summary_text(UnitChange("boil", UnitKind.LESSON, "Boil", changes)) == words


@given(st.tuples(packages(), packages()))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_changes_can_be_said(pair: tuple) -> None:  # type: ignore[type-arg]
    told = reading_changes(*pair)

    said = [
        words
        for unit in told
        for change in unit.changes
        for side in values_text(change)
        for words in side
    ]
    assert all(isinstance(words, str) for words in said)
    assert all(summary_text(unit) for unit in told)
    assert {unit.unit for unit in told} <= {
        COURSE, *(unit.id for each in pair for unit in each.course.units)
    }  # fmt: skip
