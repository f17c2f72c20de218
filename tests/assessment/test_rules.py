"""Marks, orders, numbers and papers, by table and by property."""

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.assessment.rules.attempts import (
    AttemptRefused,
    attempts_left,
    shows_key,
)
from academy.assessment.rules.conditions import Conditions, may_start
from academy.assessment.rules.grading import available_marks, grade
from academy.assessment.rules.han import simplify
from academy.assessment.rules.items.kind import Answer, FaultCode, InputFault
from academy.assessment.rules.items.kinds import KINDS, kind_of
from academy.assessment.rules.items.short_text import MOST_LETTERS, comparable
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.numbers import (
    TwoReadings,
    Unread,
    read_number,
    write_number,
)
from academy.assessment.rules.paper import Slot, drawn, lay_out, unanswered
from academy.assessment.rules.receipts import receipt
from academy.assessment.rules.sheet import (
    base_name,
    base_of,
    canonical,
    field_name,
    read_sheet,
    save_key,
)
from academy.assessment.rules.shuffling import disordered, shuffled
from academy.content.model import Marking, Package, Question
from academy.content.po import Catalogue, Entry
from academy.content.questions.kinds import KINDS as PACKAGED
from tests.assessment.questions import (
    COURSE,
    FEE,
    HABITS,
    LOCK,
    ORDER,
    PAIRS,
    QUIZ,
    SECRET,
    WORD,
    tried,
)
from tests.cast import NOW

ONE = Fraction(1)


@pytest.mark.parametrize(
    ("question", "answer", "share"),
    [
        (LOCK, "b", ONE),
        (LOCK, "a", Fraction(0)),
        (HABITS, ["lock", "update"], ONE),
        (HABITS, ["lock"], Fraction(1, 2)),
        (HABITS, ["lock", "share"], Fraction(0)),
        (HABITS, ["lock", "update", "share"], Fraction(1, 2)),
        (HABITS, ["share", "reuse"], Fraction(0)),
        (SECRET, False, ONE),
        (SECRET, True, Fraction(0)),
        (FEE, "1400", ONE),
        (FEE, "1400.0001", Fraction(0)),
        (WORD, "Phishing", ONE),
        (WORD, "fishing", Fraction(0)),
        (PAIRS, {"lost": "lock", "sold": "erase"}, ONE),
        (PAIRS, {"lost": "lock", "sold": "lock"}, Fraction(1, 2)),
        (PAIRS, {"lost": "lock"}, Fraction(1, 2)),
        (ORDER, {"stop": 1, "call": 2, "tell": 3}, ONE),
        (ORDER, {"stop": 1, "call": 3, "tell": 2}, Fraction(1, 3)),
        (ORDER, {"stop": 1}, Fraction(1, 3)),
    ],
)
def test_a_question_gives_the_share_that_was_earned(
    question: Question, answer: Answer, share: Fraction
) -> None:
    assert kind_of(question).share(question, answer) == share


def test_all_or_nothing_gives_nothing_for_a_part() -> None:
    strict = replace(HABITS, marking=Marking.ALL_OR_NOTHING)
    assert kind_of(strict).share(strict, ["lock"]) == 0
    assert kind_of(strict).share(strict, ["lock", "update"]) == 1


@pytest.mark.parametrize(
    ("answer", "share"), [("9.5", 1), ("10.5", 1), ("9.49", 0), ("10.51", 0), ("10", 1)]
)
def test_a_tolerance_is_inclusive_and_exact(answer: str, share: int) -> None:
    near = replace(FEE, answer=Fraction(10), tolerance=Fraction(1, 2))
    assert kind_of(near).share(near, answer) == share


@pytest.mark.parametrize("question", QUIZ.questions, ids=lambda question: question.id)
def test_the_key_of_every_type_earns_everything(question: Question) -> None:
    kind = kind_of(question)
    assert kind.share(question, kind.key(question)) == 1


