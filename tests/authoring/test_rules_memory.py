"""Earlier translations of the same or of a similar text are offered, the closest first."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from academy.authoring.rules.memory import Match, Remembered, length_window, similar
from academy.kernel.text import fold

TEXT = st.text(alphabet="ab lock 12 锁屏 ក", min_size=1, max_size=40).filter(str.strip)


def known(source: str, text: str = "x", unit: str = "unit") -> Remembered:
    return Remembered(source, text, "course", unit)


def percent(one: str, other: str) -> int:
    offers = similar(one, [known(other)], at_least=0)
    return offers[0].percent


def test_the_very_same_text_is_offered_whole() -> None:
    same = known("Lock your screen.")
    assert similar("Lock your screen.", [same]) == (Match(same, 100, exact=True),)


def test_case_and_space_cost_nothing_but_are_not_exact() -> None:
    (offer,) = similar("Lock your screen.", [known("lock  your screen.")])
    assert (offer.percent, offer.exact) == (100, False)


def test_another_number_is_never_the_same_text() -> None:
    long = "The fee of a sale is never more than a small part of what was sold, " * 5
    assert percent(f"{long} 10 or so", f"{long} 11 or so") == 99
    assert percent("10²", "102") == 99


def test_a_similar_text_is_offered_and_a_strange_one_is_not() -> None:
    offers = similar(
        "Lock your phone before you lend it.",
        [known("Lock your phone before you sell it.", "a"), known("Erase it.", "b")],
    )
    assert [offer.remembered.text for offer in offers] == ["a"]
    assert 70 <= offers[0].percent < 100


def test_other_words_of_the_same_letters_count_less_than_another_ending() -> None:
    ending = percent("Send the code now", "Sending the code now")
    assert percent("Send the code now", "The now code send") < ending


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("锁定你的手机屏幕", "锁定您的手机屏幕"),
        ("ចាក់សោទូរស័ព្ទរបស់អ្នក", "ចាក់សោទូរស័ព្ទរបស់គេ"),
        ("ล็อกหน้าจอของคุณก่อน", "ล็อกหน้าจอของฉันก่อน"),
    ],
)
def test_scripts_without_spaces_are_compared_by_letters(one: str, other: str) -> None:
    assert 70 <= percent(one, other) < 100


def test_the_closest_come_first_and_equals_keep_their_order() -> None:
    offers = similar(
        "Lock the old phone",
        [
            known("Lock the odd phone", "third"),
            known("LOCK THE OLD PHONE", "second"),
            known("Lock the olt phone", "fourth"),
            known("Lock the old phone", "first"),
        ],
    )
    assert [offer.remembered.text for offer in offers] == ["first", "second", "third", "fourth"]


def test_a_translation_is_offered_once_for_its_closest_text() -> None:
    offers = similar(
        "Lock the phone", [known("Lock the phones", "ចាក់សោ"), known("Lock the phone", "ចាក់សោ ")]
    )
    assert [(offer.exact, offer.remembered.source) for offer in offers] == [
        (True, "Lock the phone")
    ]


def test_no_more_are_offered_than_asked_for() -> None:
    many = [known("Lock the phone", str(each)) for each in range(9)]
    assert len(similar("Lock the phone", many)) == 5
    assert len(similar("Lock the phone", many, most=2)) == 2
    assert similar("Lock the phone", []) == ()


@given(TEXT)
def test_a_text_is_like_itself(text: str) -> None:
    assert percent(text, text) == 100


@given(TEXT, TEXT)
@example("ab", "ba")
def test_likeness_goes_both_ways_and_has_bounds(one: str, other: str) -> None:
    assert percent(one, other) == percent(other, one)
    assert 0 <= percent(one, other) <= 100
    assert (percent(one, other) == 100) <= (fold(one) == fold(other))


@given(TEXT, TEXT)
def test_what_is_similar_lies_in_the_window(one: str, other: str) -> None:
    low, high = length_window(one, at_least=percent(one, other))
    assert low <= len(fold(other)) <= high


def test_the_window_of_a_sentence_is_narrow_enough_to_ask_for() -> None:
    assert length_window("a" * 100) == (43, 233)
