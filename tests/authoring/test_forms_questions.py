"""Quizzes as forms: what is read is what was filled in, and no nonsense is too much."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.items.kinds import KINDS as LEARNERS
from academy.authoring.forms.questions.changes import Changed, Step, bring_back, change
from academy.authoring.forms.questions.drawn import Drawing, field_of
from academy.authoring.forms.questions.fields import Fields, anchor
from academy.authoring.forms.questions.kinds import KINDS, form_of
from academy.authoring.forms.quiz import fill_quiz, read_quiz
from academy.authoring.rules.typed import ProblemCode, read_exact, read_whole, write_exact
from academy.content.bounds import PARTS
from academy.content.draft import check_quiz
from academy.content.model import Entry, Marking, Option, Quiz
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.writer import question_plain
from tests.assessment.questions import HABITS, LOCK, ORDER, PAIRS, QUIZ
from tests.content.strategies import broken_quizzes, fractions, quizzes

EMPTY = Quiz("", "", 70, 3, True, ())  # noqa: FBT003 - as the model has it
NAMES = [*fill_quiz(QUIZ), "q", "do", "x.y.z", "q1.type", "questions"]


def shown(quiz: Quiz) -> dict[str, list[str]]:
    """The fields as a browser sends them."""
    return {name: list(held) for name, held in fill_quiz(quiz).items() if held}


def quiz_of(fields: Fields, before: Quiz = QUIZ) -> Quiz:
    return read_quiz(fields, before).quiz


def after(step: str, quiz: Quiz = QUIZ, *known: Quiz) -> Quiz:
    """The quiz after a button was pressed."""
    changed = change(shown(quiz), Step.of(step), [fill_quiz(each) for each in known])
    return quiz_of(changed.fields)


def asked(quiz: Quiz) -> list[str]:
    return [question.id for question in quiz.questions]


@given(quizzes())
def test_what_is_filled_in_is_read_as_the_same_quiz(quiz: Quiz) -> None:
    filled = read_quiz(shown(quiz), EMPTY)

    assert filled.quiz == quiz
    assert filled.fields == fill_quiz(quiz)
    assert not filled.problems


@given(quizzes().flatmap(broken_quizzes))
def test_a_quiz_that_still_lacks_something_is_read_as_it_is(quiz: Quiz) -> None:
    words = [
        replace(each, accept=tuple(filter(None, each.accept)))
        if isinstance(each, ShortText)
        else each
        for each in quiz.questions
    ]  # an empty line is no word

    assert quiz_of(shown(quiz), EMPTY) == replace(quiz, questions=tuple(words))


@given(
    st.dictionaries(
        st.one_of(st.sampled_from(NAMES), st.text(max_size=9)),
        st.lists(
            st.one_of(st.sampled_from(["a", "q1", *KINDS, *asked(QUIZ)]), st.text()), max_size=4
        ),
        max_size=30,
    ),
    st.one_of(st.text(max_size=20), st.sampled_from([f"add:{name}" for name in NAMES])),
)
def test_no_nonsense_is_too_much(sent: dict[str, list[str]], words: str) -> None:
    changed = change({**shown(QUIZ), **sent}, Step.of(words), [fill_quiz(QUIZ)])
    filled = read_quiz(changed.fields, QUIZ)
    old = bring_back(sent, fill_quiz(QUIZ), words)

    faults = check_quiz("check", filled.quiz, units=["check"])
    assert all(
        field_of(filled.fields, found) in {*filled.fields, *map(anchor, ["", *asked(filled.quiz)])}
        for found in faults
    )
    assert quiz_of(fill_quiz(filled.quiz)) == filled.quiz
    assert isinstance(quiz_of(old.fields), Quiz)


@given(fractions)
def test_a_number_is_read_as_it_is_written(number: Fraction) -> None:
    assert read_exact(write_exact(number)) == number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,5", "3/2"), ("១២", "12"), ("-0.25", "-1/4"), ("1/3", "1/3"), ("1 400", "1400")],
)
def test_a_number_may_be_typed_as_a_country_writes_it(typed: str, meant: str) -> None:
    assert read_exact(typed) == Fraction(meant)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("many", ProblemCode.NOT_A_NUMBER),
        ("", ProblemCode.NOT_A_NUMBER),
        ("1.400", ProblemCode.TWO_READINGS),
        ("9" * 61, ProblemCode.TOO_LARGE),
        ("9" * 31, ProblemCode.TOO_LARGE),
        ("1/0", ProblemCode.NOT_A_NUMBER),
    ],
)
def test_what_is_no_number_has_a_reason(typed: str, code: ProblemCode) -> None:
    problem = read_exact(typed)

    assert not isinstance(problem, Fraction)
    assert problem.code is code


def test_a_whole_number_is_whole() -> None:
    assert read_whole(" ១០ ") == 10
    assert not isinstance(read_whole("1.5"), int)
    assert not isinstance(read_whole("9" * 10), int)


def test_what_cannot_be_read_stays_as_it_was_and_is_shown_as_typed() -> None:
    sent = {**shown(QUIZ), "fee.answer": ["many"], "title": ["Ti\u202etle"], "intro": ["New"]}
    filled = read_quiz({**sent, "pass_mark": ["half"]}, QUIZ)

    assert filled.quiz == replace(QUIZ, intro="New")
    assert {name: each.code for name, each in filled.problems.items()} == {
        "title": ProblemCode.HIDDEN_MARK,
        "pass_mark": ProblemCode.NOT_WHOLE,
        "fee.answer": ProblemCode.NOT_A_NUMBER,
    }
    assert filled.fields["fee.answer"] == ["many"]
    assert filled.fields["pass_mark"] == ["half"]


def test_some_numbers_may_be_left_blank() -> None:
    blank = {**shown(QUIZ), "attempts": [" "], "draw": [""], "fee.tolerance": [""]}
    filled = read_quiz(blank, QUIZ)

    assert not filled.problems
    assert (filled.quiz.attempts, filled.quiz.draw) == (0, 0)


def test_every_type_has_a_name_of_its_own_and_begins_with_an_empty_question() -> None:
    for name, kind in KINDS.items():
        quiz = after(f"ask:{name}")
        question = quiz.questions[-1]
        assert question.id == "q1"
        assert form_of(question) is kind
        assert question_plain(question)["type"] == name
        assert (question.text, question.marks) == ("", 1)


def test_every_type_that_learners_meet_can_be_written() -> None:
    assert {kind.model for kind in KINDS.values()} == set(LEARNERS)
    assert {name for kind in KINDS.values() for name in kind.turns_into} <= set(KINDS)


def test_a_new_pair_belongs_together() -> None:
    fresh = after("ask:matching").questions[-1]
    longer = after(f"add:{PAIRS.id}.pairs").question(PAIRS.id)

    assert isinstance(fresh, Matching)
    assert [(each.id, each.option) for each in fresh.prompts] == [("a", "a"), ("b", "b")]
    assert isinstance(longer, Matching)
    assert (longer.prompts[-1], longer.options[-1]) == (Prompt("a", "", "a"), Entry("a", ""))


def test_questions_options_and_items_move_and_stay_what_they_are() -> None:
    ids = asked(QUIZ)
    assert asked(after(f"up:{ids[1]}")) == [ids[1], ids[0], *ids[2:]]
    assert asked(after(f"down:{ids[0]}")) == [ids[1], ids[0], *ids[2:]]
    lock = after("down:strongest-lock.options.a").question("strongest-lock")
    assert isinstance(lock, SingleChoice)
    assert lock.options == (LOCK.options[1], LOCK.options[0], LOCK.options[2])
    order = after("up:first-hour.items.tell").question("first-hour")
    assert isinstance(order, Ordering)
    assert [item.id for item in order.items] == ["stop", "tell", "call"]


@pytest.mark.parametrize(
    "step",
    [
        "", "up:strongest-lock", "down:first-hour", "up:nowhere", "down:strongest-lock.options.c",
        "remove:nowhere", "turn:code-is-secret:numeric", "ask:riddle", "copy:nowhere", "dance:x",
        "add:nowhere.options", "add:strongest-lock.type", "back:strongest-lock",
    ],
)  # fmt: skip
def test_a_step_that_makes_no_sense_changes_nothing(step: str) -> None:
    assert after(step) == QUIZ


def test_a_copy_stands_behind_its_question_under_an_id_of_its_own() -> None:
    quiz = after("copy:strongest-lock")

    assert asked(quiz)[:3] == ["strongest-lock", "q1", "good-habits"]
    assert quiz.questions[1] == replace(LOCK, id="q1")


def test_one_right_answer_becomes_several_and_back_with_the_same_options() -> None:
    several = after("turn:strongest-lock:multiple-response")
    turned = several.question("strongest-lock")
    assert isinstance(turned, MultipleResponse)
    assert (turned.options, turned.marking) == (LOCK.options, Marking.PARTIAL)
    assert after("turn:strongest-lock:single-choice", several) == QUIZ

    one = after("turn:good-habits:single-choice").question("good-habits")
    assert isinstance(one, SingleChoice)
    assert one.options == HABITS.options


@pytest.mark.parametrize(
    "at", ["strongest-lock", "strongest-lock.options.b", "first-hour.items.call"]
)
def test_what_was_deleted_comes_back_where_it_was(at: str) -> None:
    gone = change(shown(QUIZ), Step.of(f"remove:{at}"))
    written = {**gone.fields, "intro": ["Written meanwhile"]}
    back = bring_back(written, fill_quiz(QUIZ), at)

    assert quiz_of(gone.fields) != QUIZ
    assert quiz_of(back.fields) == replace(QUIZ, intro="Written meanwhile")
    assert back.touched == at
    assert bring_back(back.fields, fill_quiz(QUIZ), at) == Changed(back.fields)


def test_an_id_that_was_ever_published_is_not_given_again() -> None:
    shorter = after("remove:strongest-lock.options.c")
    again = after("add:strongest-lock.options", shorter, QUIZ).question("strongest-lock")

    assert isinstance(again, SingleChoice)
    assert [option.id for option in again.options] == ["a", "b", "d"]
    published = replace(QUIZ, questions=(replace(LOCK, id="q1"),))
    assert asked(after("ask:numeric", EMPTY, published)) == ["q2"]


def test_letters_go_on_when_there_is_none_left() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    full = replace(LOCK, options=tuple(Option(each, each) for each in letters))
    quiz = after("add:strongest-lock.options", replace(QUIZ, questions=(full,)))
    longer = quiz.question("strongest-lock")

    assert isinstance(longer, SingleChoice)
    assert longer.options[-1].id == "a2"


def test_there_is_an_end_to_questions_and_options() -> None:
    many = replace(QUIZ, questions=tuple(replace(LOCK, id=f"q{n}") for n in range(PARTS)))
    for step in ("ask:numeric", "copy:q1"):
        changed = change(shown(many), Step.of(step))
        assert changed.is_full
        assert quiz_of(changed.fields) == many
    items = tuple(Entry(f"i{n}", f"{n}") for n in range(PARTS))
    long = replace(QUIZ, questions=(replace(ORDER, items=items),))
    assert change(shown(long), Step.of("add:first-hour.items")).is_full


def test_a_fault_is_shown_at_the_nearest_field() -> None:
    same = replace(LOCK, options=(Option("a", "One"), Option("b", "One")))
    quiz = replace(QUIZ, title="", questions=(same, replace(ORDER, text="")))
    fields = fill_quiz(quiz)
    faults = check_quiz("check", quiz, units=["check"])

    places = {field_of(fields, found) for found in faults}
    assert places == {"title", "strongest-lock.options", "first-hour.text"}


def test_a_form_is_drawn_by_its_places() -> None:
    drawing = Drawing(fill_quiz(QUIZ), "en")
    question = drawing.questions[0]
    option = question.parts("options")[1]

    assert (question.id, question.number, question.total) == ("strongest-lock", 1, 7)
    assert question.kind is KINDS["single-choice"]
    assert (option.at, option.id) == ("strongest-lock.options.b", "b")
    assert option.value("text") == "Four words"
    assert question.values("correct") == ["b"]
    assert not option.said("text")


def test_lines_are_words_that_count() -> None:
    sent = {**shown(QUIZ), "name-of-trick.accept": ["phishing\r\n\r\n  a phishing  message \r\n"]}
    word = quiz_of(sent).question("name-of-trick")

    assert isinstance(word, ShortText)
    assert word.accept == ("phishing", "a phishing  message")


def test_a_sentence_is_true_unless_it_is_said_to_be_false() -> None:
    said = {**shown(QUIZ), "code-is-secret.answer": ["true"]}
    question, number = quiz_of(said).question("code-is-secret"), quiz_of(said).question("fee")

    assert isinstance(question, TrueFalse)
    assert question.answer
    assert isinstance(number, Numeric)