def test_every_question_class_has_a_type_with_a_name_of_its_own() -> None:
    assert {kind.model: name for name, kind in PACKAGED.items()} == {
        model: kind.name for model, kind in KINDS.items()
    }


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1400", "1400"),
        ("1,400.5", "1400.5"),
        ("1.400,5", "1400.5"),
        ("1400.5", "1400.5"),
        ("1400,5", "1400.5"),
        ("1 400,5", "1400.5"),
        ("1\u00a0400", "1400"),
        ("1\u202f400", "1400"),
        ("1'400", "1400"),
        ("1’400.5", "1400.5"),
        ("1.400.000", "1400000"),
        ("1,400,000", "1400000"),
        ("12,34,567", "1234567"),
        ("12,34,567.5", "1234567.5"),
        ("๑๔๐๐", "1400"),
        ("១៤០០,៥", "1400.5"),
        ("໑໔໐໐", "1400"),
        ("၁၄၀၀", "1400"),
        ("௧௪௦௦", "1400"),
        ("１４００．５", "1400.5"),
        ("1，400，000", "1400000"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("– 3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("0.125", "0.125"),
        ("1.1250", "1.125"),
        ("1400.125", "1400.125"),
        ("0,70", "0.7"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("1.400e3", "1400"),
        ("1e30", "1" + "0" * 30),
        ("-0", "0"),
        ("007", "7"),
        ("\u200e5\u200e", "5"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    for only_whole in (True, False):
        assert read_number(typed, only_whole=only_whole) == Fraction(number)


@pytest.mark.parametrize(
    "typed",
    [
        "abc", "", ".", ",", "1,40,5", "1.400.5", "1,40.5", "1 40", "12 34", "1.4.0", "5.", "1e31",
        "1e-31", "--3", "3-", "1/3", "½ a", "1400 rupiah", "70%", "0x10", "nan", "inf", "1_000",
        "1 400'000", "1,400 000.5", "1e", "e5", "²x", "一", "0,400,000", "1,,400", "1e3.5",
    ],
)  # fmt: skip
def test_what_makes_no_sense_as_a_number_is_not_guessed_at(typed: str) -> None:
    for only_whole in (True, False):
        assert read_number(typed, only_whole=only_whole) is Unread.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("typed", "thousands", "decimal"),
    [
        ("1.400", "1400", "1.4"),
        ("1,400", "1400", "1.4"),
        ("-12.125", "-12125", "-12.1250"),
        ("១.៤០០", "1400", "1.4"),
    ],
)
def test_a_number_with_two_readings_is_asked_about(
    typed: str, thousands: str, decimal: str
) -> None:
    assert read_number(typed, only_whole=False) == TwoReadings(thousands, decimal)
    assert read_number(typed, only_whole=True) == Fraction(thousands)
    for way in (thousands, decimal):
        assert isinstance(read_number(way, only_whole=False), Fraction)


def test_a_number_has_an_end() -> None:
    assert read_number("1" * 61, only_whole=False) is Unread.TOO_LONG
    assert read_number("1" * 60 + "", only_whole=False) == int("1" * 60)
    assert read_number("1" * 50 + "e30", only_whole=False) is Unread.TOO_LONG


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_alike_wherever_it_comes_from(typed: str) -> None:
    read = read_number(typed, only_whole=False)
    assert read_number(typed, only_whole=False) == read
    if isinstance(read, Fraction):
        assert read_number(write_number(read), only_whole=False) == read


@given(number=st.decimals(-(10**12), 10**12, places=4), only_whole=st.booleans())
def test_a_number_that_was_written_is_read_as_itself(number: Any, *, only_whole: bool) -> None:
    written = write_number(Fraction(number))
    assert read_number(written, only_whole=only_whole) == Fraction(number)


def test_a_key_without_end_is_cut() -> None:
    assert write_number(Fraction(1, 3)) == "0.333333333333"


@pytest.mark.parametrize(
    ("question", "typed", "read"),
    [
        (FEE, "1.400", "1400"),
        (FEE, "1,400", "1400"),
        (replace(FEE, tolerance=Fraction(1, 2)), "1,400", FaultCode.TWO_READINGS),
        (replace(FEE, answer=Fraction(3, 2)), "1.400", FaultCode.TWO_READINGS),
        (FEE, "many", FaultCode.NOT_A_NUMBER),
        (FEE, "1" * 99, FaultCode.TOO_LONG),
        (FEE, "  ", None),
    ],
)
def test_a_numeric_question_reads_by_what_can_be_meant(
    question: Question, typed: str, read: object
) -> None:
    parsed = kind_of(question).parse(question, {"": (typed,)}, ())
    assert (parsed.code if isinstance(parsed, InputFault) else parsed) == read


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("PHISHING", "phishing"),
        ("ｐｈｉｓｈｉｎｇ", "phishing"),
        (" “phishing”. ", "phishing"),
        ("cafe\u0301", "café"),
        ("網絡釣魚", "网络钓鱼"),
        ("网络 钓鱼", "网络钓鱼"),
        ("ការ\u200bបោក", "ការបោក"),
        ("ฟิช ชิง", "ฟิชชิง"),
        ("Straße", "STRASSE"),
    ],
)
def test_what_does_not_make_a_word_wrong_does_not_count(typed: str, accepted: str) -> None:
    assert comparable(typed) == comparable(accepted)


@pytest.mark.parametrize(
    ("typed", "accepted"), [("@", "#"), ("resume", "résumé"), ("pass key", "passkey")]
)
def test_what_makes_another_word_of_it_counts(typed: str, accepted: str) -> None:
    assert comparable(typed) != comparable(accepted)


@given(st.text(max_size=40))
def test_comparing_folds_once_and_for_all(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)
    assert simplify(simplify(text)) == simplify(text)


def test_a_word_counts_in_every_language_of_the_package() -> None:
    khmer = Catalogue(
        "km",
        {
            ("check", "phishing"): Entry("ការបោក | ហ្វីស៊ីង"),
            ("check", "a phishing message"): Entry("x", fuzzy=True),
        },
    )
    chinese = Catalogue(
        "zh-Hans", {("other", "phishing"): Entry("没有"), ("check", "phishing"): Entry("网络钓鱼")}
    )
    package = Package(
        course=COURSE,
        lessons={},
        quizzes={"check": QUIZ},
        catalogues={"km": khmer, "zh-Hans": chinese},
    )
    keyed = quiz_with_keys(package, "check").question(WORD.id)
    shares = {
        word: kind_of(keyed).share(keyed, word)
        for word in ("phishing", "ហ្វីស៊ីង", "ការបោក", "網絡釣魚", "x", "没有", "")
    }
    assert [word for word, share in shares.items() if share] == [
        "phishing",
        "ហ្វីស៊ីង",
        "ការបោក",
        "網絡釣魚",
    ]
    in_khmer = quiz_with_keys(package, "check", "km").question(WORD.id)
    assert kind_of(in_khmer).key(in_khmer) == "ការបោក"


# --- filling in ----------------------------------------------------------------------------------


@st.composite
def answered(draw: st.DrawFn) -> tuple[Slot, Answer]:  # noqa: PLR0911 - one for each type
    """A place on a paper, and an answer that may be given there."""
    slot = draw(st.sampled_from(lay_out(QUIZ, draw(st.integers(0, 2**31 - 1)))))
    ids = list(slot.order)
    name = slot.kind.name
    if name == "single-choice":
        return slot, draw(st.sampled_from(ids))
    if name == "multiple-response":
        chosen = draw(st.sets(st.sampled_from(ids), min_size=1))
        return slot, [one for one in slot.kind.choices(slot.question) if one in chosen]
    if name == "true-false":
        return slot, draw(st.booleans())
    if name == "numeric":
        return slot, write_number(Fraction(draw(st.decimals(-(10**9), 10**9, places=3))))
    if name == "short-text":
        parsed = slot.parse({"": (draw(st.text(min_size=1, max_size=30)) + "x",)})
        assert isinstance(parsed, str)
        return slot, parsed
    if name == "matching":
        prompts = st.sampled_from([prompt.id for prompt in PAIRS.prompts])
        return slot, draw(st.dictionaries(prompts, st.sampled_from(ids), min_size=1))
    places = draw(st.permutations(range(1, len(ids) + 1)))
    few = draw(st.integers(1, len(ids)))
    return slot, dict(list(zip(ids, places, strict=True))[:few])


@given(answered())
@settings(max_examples=300)
def test_an_answer_survives_its_form_and_its_storing(case: tuple[Slot, Answer]) -> None:
    slot, answer = case
    assert slot.parse(slot.fill(answer)) == answer
    assert json.loads(canonical(answer)) == answer
    assert 0 <= slot.kind.share(slot.question, answer) <= 1


@given(
    st.integers(0, 2**31 - 1),
    st.dictionaries(
        st.sampled_from(["", "1", "2", "3", "9"]),
        st.lists(st.text(max_size=6), max_size=4),
        max_size=4,
    ),
)
def test_whatever_is_sent_is_an_answer_or_a_fault_or_nothing(
    seed: int, fields: dict[str, list[str]]
) -> None:
    for slot in lay_out(QUIZ, seed):
        parsed = slot.parse(fields)
        if parsed is not None and not isinstance(parsed, InputFault):
            assert slot.parse(slot.fill(parsed)) == parsed


@pytest.mark.parametrize("question", [LOCK, HABITS, SECRET], ids=lambda question: question.id)
def test_a_choice_that_was_not_offered_is_refused(question: Question) -> None:
    kind = kind_of(question)
    for value in ("0", "99", "b", "lock", "-1", "1.0"):
        assert kind.parse(question, {"": (value,)}, kind.choices(question)) == InputFault(
            FaultCode.NOT_OFFERED
        )


@pytest.mark.parametrize("question", [PAIRS, ORDER], ids=lambda question: question.id)
def test_a_part_that_was_not_offered_is_refused(question: Question) -> None:
    kind = kind_of(question)
    assert kind.parse(question, {"1": ("99",)}, kind.choices(question)) == InputFault(
        FaultCode.NOT_OFFERED
    )


def test_no_two_items_share_a_place() -> None:
    kind = kind_of(ORDER)
    fault = kind.parse(ORDER, {"1": ("2",), "3": ("2",)}, kind.choices(ORDER))
    assert fault == InputFault(FaultCode.SAME_PLACE, {"place": "2"})


def test_a_short_text_has_an_end() -> None:
    fault = kind_of(WORD).parse(WORD, {"": ("x" * (MOST_LETTERS + 1),)}, ())
    assert fault == InputFault(FaultCode.TOO_LONG, {"most": str(MOST_LETTERS)})


# --- orders --------------------------------------------------------------------------------------


def test_the_order_of_a_seed_never_changes_between_releases() -> None:
    assert shuffled("abcdefgh", 7, "questions") == shuffled(list("abcdefgh"), 7, "questions")
    assert "".join(shuffled("abcdefgh", 7, "questions")) == "gafhdebc"


@given(st.lists(st.integers(), max_size=30), st.integers(0, 2**31 - 1))
def test_shuffling_loses_nothing(items: list[int], seed: int) -> None:
    assert sorted(shuffled(items, seed, "x")) == sorted(items)
    assert sorted(disordered(items, seed, "x")) == sorted(items)


def test_every_order_comes_up_about_as_often() -> None:
    seen = [shuffled("abc", seed, "q") for seed in range(6000)]
    assert all(850 < seen.count(order) < 1150 for order in set(seen))
    assert len(set(seen)) == 6


@given(st.integers(0, 2**31 - 1))
def test_items_to_be_ordered_never_stand_in_order(seed: int) -> None:
    for quiz in (QUIZ, replace(QUIZ, shuffle=False)):
        slot = next(slot for slot in lay_out(quiz, seed) if slot.question is ORDER)
        assert slot.order != tuple(item.id for item in ORDER.items)


def test_a_quiz_that_is_not_shuffled_stands_as_written() -> None:
    paper = lay_out(replace(QUIZ, shuffle=False), 5)
    assert [slot.question for slot in paper] == list(QUIZ.questions)
    assert paper[0].order == tuple(option.id for option in LOCK.options)
    assert [slot.place for slot in paper] == list(range(1, len(QUIZ.questions) + 1))


@given(st.integers(0, 2**31 - 1))
def test_the_paper_is_the_same_in_every_language(seed: int) -> None:
    said = replace(
        QUIZ, questions=tuple(replace(question, text="另一种") for question in QUIZ.questions)
    )
    assert [(slot.question.id, slot.order) for slot in lay_out(QUIZ, seed)] == [
        (slot.question.id, slot.order) for slot in lay_out(said, seed)
    ]


# --- questions that are drawn ----------------------------------------------------------------

SEEDS = st.integers(0, 2**31 - 1)
SIZES = st.integers(1, len(QUIZ.questions))


def test_the_questions_of_a_seed_never_change_between_releases() -> None:
    assert [each.id for each in drawn(replace(QUIZ, draw=3), 7).questions] == [
        "code-is-secret",
        "fee",
        "first-hour",
    ]


@given(SEEDS, SIZES, st.booleans())
def test_a_seed_draws_so_many_questions_and_always_the_same(
    seed: int,
    size: int,
    shuffle: bool,  # noqa: FBT001
) -> None:
    quiz = replace(QUIZ, draw=size, shuffle=shuffle)
    asked = drawn(quiz, seed)
    names = [each.id for each in asked.questions]
    assert len(set(names)) == len(names) == size == quiz.asked
    assert asked == drawn(quiz, seed) == drawn(asked, seed)
    assert names == [each.id for each in QUIZ.questions if each.id in names]


@given(SEEDS, SIZES)
def test_the_paper_has_what_was_drawn_shuffled_or_as_written(seed: int, size: int) -> None:
    quiz = replace(QUIZ, draw=size)
    names = [each.id for each in drawn(quiz, seed).questions]
    paper = [slot.question.id for slot in lay_out(quiz, seed)]
    written = [slot.question.id for slot in lay_out(replace(quiz, shuffle=False), seed)]
    assert written == names
    assert sorted(paper) == sorted(names)


@given(SEEDS, SIZES)
def test_the_same_questions_are_drawn_in_every_language(seed: int, size: int) -> None:
    said = tuple(replace(question, text="另一种") for question in QUIZ.questions)
    here = lay_out(replace(QUIZ, draw=size), seed)
    there = lay_out(replace(QUIZ, draw=size, questions=said), seed)
    assert [slot.question.id for slot in here] == [slot.question.id for slot in there]


@given(SEEDS)
def test_a_quiz_that_draws_nothing_or_everything_asks_all(seed: int) -> None:
    whole = len(QUIZ.questions)
    assert drawn(QUIZ, seed) == QUIZ
    for size in (whole, whole + 1):
        quiz = replace(QUIZ, draw=size)
        assert (drawn(quiz, seed).questions, quiz.asked) == (QUIZ.questions, whole)


def test_every_question_is_drawn_about_as_often() -> None:
    quiz = replace(QUIZ, draw=2)
    names = [each.id for seed in range(3500) for each in drawn(quiz, seed).questions]
    assert all(880 < names.count(each.id) < 1120 for each in QUIZ.questions)


@given(SEEDS, SIZES, st.sets(st.sampled_from([question.id for question in QUIZ.questions])))
def test_only_what_was_drawn_earns_marks(seed: int, size: int, known: set[str]) -> None:
    asked = drawn(replace(QUIZ, draw=size), seed)
    keys = {each.id: kind_of(each).key(each) for each in QUIZ.questions}
    verdict = grade(asked, {name: keys[name] for name in known})
    assert set(verdict.marks) == {each.id for each in asked.questions}
    assert verdict.available == available_marks(asked) <= available_marks(QUIZ)
    assert verdict.total == sum(each.marks for each in asked.questions if each.id in known)
    assert grade(asked, keys).percent == 100


def test_a_quiz_without_questions_earns_nothing() -> None:
    verdict = grade(replace(QUIZ, questions=()), {})
    assert (verdict.total, verdict.available, verdict.percent, verdict.passed) == (0, 0, 0, False)


# --- a form --------------------------------------------------------------------------------------


def _form(
    paper: tuple[Slot, ...], shown: dict[str, Answer], filled: dict[str, Answer]
) -> dict[str, Any]:
    posted: dict[str, Any] = {}
    for slot in paper:
        posted[base_name(slot.place)] = [base_of(shown.get(slot.question.id))]
        for part, values in slot.fill(filled.get(slot.question.id)).items():
            posted[field_name(slot.place, part)] = list(values)
    return posted


PAPER = lay_out(QUIZ, 3)


def test_only_what_changed_on_the_page_is_new() -> None:
    shown: dict[str, Answer] = {LOCK.id: "a", WORD.id: "phishing", SECRET.id: True}
    filled: dict[str, Answer] = {LOCK.id: "b", WORD.id: "phishing", FEE.id: "1400"}
    sheet = read_sheet(PAPER, _form(PAPER, shown, filled), page_key="k")
    assert {new.question_id: new.answer for new in sheet.answers} == {
        LOCK.id: "b",
        FEE.id: "1400",
        SECRET.id: None,
    }
    assert not sheet.faults


def test_a_question_that_was_not_on_the_form_is_left_alone() -> None:
    place = next(slot.place for slot in PAPER if slot.question is LOCK)
    sheet = read_sheet(PAPER, {field_name(place): ["1"]}, page_key="k")
    assert not sheet.answers


def test_a_fault_keeps_what_was_typed_and_the_others_go_on() -> None:
    form = _form(PAPER, {}, {LOCK.id: "b"})
    place = next(slot.place for slot in PAPER if slot.question is FEE)
    form[field_name(place)] = ["about 1400"]
    sheet = read_sheet(PAPER, form, page_key="k")
    assert [new.question_id for new in sheet.answers] == [LOCK.id]
    assert sheet.faults[place].code is FaultCode.NOT_A_NUMBER
    assert sheet.typed[place] == {"": ["about 1400"]}


def test_a_save_key_tells_pages_questions_and_answers_apart() -> None:
    keys = {
        save_key(page, question, (answer, certainty, is_check))
        for page in "ab"
        for question in "ab"
        for answer in ("x", ["x"], None)
        for certainty in (None, 1, 3)
        for is_check in (False, True)
    }
    assert len(keys) == 72
    assert all(len(key) == 64 for key in keys)


def test_what_has_no_answer_is_listed() -> None:
    left = unanswered(PAPER, {LOCK.id: "a"})
    assert {slot.question.id for slot in left} == {question.id for question in QUIZ.questions} - {
        LOCK.id
    }


# --- marks and attempts --------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from([question.id for question in QUIZ.questions]), st.none()))
def test_nothing_earns_nothing(answers: dict[str, None]) -> None:
    verdict = grade(QUIZ, {key: value for key, value in answers.items() if value is not None})
    assert (verdict.total, verdict.percent, verdict.passed) == (0, 0, False)


def test_the_key_earns_a_hundred_percent() -> None:
    verdict = grade(
        QUIZ, {question.id: kind_of(question).key(question) for question in QUIZ.questions}
    )
    assert (verdict.total, verdict.available, verdict.percent, verdict.passed) == (9, 9, 100, True)


@pytest.mark.parametrize(
    ("right", "of", "pass_mark", "percent", "passed"),
    [
        (1, 2, 50, 50, True),
        (2, 3, 67, 66, False),
        (2, 3, 66, 67, True),
        (1, 8, 10, 13, True),
        (7, 200, 10, 4, False),
        (199, 200, 100, 99, False),
        (0, 3, 0, 0, True),
    ],
)
def test_a_percentage_is_rounded_but_never_across_the_pass_mark(
    *, right: int, of: int, pass_mark: int, percent: int, passed: bool
) -> None:
    questions = tuple(replace(LOCK, id=f"q{number}") for number in range(of))
    quiz = replace(QUIZ, questions=questions, pass_mark=pass_mark)
    verdict = grade(quiz, {f"q{number}": "b" if number < right else "a" for number in range(of)})
    assert (verdict.percent, verdict.passed) == (percent, passed)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 100))
