"""What changed between two texts, and nothing lost on the way."""

from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.content.differences import (
    Mark,
    Piece,
    likeness,
    line_changes,
    paired,
    word_changes,
    words,
)

ALPHABET = "ab A5.,'’ \n\u200bทำล็อกກຳកក្ខ\u17d2ូမြန်\u1039က锁个👨\u200d👩🇰🇭é"
texts = st.one_of(st.text(ALPHABET, max_size=40), st.text(max_size=20))
lists = st.lists(st.sampled_from(["one", "two", "three", "once", "tree"]), max_size=8)


def side(pieces: tuple[Piece, ...], *marks: Mark) -> str:
    return "".join(piece.text for piece in pieces if piece.mark in marks)


def marked(old: str, new: str) -> str:
    """The change as `same [gone] {new}`."""
    shape = {Mark.SAME: "{}", Mark.GONE: "[{}]", Mark.NEW: "{{{}}}"}
    return "".join(shape[piece.mark].format(piece.text) for piece in word_changes(old, new))


def is_whole(old: str, new: str) -> bool:
    pieces = word_changes(old, new)
    before, after = side(pieces, Mark.SAME, Mark.GONE), side(pieces, Mark.SAME, Mark.NEW)
    return (before, after) == (old, new)


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_pieces(old: str, new: str) -> None:
    assert is_whole(old, new)


@given(texts, texts)
def test_neighbours_differ_and_what_is_gone_stands_first(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert all(piece.text for piece in pieces)
    for one, other in pairwise(pieces):
        assert (one.mark, other.mark) not in {(mark, mark) for mark in Mark}
        assert (one.mark, other.mark) != (Mark.NEW, Mark.GONE)


@given(texts)
def test_the_same_text_is_one_piece(text: str) -> None:
    assert word_changes(text, text) == ((Piece(Mark.SAME, text),) if text else ())


@given(texts)
def test_words_are_the_whole_text_and_none_begins_inside_a_letter(text: str) -> None:
    found = words(text)
    assert "".join(found) == text
    assert not [word for word in found[1:] if category(word[0]).startswith("M")]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("one two", "one and then two", "one {and then }two"),
        ("Tell nobody.", "Tell no one.", "Tell [nobody]{no one}."),
        ("It costs 5,000.", "It costs 6,000.", "It costs [5,000]{6,000}."),
        ("We don't ask.", "We do ask.", "We [don't]{do} ask."),
        ("Update, lock", "Update. Share, lock", "Update{. Share}, lock"),
        ("old, dry", "new, wet", "[old, dry]{new, wet}"),
        ("请选择一个锁。", "请选择一把锁。", "请选择一[个]{把}锁。"),
        ("ជ្រើសសោ", "ជ្រើសសោថ្មី", "ជ្រើសសោ{ថ្មី}"),
        ("", "A start", "{A start}"),
    ],
)
def test_changes_are_marked_as_a_reader_would(old: str, new: str, change: str) -> None:
    assert marked(old, new) == change


def test_a_small_word_does_not_break_up_what_was_rewritten() -> None:
    assert marked("give it to strangers", "lend it no thieves") == (
        "[give it to strangers]{lend it no thieves}"
    )


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("ក្រុម", ["ក្រុ", "ម"]),
        ("က္ကနိုင်", ["က္က", "နို", "င်"]),
        ("ทำที่", ["ทำ", "ที่"]),
        ("ກຳ锁个", ["ກຳ", "锁", "个"]),
        ("២០២៦", ["២០២៦"]),
        ("தமிழ் மொழி", ["தமிழ்", " ", "மொழி"]),
        ("👨\u200d👩👍🏽", ["👨\u200d👩", "👍🏽"]),
    ],
)
def test_scripts_without_spaces_are_cut_between_clusters(text: str, clusters: list[str]) -> None:
    assert words(text) == clusters


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 30_000, "b a " * 15_000),
        ("ก" * 60_000, "กข" * 30_000),
        ("\n" * 60_000, "\na" * 30_000),
        ("".join(f"{n} one\n" for n in range(6_000)), "".join(f"{n} two\n" for n in range(6_000))),
        ("x\n" + "ก" * 59_000 + "\ny", "ข" * 29_000 + "\ny\n" + "ขค" * 15_000),
    ],
)
def test_texts_of_any_size_come_out_whole(old: str, new: str) -> None:
    assert is_whole(old, new)


