from hypothesis import given
from hypothesis import strategies as st

from academy.authoring.rules.editing import (
    as_far_as_kept,
    on_a_phone,
    part_text,
    pictures_in,
    stale_texts,
    uses,
    with_sizes,
)
from academy.authoring.rules.translating import Row, State
from academy.content import bounds
from academy.content.differences import Mark
from academy.content.model import COURSE
from academy.content.po import Entry
from academy.content.reader import read_package
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment
from academy.content.writer import course_plain, quiz_plain, write_package
from tests.builders import package_files

PACKAGE = read_package(package_files())
MEDIA = {"well.webp": b"1", "well.480w.webp": b"2", "well.960w.webp": b"3", "map.svg": b"4"}


@given(st.integers(0, 9_000), st.sampled_from(["", "a", "ក" * 20]))
def test_a_lesson_is_looked_at_as_far_as_one_may_go(lines: int, line: str) -> None:
    text = f"{line}\n" * lines

    seen = as_far_as_kept(text)

    assert text.startswith(seen)
    assert len(seen) <= bounds.LESSON
    assert seen.count("\n") <= bounds.LESSON_LINES
    assert as_far_as_kept(seen) == seen
    if len(text) <= bounds.LESSON and lines <= bounds.LESSON_LINES:
        assert seen == text


def row(source: str, previous: str = "", state: State = State.STALE) -> Row:
    segment = Segment("keep", source, "lessons/keep.md", 1, SegmentKind.PARAGRAPH)
    return Row(segment, Entry("x", previous=previous), state, None, None, None)


def test_a_text_is_stale_once_with_all_its_languages() -> None:
    rows = {
        "km": [row("New words"), row("Other", state=State.TRANSLATED)],
        "th": [row("New words", "Old words")],
    }

    (text,) = stale_texts(rows)

    assert (text.source, text.previous, text.languages) == ("New words", "Old words", ("km", "th"))
    assert [piece.text for piece in text.pieces if piece.mark is Mark.GONE] == ["Old"]


def test_where_nobody_knows_what_it_was_nothing_is_marked() -> None:
    (text,) = stale_texts({"km": [row("New words")]})

    assert {piece.mark for piece in text.pieces} == {Mark.SAME}


def test_a_lesson_shows_its_own_pictures_and_not_those_from_elsewhere() -> None:
    text = "# A\n\n![a](media/well.webp)\n\n![b](https://x.org/c.png)\n\n`![c](media/map.svg)`\n"

    assert pictures_in(text) == {"well.webp"}


@given(st.text())
def test_any_text_can_be_asked_for_its_pictures(text: str) -> None:
    assert all(f"media/{name}" in text or "%" in name for name in pictures_in(text))


def test_a_picture_has_its_sizes_with_it() -> None:
    assert with_sizes(["well.webp", "none.webp"], MEDIA) == MEDIA.keys() - {"map.svg"}


def test_a_phone_fetches_the_small_size_where_there_is_one() -> None:
    assert on_a_phone(["well.webp", "map.svg", "none.svg"], MEDIA) == ("well.480w.webp", "map.svg")


def test_where_pictures_are_used_is_told_by_lesson() -> None:
    assert uses(PACKAGE) == {"two-glasses.svg": ("look",)}


def test_every_part_reads_as_its_file() -> None:
    files = write_package(PACKAGE)

    assert part_text(COURSE, course_plain(PACKAGE.course)).encode() == files["course.yaml"]
    assert (
        part_text("quiz/look-check", quiz_plain(PACKAGE.quizzes["look-check"])).encode()
        == files["quizzes/look-check.yaml"]
    )
    assert part_text("lesson/keep", {"text": "# Keep\n"}) == "# Keep\n"
