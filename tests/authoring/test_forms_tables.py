"""Passages with gaps, tables and groups as forms: nothing is lost, and buttons do what they say."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.authoring.forms.questions.changes import Step, bring_back, change
from academy.authoring.forms.questions.fields import Fields
from academy.authoring.forms.quiz import fill_quiz, read_quiz
from academy.content.bounds import PARTS
from academy.content.draft import check_quiz
from academy.content.model import Option, Question, Quiz
from academy.content.questions.categorise import Categorise
from academy.content.questions.cloze import ChoiceGap, Cloze, GapKind, NumberGap, TextGap
from academy.content.questions.matrix import Matrix
from tests.assessment.questions import BOXES, GAPS, GROUPED, TABLE
from tests.content.questions_read import quiz_of
from tests.content.tables import clozes, groupings, matrices

EMPTY = quiz_of()
ALL = quiz_of(GAPS, TABLE, BOXES, GROUPED)


def shown(quiz: Quiz) -> dict[str, list[str]]:
    """The fields as a browser sends them."""
    return {name: list(held) for name, held in fill_quiz(quiz).items() if held}


def after(*steps: str, quiz: Quiz = ALL) -> Quiz:
    """The quiz after buttons were pressed."""
    for step in steps:
        changed = change(shown(quiz), Step.of(step), [fill_quiz(quiz)])
        quiz = read_quiz(changed.fields, quiz).quiz
    return quiz


def gap_kinds(quiz: Quiz) -> dict[str, GapKind]:
    (question,) = (each for each in quiz.questions if isinstance(each, Cloze))
    return {gap.id: gap.kind for gap in question.gaps}


@given(st.one_of(clozes(), matrices(), groupings()))
def test_what_is_filled_in_is_read_as_the_same_question(question: Question) -> None:
    filled = read_quiz(shown(quiz_of(question)), EMPTY)

    assert filled.quiz.questions == (question,)
    assert filled.fields == fill_quiz(quiz_of(question))
    assert not filled.problems


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([name for name in fill_quiz(ALL) if name.count(".")]),
        st.lists(st.one_of(st.sampled_from(["a", "what", "me", "choice"]), st.text()), max_size=3),
        max_size=9,
    ),
    st.sampled_from([f"{verb}:{name}" for name in fill_quiz(ALL) for verb in ("add", "remove")]),
)
def test_no_nonsense_is_too_much(sent: dict[str, list[str]], words: str) -> None:
    changed = change({**shown(ALL), **sent}, Step.of(words), [fill_quiz(ALL)])
    filled = read_quiz(changed.fields, ALL)

    assert read_quiz(fill_quiz(filled.quiz), EMPTY).quiz == filled.quiz
    assert isinstance(check_quiz("check", filled.quiz, units=["check"]), tuple)


@pytest.mark.parametrize("kind", ["cloze", "matrix", "categorise"])
def test_a_new_question_has_parts_to_write_in(kind: str) -> None:
    (question,) = after(f"ask:{kind}", quiz=EMPTY).questions

    match question:
        case Cloze(gaps=(ChoiceGap(id="a", options=options),)):
            assert [each.id for each in options] == ["a", "b"]
        case Matrix(rows=rows, columns=columns):
            assert len(rows) == len(columns) == 2
        case Categorise(groups=groups, items=items):
            assert (len(groups), len(items)) == (2, 3)
        case _:
            pytest.fail(repr(question))


def test_each_kind_of_gap_has_a_button() -> None:
    quiz = after("ask:cloze", "add:q1.of-text", "add:q1.of-number", "add:q1.of-choice", quiz=EMPTY)
    kinds = [GapKind.CHOICE, GapKind.TEXT, GapKind.NUMBER, GapKind.CHOICE]

    assert gap_kinds(quiz) == dict(zip("abcd", kinds, strict=True))


def test_a_gap_that_was_added_begins_with_nothing_right() -> None:
    quiz = after("ask:cloze", "add:q1.of-text", "add:q1.of-number", quiz=EMPTY)
    (question,) = quiz.questions

    assert isinstance(question, Cloze)
    assert question.gaps == (
        ChoiceGap(id="a", options=(Option("a", ""), Option("b", ""))),
        TextGap(id="b", accept=()),
        NumberGap(id="c", answer=Fraction(0)),
    )


def test_parts_of_a_gap_are_added_moved_and_taken_out() -> None:
    quiz = after(
        "add:how-long.gaps.what.options",
        "up:how-long.gaps.what.options.a",
        "remove:how-long.gaps.what.options.name",
        "add:how-long.gaps.do.answers",
        "remove:how-long.gaps.length.answers.a",
    )
    question = quiz.questions[0]

    assert isinstance(question, Cloze)
    what, length, do = question.gaps
    assert isinstance(what, ChoiceGap)
    assert isinstance(length, NumberGap)
    assert isinstance(do, TextGap)
    assert [option.id for option in what.options] == ["phrase", "a", "word"]
    assert length.answers == ()
    assert [answer.text for answer in do.answers] == ["find", ""]


def test_all_options_may_be_taken_out() -> None:
    quiz = after(*(f"remove:how-long.gaps.what.options.{each}" for each in ("name", "phrase", "word")))  # fmt: skip # noqa: E501
    question = quiz.questions[0]

    assert isinstance(question, Cloze)
    assert question.gaps[0] == ChoiceGap(id="what", weight=2, options=())


def test_a_list_that_no_gap_has_is_not_added_to() -> None:
    assert after("add:how-long.gaps.what.colours", "add:how-long.of-nothing") == ALL


def test_what_was_right_is_right_when_it_comes_back() -> None:
    at = "how-long.gaps.what.options.phrase"
    less = after(f"remove:{at}")
    back = bring_back(shown(less), shown(ALL), at)

    assert less != ALL
    assert read_quiz(back.fields, less).quiz == ALL


def test_a_whole_gap_comes_back() -> None:
    less = after("remove:how-long.gaps.do")
    back = bring_back(shown(less), shown(ALL), "how-long.gaps.do")

    assert read_quiz(back.fields, less).quiz == ALL


def test_a_list_has_an_end() -> None:
    fields: Fields = {
        **shown(ALL),
        "how-long.gaps.what.options": [f"o{number}" for number in range(PARTS)],
    }
    assert change(fields, Step.of("add:how-long.gaps.what.options")).is_full


def test_a_column_that_is_gone_is_right_in_no_row() -> None:
    table = after("remove:how-safe.columns.some").questions[1]

    assert isinstance(table, Matrix)
    assert [row.columns for row in table.rows] == [(), ("not",)]


def test_a_group_that_is_gone_is_told() -> None:
    quiz = after("remove:who-may-know.groups.me")
    faults = check_quiz("check", quiz, units=["check"])

    assert ("unknown-group", ("items", "pin", "group")) in {
        (found.fault.code.value, found.path) for found in faults
    }


def test_faults_of_a_passage_are_told_at_the_passage() -> None:
    faults = check_quiz("check", quiz_of(replace(GAPS, passage="[[what]]")), units=["check"])

    assert {(found.fault.code.value, found.path) for found in faults} == {
        ("gap-not-once", ("passage",)),
    }


def test_faults_of_a_gap_are_told_at_its_fields() -> None:
    far = replace(GAPS.gaps[1], tolerance=Fraction(-1), weight=0)
    faults = check_quiz("check", quiz_of(replace(GAPS, gaps=(GAPS.gaps[0], far, GAPS.gaps[2]))), units=[])  # fmt: skip # noqa: E501

    assert {(found.fault.code.value, found.path) for found in faults} == {
        ("below-zero", ("gaps", "length", "tolerance")),
        ("out-of-range", ("gaps", "length", "weight")),
    }