def test_a_long_text_is_compared_by_line_and_then_by_word() -> None:
    lines = [f"{number} a b c d e f g h" for number in range(1_200)]
    new = ["0 changed", *(line.replace("e", "x") for line in lines[1:-1]), "0 changed"]
    assert len(word_changes("\n".join(lines), "\n".join(new))) > len(lines)


@given(lists, lists)
def test_every_member_is_told_once_and_in_order(old: list[str], new: list[str]) -> None:
    pairs = list(paired(old, new, alike=likeness))
    assert [left for left, _ in pairs if left is not None] == list(range(len(old)))
    assert [right for _, right in pairs if right is not None] == list(range(len(new)))
    assert all(
        likeness(old[left], new[right]) >= 0.5
        for left, right in pairs
        if left is not None and right is not None
    )


def test_a_member_that_was_changed_is_found_behind_a_new_one() -> None:
    old, new = ["Hang up."], ["Take a breath.", "Hang up now."]
    assert list(paired(old, new, alike=likeness)) == [(None, 0), (0, 1)]


def test_many_changed_members_are_paired_in_their_order() -> None:
    old = [f"the {number}th old line" for number in range(200)]
    new = [f"the {number}th new line" for number in range(200)]
    assert list(paired(old, new, alike=likeness)) == [(number, number) for number in range(200)]


def test_lists_of_any_length_keep_what_they_begin_and_end_with() -> None:
    old, new = ["a", *"bc" * 5_100, "z"], ["a", *"de" * 5_100, "z"]
    pairs = list(paired(old, new, alike=likeness))
    assert (pairs[0], pairs[-1]) == ((0, 0), (10_201, 10_201))
    assert len(pairs) == 2 + 2 * 10_200


OLD = "one\ntwo\nthree\nfour\nfive\nsix\nseven"


def test_files_stand_side_by_side_with_their_line_numbers() -> None:
    rows = line_changes("keep\nTell nobody.\nlast", "keep\nnew here\nTell no one.\nlast\n")
    assert [(row.left, row.right, row.is_same) for row in rows] == [
        (1, 1, True), (0, 2, False), (2, 3, False), (3, 4, True),
    ]  # fmt: skip
    assert rows[2].before == (
        Piece(Mark.SAME, "Tell "),
        Piece(Mark.GONE, "nobody"),
        Piece(Mark.SAME, "."),
    )
    assert rows[2].after == (
        Piece(Mark.SAME, "Tell "),
        Piece(Mark.NEW, "no one"),
        Piece(Mark.SAME, "."),
    )


def test_lines_that_stayed_are_folded_away_from_the_changes() -> None:
    rows = line_changes(OLD, OLD.replace("six", "6"), context=1)
    assert [(row.left, row.right, row.folded) for row in rows] == [
        (1, 1, 4), (5, 5, 0), (6, 0, 0), (0, 6, 0), (7, 7, 0),
    ]  # fmt: skip


def test_a_single_line_is_not_folded() -> None:
    rows = line_changes(OLD, OLD.replace("three", "3"), context=1)
    assert [row.folded for row in rows] == [0, 0, 0, 0, 0, 3]


def test_files_that_are_the_same_are_one_fold() -> None:
    (row,) = line_changes(OLD, OLD)
    assert row.folded == 7


@given(texts, texts, st.integers(0, 3))
def test_no_line_of_a_file_is_lost(old: str, new: str, context: int) -> None:
    rows = line_changes(old, new, context=context)
    left = sum(row.folded or bool(row.left) for row in rows)
    right = sum(row.folded or bool(row.right) for row in rows)
    assert (left, right) == (len(old.splitlines()), len(new.splitlines()))