def test_what_is_shown_agrees_with_what_was_decided(of: int, right: int, pass_mark: int) -> None:
    quiz = replace(
        QUIZ, questions=tuple(replace(LOCK, id=f"q{n}") for n in range(of)), pass_mark=pass_mark
    )
    verdict = grade(quiz, {f"q{n}": "b" for n in range(min(right, of))})
    assert verdict.passed == (verdict.percent >= pass_mark)
    assert abs(verdict.percent - 100 * verdict.total / verdict.available) <= 1


@pytest.mark.parametrize(
    ("allowed", "states", "refused"),
    [
        (2, [], None),
        (2, ["submitted"], None),
        (2, ["submitted", "open"], None),
        (2, ["submitted", "submitted"], AttemptRefused.NONE_LEFT),
        (1, ["submitted", "submitted"], AttemptRefused.NONE_LEFT),
        (0, ["submitted"] * 50, None),
    ],
)
def test_an_attempt_may_begin_while_there_are_some_left(
    allowed: int, states: list[str], refused: AttemptRefused | None
) -> None:
    found = may_start(
        replace(QUIZ, attempts=allowed), tried(*states), Conditions(), code="", now=NOW
    )
    assert found is refused


def test_attempts_are_counted_down_to_nothing() -> None:
    assert attempts_left(replace(QUIZ, attempts=3), tried("submitted")) == 2
    assert attempts_left(replace(QUIZ, attempts=1), tried("submitted", "submitted")) == 0
    assert attempts_left(replace(QUIZ, attempts=0), tried("submitted")) is None


