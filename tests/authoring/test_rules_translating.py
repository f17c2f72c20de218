"""How things stand with a translation follows from the texts alone, whatever happened before."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from academy.authoring.rules.glossary import GlossaryEntry
from academy.authoring.rules.sifting import (
    PAGE,
    Show,
    Wanted,
    agreed_in,
    broken,
    by_unit,
    sift,
    text_faults,
)
from academy.authoring.rules.translating import (
    Kept,
    Row,
    Standing,
    State,
    catalogue_for,
    newer,
    only_unit,
    only_unit_words,
    review_mark,
    rows_for,
    settled,
    shown_of,
    standing_of,
    with_catalogues,
)
from academy.content.codes import FaultCode
from academy.content.model import (
    CertificateTerms,
    Completion,
    Course,
    Level,
    Module,
    Package,
    Track,
    Unit,
    UnitKind,
)
from academy.content.po import Catalogue, Entry, Key
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment, segments
from tests.cast import NOW

FAMILIES = ("aaaaaaaa bbbbbbbb", "cccccccc dddddddd", "eeeeeeee ffffffff")
"""Texts of one family are much alike, those of two have nothing in common."""
TAG = "my"
UNITS = ("one", "two")

sources = st.builds("{} {}".format, st.sampled_from(FAMILIES), st.integers(1, 3))
lessons = st.lists(sources, max_size=4, unique=True).map(tuple)
words = st.sampled_from(["", "က", "ခ", "ဂ"])
edits = st.builds(lambda unit, texts: ("edit", unit, texts), st.sampled_from(UNITS), lessons)
work = st.builds(
    lambda place, text, mark: ("translate", place, (text, mark)),
    st.integers(0, 7),
    words,
    st.sampled_from(["", "fuzzy", "reviewed"]),
)
files = st.builds(lambda place, text: ("file", place, text), st.integers(0, 7), words)
publications = st.just(("publish", None, None))
histories = st.lists(st.one_of(edits, work, files, publications), max_size=12)


def package_of(texts: dict[str, tuple[str, ...]]) -> Package:
    units = tuple(Unit(unit, UnitKind.LESSON, 5, required=True, title="") for unit in texts)
    course = Course(
        id="course", track=Track.AI, level=Level.FOUNDATION, language="en", hours=1, title="",
        summary="", outcomes=(), competences=(), modules=(Module("m", "", units),),
        completion=Completion(), certificate=CertificateTerms(""),
    )  # fmt: skip
    return Package(course, {unit: "\n\n".join(own) + "\n" for unit, own in texts.items()}, {})


@dataclass
class World:
    """A course at the desk: its texts, what is published of them, what was left at the desk."""

    texts: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict.fromkeys(UNITS, ()))
    published: Catalogue = field(default_factory=lambda: Catalogue(TAG))
    kept: dict[Key, Kept] = field(default_factory=dict)

    @property
    def package(self) -> Package:
        return package_of(self.texts)

    @property
    def catalogue(self) -> Catalogue:
        return catalogue_for(self.package, TAG, published=self.published, kept=self.kept.values())

    @property
    def rows(self) -> tuple[Row, ...]:
        return rows_for(
            segments(self.package), self.catalogue, kept=self.kept, published=self.published
        )

    def do(self, what: str, where: object, how: object) -> None:
        if what == "edit":
            self.texts[str(where)] = how  # type: ignore[assignment]
        elif what == "publish":
            self.publish()
        elif keys := [segment.key for segment in segments(self.package)]:
            key = keys[int(where) % len(keys)]  # type: ignore[call-overload]
            if what == "translate":
                self.translate(key, *how)  # type: ignore[misc]
            else:
                self.bring(key, str(how))

    def translate(self, key: Key, text: str, mark: str = "") -> None:
        unit, source = key
        self.kept[key] = Kept(
            unit, source, text, is_fuzzy=mark == "fuzzy" and bool(text), previous="", comment="",
            published=shown_of(self.published, key),
            reviewed=review_mark(source, text) if mark == "reviewed" else None,
            saved_at=NOW, saved_by=None,
        )  # fmt: skip

    def bring(self, key: Key, text: str) -> None:
        """A file that is published has another translation."""
        entries = {**self.published.entries, key: Entry(text)}
        self.published = replace(self.published, entries=entries)

    def publish(self) -> None:
        before, self.published = self.published, self.catalogue
        told = settled(self.kept.values(), before=before, after=self.published)
        self.kept |= {one.key: one for one in told}


def lived(history: Iterable[tuple[str, object, object]]) -> World:
    world = World()
    for what, where, how in history:
        world.do(what, where, how)
    return world


def told(world: World) -> list[State]:
    """The states that a reader of this paragraph would give.

    A word from the desk counts unless learners have another one since it was published. Where a
    text has none, it is stale if its unit has a translation, of a text that is gone, to spare.
    """
    pool = {**world.published.obsolete, **world.published.entries}
    for key, one in world.kept.items():
        of_published = world.published.entries.get(key, Entry(""))
        read = "" if of_published.fuzzy else of_published.text
        unpublished = ("" if one.is_fuzzy else one.text) != one.published
        if unpublished or read == one.published:
            pool[key] = Entry(one.text, one.is_fuzzy)
    here = [segment.key for segment in segments(world.package)]
    spare = [
        (unit, source[:-1])
        for (unit, source), entry in pool.items()
        if entry.text and (unit, source) not in here
    ]
    states = []
    for unit, source in here:
        if (unit, source) in pool:
            entry, left = pool[unit, source], world.kept.get((unit, source))
            signed = left and left.reviewed == review_mark(source, entry.text)
            states.append(
                State.UNTRANSLATED if not entry.text
                else State.STALE if entry.fuzzy
                else State.REVIEWED if signed else State.TRANSLATED
            )  # fmt: skip
        elif (unit, source[:-1]) in spare:
            spare.remove((unit, source[:-1]))
            states.append(State.STALE)
        else:
            states.append(State.UNTRANSLATED)
    return states


@given(histories)
def test_states_follow_from_the_texts_whatever_happened(
    history: list[tuple[str, object, object]],
) -> None:
    world = lived(history)

    assert [row.state for row in world.rows] == told(world)


@given(
    history=histories,
    source=sources,
    text=st.sampled_from(["က", "ခ"]),
    after=st.lists(st.one_of(edits, files)),
)
def test_a_word_that_was_not_published_is_never_lost(
    history: list[tuple[str, object, object]],
    source: str,
    *,
    text: str,
    after: list[tuple[str, object, object]],
) -> None:
    world = lived(history)
    world.texts["one"] = (source,)
    key = ("one", source)
    assume(text != shown_of(world.published, key))
    world.translate(key, text)
    for what, where, how in after:
        world.do(what, where, how)
    world.texts["one"] = (source,)

    (row,) = (row for row in world.rows if row.segment.key == key)
    assert row.entry.text == text
    assert row.elsewhere in {None, shown_of(world.published, key)}


@given(histories, sources, st.sampled_from(["က", "ခ"]))
def test_what_a_file_brings_over_a_published_word_is_followed(
    history: list[tuple[str, object, object]], source: str, text: str
) -> None:
    world = lived(history)
    world.texts["one"] = (source,)
    key = ("one", source)
    world.translate(key, text)
    world.publish()
    world.bring(key, "ဂ")

    (row,) = (row for row in world.rows if row.segment.key == key)
    assert row.entry.text == "ဂ"
    assert row.elsewhere is None


@given(histories)
def test_what_is_published_is_what_the_desk_has_until_somebody_works(
    history: list[tuple[str, object, object]],
) -> None:
    world = lived(history)
    world.publish()

    assert world.catalogue is world.published
    wanted = segments(world.package)
    assert newer(wanted, published=world.published, kept=world.kept.values()) == 0
    assert catalogue_for(world.package, TAG, published=world.published, kept=()) is world.published


@given(histories, st.sampled_from(UNITS))
def test_a_unit_alone_stands_as_it_stands_among_the_others(
    history: list[tuple[str, object, object]], unit: str
) -> None:
    world = lived(history)
    package, published = only_unit(world.package, unit), only_unit_words(world.published, unit)
    kept = {key: one for key, one in world.kept.items() if key[0] == unit}
    catalogue = catalogue_for(package, TAG, published=published, kept=kept.values())

    alone = rows_for(segments(package), catalogue, kept=kept, published=published)

    assert alone == tuple(row for row in world.rows if row.segment.unit == unit)


def test_the_course_itself_is_a_unit_too() -> None:
    package = package_of({"one": ("Text",)})
    course = replace(package.course, title="Title", outcomes=("Know it.",))

    alone = segments(only_unit(replace(package, course=course), "course"))

    assert [segment.source for segment in alone] == ["Title", "Know it."]


def test_what_a_file_brought_while_the_desk_had_something_newer_is_shown_beside_it() -> None:
    world = World({"one": ("Text",), "two": ()})
    world.translate(("one", "Text"), "က")
    world.bring(("one", "Text"), "ခ")

    (row,) = world.rows
    assert (row.entry.text, row.elsewhere) == ("က", "ခ")


def test_publishing_does_not_bring_back_what_had_given_way_to_a_file() -> None:
    world = World({"one": ("Text",), "two": ()})
    world.translate(("one", "Text"), "က")
    world.publish()
    world.bring(("one", "Text"), "ခ")
    world.publish()

    (row,) = world.rows
    assert row.entry.text == "ခ"


def test_a_language_without_a_word_is_not_published() -> None:
    package = package_of({"one": ("Text",)})
    empty = Catalogue(TAG, {("one", "Text"): Entry("")})
    doubtful = Catalogue("km", {("one", "Text"): Entry("ក", fuzzy=True)})
    good = Catalogue("th", {("one", "Text"): Entry("ก")})

    kept = with_catalogues(package, {TAG: empty, "km": doubtful, "th": good})

    assert list(kept.catalogues) == ["th"]


def test_a_share_is_rounded_down_so_that_all_means_all() -> None:
    assert Standing(untranslated=1, translated=199).percent == 99
    assert Standing(reviewed=1, translated=1).percent == 100
    assert Standing().percent == 100


def row(source: str, text: str = "", *, unit: str = "one", fuzzy: bool = False) -> Row:
    segment = Segment(unit, source, f"lessons/{unit}.md", 1, SegmentKind.PARAGRAPH)
    entry = Entry(text, fuzzy)
    state = State.UNTRANSLATED if not text else State.STALE if fuzzy else State.TRANSLATED
    return Row(segment, entry, state, None, None, None)


ROWS = (
    row("Use a long password."),
    row("Read [this](https://example.org/).", "ဒါကို ဖတ်ပါ။"),
    row("Nothing here.", "ဘာမှ မရှိပါ။", unit="two", fuzzy=True),
    replace(row("Else", "အခြား", unit="two"), elsewhere="တခြား"),
)
TERMS = (GlossaryEntry("password", "", {TAG: "စကားဝှက်"}),)
AGREED = agreed_in(TERMS, TAG)


def found(**wanted: object) -> list[str]:
    page = sift(ROWS, Wanted(**wanted), language=TAG, terms=TERMS)  # type: ignore[arg-type]
    return [each.segment.source for each in page.rows]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [0, 1, 2, 3]),
        ({"unit": "two"}, [2, 3]),
        ({"words": "  NOTHING here"}, [2]),
        ({"words": "ဖတ်"}, [1]),
        ({"show": Show.UNTRANSLATED}, [0]),
        ({"show": Show.STALE}, [2]),
        ({"show": Show.TRANSLATED}, [1, 3]),
        ({"show": Show.REVIEWED}, []),
        ({"show": Show.FAULTS}, [1]),
        ({"show": Show.ELSEWHERE}, [3]),
        ({"show": Show.TRANSLATED, "unit": "two", "words": "else"}, [3]),
    ],
)
def test_texts_are_found_by_state_unit_and_words(
    wanted: dict[str, object], places: list[int]
) -> None:
    assert found(**wanted) == [ROWS[place].segment.source for place in places]


@pytest.mark.parametrize(("asked", "shown"), [(-1, 1), (1, 1), (2, 2), (3, 3), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest_that_is(asked: int, shown: int) -> None:
    many = [row(f"Text {number}") for number in range(2 * PAGE + 1)]

    page = sift(many, Wanted(page=asked), language=TAG, terms=())

    assert (page.page, page.pages, page.total) == (shown, 3, 2 * PAGE + 1)
    assert page.rows == tuple(many[(shown - 1) * PAGE : shown * PAGE])


def test_each_unit_has_its_own_standing() -> None:
    assert by_unit(ROWS) == {"one": standing_of(ROWS[:2]), "two": standing_of(ROWS[2:])}


def test_agreed_words_are_missed_beside_what_the_checker_misses() -> None:
    segment = ROWS[0].segment

    faults = text_faults(segment, "ရှည်ရှည် 3", TAG, agreed=AGREED)

    assert {fault.code for fault in faults} == {FaultCode.LOST_NUMBER, FaultCode.GLOSSARY_LOST}
    assert text_faults(segment, "စကားဝှက် ရှည်ရှည်", TAG, agreed=AGREED) == ()
    assert text_faults(segment, "", TAG, agreed=AGREED) == ()


def test_only_what_learners_would_read_keeps_a_language_from_being_published() -> None:
    lost = row("Read [this](https://example.org/).", "ဖတ်ပါ။", unit="two", fuzzy=True)

    ((where, faults),) = broken((*ROWS, lost), TAG)

    assert where == ROWS[1]
    assert [fault.code for fault in faults] == [FaultCode.LOST_LINK]
