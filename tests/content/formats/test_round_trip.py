"""What a format can carry comes back from it as it was; what it cannot is told item by item."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.content.formats.door import read
from academy.content.formats.plain import item_plain, key_plain
from academy.content.formats.values import Format, Item, ReadItem
from academy.content.formats.writing import write
from academy.content.model import Entry, Feedback, Marking, Option, Question
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from tests.content.formats.drawn import items
from tests.content.formats.meaning import meaning

SAID = {
    "marks": Fraction(5, 2),
    "text": "What is **this**?",
    "feedback": Feedback("Right.", "Wrong.", "partly", "In *general*."),
}
CHOICE = SingleChoice(
    id="a",
    **SAID,
    options=(Option("a", "x < 1", correct=True, feedback="Good."), Option("b", "`1`")),
)

EVERY = {
    "choice": CHOICE,
    "several": MultipleResponse(
        id="b", **SAID, marking=Marking.PARTIAL, options=(*CHOICE.options, Option("c", "2"))
    ),
    "truth": TrueFalse(id="c", **SAID, answer=True),
    "word": ShortText(
        id="d", **SAID, accept=("wet",), answers=(GradedText("damp", Fraction(1, 2), "near"),)
    ),
    "number": Numeric(
        id="e",
        **SAID,
        answer=Fraction(3),
        tolerance=Fraction(1),
        answers=(GradedNumber(Fraction(9), Fraction(1), Fraction(1, 2), "near"),),
    ),
    "pairs": Matching(
        id="f",
        **SAID,
        marking=Marking.PARTIAL_WITHOUT_PENALTY,
        prompts=(Prompt("a", "ice", "a"), Prompt("b", "steam", "b")),
        options=(Entry("a", "cold"), Entry("b", "hot"), Entry("c", "wet")),
    ),
    "order": Ordering(
        id="g",
        **SAID,
        marking=Marking.PARTIAL_WITHOUT_PENALTY,
        items=(Entry("a", "ice"), Entry("b", "water"), Entry("c", "steam")),
    ),
}
"""One question of each type that most formats know, with all that can be said of it."""

WITHOUT = {
    Format.GIFT: {"order"},
    Format.AIKEN: {"several", "truth", "word", "number", "pairs", "order"},
}
PACKAGES = (Format.QTI_2, Format.QTI_3)
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", Format)
def test_answers_survive_in_every_format(form: Format) -> None:
    written = write(form, [Item(question, name) for name, question in EVERY.items()])
    left = {told.name for told in written.items if told.why}
    assert left == WITHOUT.get(form, set())
    kept = [question for name, question in EVERY.items() if name not in left]
    back = [item.question for item in read(written.data, "file").items]
    assert [key_plain(question) for question in back] == [key_plain(question) for question in kept]


@pytest.mark.parametrize("form", [Format.MOODLE_XML, Format.QTI_2, Format.QTI_3])
def test_feedback_and_marks_survive_where_there_is_room(form: Format) -> None:
    written = write(form, [Item(question, name) for name, question in EVERY.items()])
    for item, question in zip(read(written.data, "file").items, EVERY.values(), strict=True):
        partly = "" if form is Format.MOODLE_XML and not item.question.feedback.partly else "partly"
        assert item.question.feedback == replace(question.feedback, partly=partly)
        assert item.question.marks == question.marks
        said = [
            item_plain(ReadItem(each, ""))["feedback"]["answers"]
            for each in (item.question, question)
        ]
        assert said[0] == said[1]


def of_answers(question: Question) -> object:
    return item_plain(ReadItem(question, ""))["feedback"]["answers"]


@pytest.mark.parametrize("form", Format)
@SLOW
@given(st.data())
def test_what_is_written_without_loss_is_read_as_it_was(form: Format, data: st.DataObject) -> None:
    made = data.draw(items())
    written = write(form, made)
    there = [
        (item, told) for item, told in zip(made, written.items, strict=True) if told.why is None
    ]
    if not there:
        return
    reading = read(written.data, "file", None if form is Format.AIKEN else form)
    assert not reading.refused
    assert len(reading.items) == len(there)
    for (item, told), back in zip(there, reading.items, strict=True):
        assert form is Format.AIKEN or back.category == item.category
        if not told.losses:
            assert meaning(back.question) == meaning(item.question)
            assert form not in PACKAGES or back.question == item.question
            assert form is Format.AIKEN or back.question.id == item.question.id
