"""Terms of the glossary are found in a text where a reader would find them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.authoring.rules.glossary import GlossaryEntry, terms_in

WORDS = {"km": "សោ"}


def entries(*terms: str) -> list[GlossaryEntry]:
    return [GlossaryEntry(term, "", WORDS) for term in terms]


def marked(source: str, *terms: str) -> list[str]:
    return [source[found.start : found.end] for found in terms_in(source, entries(*terms))]


@pytest.mark.parametrize(
    ("source", "term", "found"),
    [
        ("Set a screen lock.", "screen lock", ["screen lock"]),
        ("Set a Screen  Lock.", "screen lock", ["Screen  Lock"]),
        ("Screen locks help.", "Screen lock", ["Screen locks"]),
        ("The PIN, a pin, the PINs", "PIN", ["PIN", "pin", "PINs"]),
        ("Ｆｕｌｌ width", "full", ["Ｆｕｌｌ"]),
        ("A clock is no lock.", "lock", ["lock"]),
        ("Unlock, lockers, locksmith", "lock", []),
        ("A pass; passes", "pass", ["pass"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("the bank's code", "bank", ["bank"]),
        ("two-factor login", "factor", ["factor"]),
        ("打开 PIN码 和密码", "PIN", ["PIN"]),
        ("打开网络钓鱼邮件", "网络钓鱼", ["网络钓鱼"]),
        ("សូមចាក់\u200bសោទូរស័ព្ទ", "ចាក់សោ", ["ចាក់\u200bសោ"]),
        ("படம் படத்தை", "படம்", ["படம்"]),
        ("mật khẩu mạnh", "Mật khẩu", ["mật khẩu"]),
        ("Nothing", "", []),
        ("Nothing", "   ", []),
    ],
)
def test_a_term_is_found_as_a_word(source: str, term: str, found: list[str]) -> None:
    assert marked(source, term) == found


def test_code_and_the_targets_of_links_are_no_words() -> None:
    source = "Run `lock`, see [lock](unit:lock) or https://lock.example/lock today."
    assert marked(source, "lock") == ["lock"]
    assert terms_in(source, entries("lock"))[0].start == source.index("[lock]") + 1


def test_of_two_that_overlap_the_longer_is_found() -> None:
    assert marked("a screen lock code", "lock", "screen lock", "lock code") == ["screen lock"]
    assert marked("a lock, a screen lock", "lock", "screen lock") == ["lock", "screen lock"]


def test_the_first_entry_of_a_term_counts() -> None:
    first, second = GlossaryEntry("lock", "a thing", {}), GlossaryEntry("lock", "a deed", {})
    (found,) = terms_in("a lock", [first, second])
    assert found.entry is first


@given(
    st.text(alphabet="ab Aß锁ក់\u200b`](", max_size=40),
    st.lists(st.text(alphabet="abA ß锁ក", min_size=1, max_size=4), max_size=6),
)
def test_places_are_in_order_apart_and_of_their_term(source: str, terms: list[str]) -> None:
    found = terms_in(source, entries(*terms))
    ends = [0, *(each.end for each in found)]
    assert all(end <= each.start < each.end for end, each in zip(ends, found, strict=False))
    assert all(each.end <= len(source) and each.entry.term in terms for each in found)


@given(st.sampled_from(["screen lock", "网络钓鱼", "ចាក់សោ", "கடவுச்சொல்"]))
def test_a_term_alone_is_found_whole(term: str) -> None:
    assert marked(term, term) == [term]