def test_the_key_is_shown_when_no_further_try_could_use_it() -> None:
    twice = replace(QUIZ, attempts=2)
    assert shows_key(twice, tried("submitted", "submitted"))
    assert not shows_key(twice, tried("submitted", "open"))
    assert not shows_key(twice, tried("submitted", passed=True))
    endless = replace(QUIZ, attempts=0)
    assert not shows_key(endless, tried("submitted"))
    assert shows_key(endless, tried("submitted", passed=True))
    assert not shows_key(endless, tried("submitted", "open", passed=True))


# --- receipts ------------------------------------------------------------------------------------


def _receipt(key: bytes = b"key", **changes: Any) -> str:
    facts: dict[str, Any] = {
        "attempt_id": UUID(int=1),
        "sequence": 1,
        "question_id": "q",
        "answer": "a",
        "at": NOW,
    }
    return receipt(key, **{**facts, **changes})


def test_a_receipt_is_short_and_readable_and_always_the_same() -> None:
    assert _receipt() == _receipt()
    assert len(_receipt()) == 9
    assert set(_receipt()) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


def test_a_receipt_proves_every_part_of_what_was_kept() -> None:
    others = [
        _receipt(b"other"),
        _receipt(attempt_id=UUID(int=2)),
        _receipt(sequence=2),
        _receipt(question_id="r"),
        _receipt(answer=None),
        _receipt(at=NOW + timedelta(microseconds=1)),
    ]
    assert len({_receipt(), *others}) == 7
