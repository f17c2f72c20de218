"""GIFT is read as Moodle reads it."""

# ruff: noqa: E501 - what is written as one line is read as one

import pytest

from academy.content.formats.door import read
from academy.content.formats.values import Format
from tests.content.formats.reading import gift


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Q?{=a ~b}", "single-choice", {"right": ["a"]}),
        ("Q?{a ~=b}", "single-choice", {"right": ["b"]}),
        ("Q?{~%50%a ~%50%b ~c}", "multiple-response", {"right": ["a", "b"]}),
        ("Q?{~%100%a ~%-100%b}", "multiple-response", {"right": ["a"]}),
        (
            "Q?{=a ~%50%b ~c}",
            "single-choice",
            {"right": ["a"], "shares": {"a": 1, "b": "0.5", "c": 0}},
        ),
        ("Q.{T}", "true-false", {"right": True}),
        ("Q.{FALSE#no}", "true-false", {"right": False}),
        ("Q?{=a =%50%b#near}", "short-text", {"right": ["a"], "answers": [{"text": "b", "share": "0.5", "case": False}]}),
        ("Q?{a}", "short-text", {"right": ["a"]}),
        ("Q?{#3}", "numeric", {"right": 3, "tolerance": 0}),
        ("Q?{#3:0.5}", "numeric", {"right": 3, "tolerance": "0.5"}),
        ("Q?{#1..5}", "numeric", {"right": 3, "tolerance": 2}),
        ("Q?{#=3 =%0%*#no}", "numeric", {"right": 3, "tolerance": 0}),
        ("Q?{=a->x =b->y = -> z}", "matching", {"right": [["a", "x"], ["b", "y"]], "left_over": ["z"]}),
        ("Q.{}", "free-text", {}),
        ("Q.{####general}", "free-text", {}),
    ],
)  # fmt: skip
def test_each_type(text: str, kind: str, key: dict[str, object]) -> None:
    found = gift(text)
    assert (found["type"], found["key"]) == (kind, key)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Only words. ::", "not-a-question"),
        ("::N::Broken { =a", "syntax"),
        ("Broken } { =a", "syntax"),
        ("Q?{~a}", "too-few"),
        ("Q?{~a ~b}", "no-key"),
        ("Q?{=a ~a}", "same-text"),
        ("Q?{=a ~}", "no-text"),
        ("Q?{#x}", "not-a-number"),
        ("Q?{#%50%3}", "no-key"),
        ("Q?{=a->x =b}", "syntax"),
        ("Q?{=a->x =a->y}", "same-text"),
        ("Q?{=a->x}", "too-few"),
        ("Q?{= ->x =->y}", "too-few"),
        ("Q?{=a-> =b->y}", "no-text"),
        ("Q?{=%0%a}", "no-key"),
        ("Q?{=*}", "no-key"),
        ("{T}", "no-text"),
        (f"Q?{{=a {'~b' * 201}}}", "too-many"),
    ],
)
def test_what_is_no_question_is_refused(text: str, why: str) -> None:
    assert gift(text) == {"why": why}


def test_truths_say_wrong_first() -> None:
    feedback = gift("Q.{T#wrong#right####general}")["feedback"]
    assert (feedback["right"], feedback["wrong"], feedback["general"]) == ("right", "wrong", "general")  # fmt: skip


def test_formats_are_told_text_by_text() -> None:
    found = gift("[html]<b>Q</b>?{=[plain]<i> ~[markdown]*a* ~[moodle]b ~[other]c}")
    assert found["text"] == "**Q**?"
    assert [option["text"] for option in found["question"]["options"]] == ["\\<i>", "*a*", "b", "[other]c"]  # fmt: skip


def test_a_word_may_be_missing_in_the_middle() -> None:
    assert gift("Water is {~dry =wet} today.")["text"] == "Water is _____ today."


def test_stray_quotes_behind_are_told() -> None:
    found = gift('Q?{#3}";')
    assert (found["text"], found["lost"]) == ("Q?", ["stray-text"])


def test_names_categories_and_tags() -> None:
    text = "// [id:my-id] [tag:easy] [tag:outcome:a] [tag:x]\n$CATEGORY: top/a\n\n// [id:b]\n::N\\:m::Q?{T}\n\nNo name{T}\n\n::x{T}"
    first, second, third = read(text.encode(), "f", Format.GIFT).items
    assert (first.name, first.category, first.question.id) == ("N:m", "top/a", "b")
    assert (second.name, third.name) == ("No name", "x")
    tagged = gift("// [id:c] [tag:easy] [tag:outcome:a] [tag:x]\nQ{T}")
    assert (tagged["question"]["id"], tagged["question"]["difficulty"]) == ("c", "easy")
    assert tagged["lost"] == ["tag"]


def test_answers_may_have_empty_lines_between() -> None:
    assert gift("Q?{\n\n\n=a\n\n~b\n}")["key"] == {"right": ["a"]}


def test_words_with_stars_bars_and_twice() -> None:
    found = gift("Q?{=a#good =b*c =d|e =%50%a =a#good =%200%f =*#no =never}")
    assert found["key"]["right"] == ["a", "f"]
    assert found["lost"] == ["wildcard", "wildcard", "answer", "answer", "answer", "share"]
    assert found["feedback"]["wrong"] == "no"


def test_any_other_answer_may_not_earn() -> None:
    found = gift("Q?{=a =%50%*#some}")
    assert (found["lost"], found["feedback"]["wrong"]) == (["wildcard"], "some")


def test_numbers_have_feedback() -> None:
    found = gift("Q?{#=3:1#good =%50%3:2#near =%200%9 ~#no}")
    assert found["feedback"] == {"right": "good", "wrong": "no", "partly": "", "general": "", "answers": {"3": "near"}}  # fmt: skip
    assert gift("Q?{#=%50%3:2 =3:1}")["lost"] == ["share"]
    assert gift("Q?{#=%50%9 =3:1}")["lost"] == []


def test_two_options_that_say_the_same() -> None:
    assert gift("Q?{=a ~b ~b}")["lost"] == ["same-option"]
    assert {*gift("Q?{~%150%a ~%-150%b ~c}")["lost"]} == {"share"}


def test_the_best_word_earns_what_it_did() -> None:
    found = gift("Q?{=%50%a =%20%b}")
    assert found["key"] == {
        "right": ["a"],
        "answers": [
            {"text": "a", "share": "0.5", "case": False},
            {"text": "b", "share": "0.2", "case": False},
        ],
    }


def test_a_matching_may_be_too_long() -> None:
    assert gift("Q?{" + "".join(f"={place}->x{place % 2}" for place in range(201)) + "}") == {
        "why": "too-many"
    }


def test_what_stars_say_twice_is_told() -> None:
    found = gift("Q?{=a =*#first}")
    assert found["feedback"]["wrong"] == "first"
