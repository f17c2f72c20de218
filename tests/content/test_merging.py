"""What an import would change: nothing by itself that somebody wrote, everything by decision."""

# ruff: noqa: PLR0917 - what is drawn and what is told in a table comes one by one

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from babel.messages.pofile import read_po as babel_read
from babel.messages.pofile import write_po as babel_write
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.interchange import Interchange, po_with_moment, read_po_interchange
from academy.content.merging import Change, ChangeKind, Decision, Plan, apply, plan, waiting
from academy.content.po import Catalogue, Entry, Key
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment
from academy.content.xliff import read_xliff, write_xliff
from tests.content.kept_texts import some

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE, AFTER = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
ONE: Key = ("screen-lock", "Lock your screen")

few = st.sampled_from(["a", "b", "c"])
keys = st.tuples(st.sampled_from(["course", "screen-lock"]), some)
fixed = st.tuples(st.sampled_from(["course", "extra"]), few)
moments = st.sampled_from([BEFORE, NOON, AFTER])


def entries(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Entry]:
    return st.one_of(st.just(Entry("")), st.builds(Entry, texts, st.booleans(), texts, texts))


def segment(key: Key) -> Segment:
    return Segment(key[0], key[1], f"lessons/{key[0]}.md", 1, SegmentKind.PARAGRAPH)


def wanted(known: Mapping[Key, Entry]) -> list[Segment]:
    return [segment(key) for key in known]


def planned(
    ours: Entry | None,
    theirs: Entry,
    saved: datetime | None = None,
    exported: datetime | None = NOON,
) -> Plan:
    current = Catalogue("km", {ONE: ours} if ours else {})
    incoming = Interchange(Catalogue("km", {ONE: theirs}), exported)
    return plan(current, incoming, [segment(ONE)], {ONE: saved} if saved else {})


def kinds(found: Plan) -> list[ChangeKind]:
    return [change.kind for change in found.changes]


# One text


@pytest.mark.parametrize(
    ("ours", "saved", "exported", "kind"),
    [
        (None, None, NOON, ChangeKind.NEW),
        (Entry(""), AFTER, None, ChangeKind.NEW),
        (Entry("old", fuzzy=True), None, None, ChangeKind.NEW),
        (Entry("theirs", fuzzy=True), AFTER, NOON, ChangeKind.NEW),
        (Entry("old"), BEFORE, NOON, ChangeKind.CHANGED),
        (Entry("old"), NOON, NOON, ChangeKind.CHANGED),
        (Entry("old", fuzzy=True), BEFORE, NOON, ChangeKind.CHANGED),
        (Entry("old"), AFTER, NOON, ChangeKind.CONFLICT),
        (Entry("old", fuzzy=True), AFTER, NOON, ChangeKind.CONFLICT),
        (Entry("old"), BEFORE, None, ChangeKind.CONFLICT),
        (Entry("old"), None, NOON, ChangeKind.CONFLICT),
    ],
)
def test_a_finished_text_in_the_file_is_judged_by_what_is_here(
    ours: Entry | None, saved: datetime | None, exported: datetime | None, kind: ChangeKind
) -> None:
    found = planned(ours, Entry("theirs", comment="said"), saved, exported)
    before = ours.text if ours else ""
    assert found.changes == (Change(ONE, kind, before, "theirs", "said"),)


def test_nothing_empty_or_unfinished_changes_a_text() -> None:
    for ours in (Entry("old"), Entry("old", fuzzy=True), Entry("")):
        assert planned(ours, Entry(""), BEFORE) == Plan((), empty=1)
        assert planned(ours, Entry("theirs", fuzzy=True), BEFORE) == Plan((), unfinished=1)


def test_unicode_and_white_space_decide_nothing() -> None:
    source = "Caf\u0065\u0301"
    current = Catalogue("vi", {("a", "Caf\u00e9"): Entry("c\u00e0 ph\u00ea")})
    incoming = Interchange(Catalogue("vi", {("a", f" {source}\n"): Entry(" ca\u0300 phe\u0302\n")}))
    assert plan(current, incoming, [segment(("a", source))], {}) == Plan((), same=1)


def test_a_comment_here_stays_where_the_file_has_none() -> None:
    ours = Entry("old", comment="mine")
    assert apply(planned(ours, Entry("new"), BEFORE), {}) == {ONE: Entry("new", comment="mine")}
    theirs = Entry("new", comment="theirs", previous="x")
    assert apply(planned(ours, theirs, BEFORE), {}) == {ONE: Entry("new", comment="theirs")}


def test_a_conflict_is_written_only_where_it_is_taken() -> None:
    found = planned(Entry("old"), Entry("new"), AFTER)
    assert apply(found, {}) == {}
    assert apply(found, {ONE: Decision.KEEP}) == {}
    assert apply(found, {ONE: Decision.TAKE}) == {ONE: Entry("new")}


def test_a_text_whose_source_is_gone_waits_for_it() -> None:
    incoming = Interchange(Catalogue("km", {ONE: Entry("new", comment="said")}), NOON)
    found = plan(Catalogue("km"), incoming, [], {})
    assert found.changes == (Change(ONE, ChangeKind.NOT_HERE, "", "new", "said"),)
    assert apply(found, {ONE: Decision.TAKE}) == {}
    assert waiting(found) == {ONE: Entry("new", comment="said")}


def test_a_text_that_waits_already_is_not_replaced() -> None:
    current = Catalogue("km", obsolete={ONE: Entry("old")})
    incoming = Interchange(Catalogue("km", {ONE: Entry("new")}), NOON)
    found = plan(current, incoming, [], {})
    assert found.of(ChangeKind.NOT_HERE) == (Change(ONE, ChangeKind.NOT_HERE, "old", "new"),)
    assert waiting(found) == {}
    again = replace(incoming, catalogue=Catalogue("km", {ONE: Entry("old")}))
    assert plan(current, again, [], {}) == Plan((), same=1)


# Whole files


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(keys, entries(some), max_size=6), st.booleans())
def test_importing_what_was_exported_changes_nothing(known: dict[Key, Entry], late: bool) -> None:  # noqa: FBT001 - drawn
    current = Catalogue("km", known, {("course", "long ago"): Entry("x")})
    saved = dict.fromkeys(known, AFTER if late else BEFORE)
    po = po_with_moment(current, {}, exported_at=NOON)
    xliff = write_xliff(current, wanted(known), source_language="en", exported_at=NOON)
    for incoming in (read_po_interchange(po, "km"), read_xliff(xliff, "km")):
        assert plan(current, incoming, wanted(known), saved).changes == ()


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(keys, entries(some), max_size=6), st.integers(1, 60))
def test_wrapping_sorting_and_obsolete_entries_change_nothing(
    known: dict[Key, Entry], width: int
) -> None:
    current = Catalogue("km", known, {("course", "long ago"): Entry("x")})
    theirs = babel_read(io.BytesIO(po_with_moment(current, {}, exported_at=NOON)), locale="km")
    out = io.BytesIO()
    babel_write(out, theirs, width=width, sort_output=True, include_previous=True)
    incoming = read_po_interchange(out.getvalue(), "km")
    assert plan(current, incoming, wanted(known), dict.fromkeys(known, AFTER)).changes == ()


incomings = st.builds(
    Interchange,
    st.builds(Catalogue, st.just("km"), st.dictionaries(fixed, entries(few), max_size=6)),
    st.one_of(st.none(), moments),
)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(fixed, entries(few)),
    incomings,
    st.sets(fixed),
    st.dictionaries(fixed, moments),
    st.dictionaries(fixed, st.sampled_from(Decision)),
)
def test_applying_twice_is_applying_once(
    known: dict[Key, Entry],
    incoming: Interchange,
    here: set[Key],
    saved: dict[Key, datetime],
    decisions: dict[Key, Decision],
) -> None:
    current, texts = Catalogue("km", known), [segment(key) for key in here]
    first = plan(current, incoming, texts, saved)
    written = apply(first, decisions)
    done = Catalogue("km", {**known, **waiting(first), **written})
    second = plan(done, incoming, texts, {**saved, **dict.fromkeys(written, AFTER)})
    assert apply(second, decisions) == {}
    assert waiting(second) == {}
    assert {change.key for change in second.of(ChangeKind.CONFLICT)} == {
        change.key for change in first.of(ChangeKind.CONFLICT)
    } - set(written)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(fixed, entries(few)),
    incomings,
    st.sets(fixed),
    st.dictionaries(fixed, moments),
)
def test_no_newer_text_is_replaced_without_a_decision(
    known: dict[Key, Entry], incoming: Interchange, here: set[Key], saved: dict[Key, datetime]
) -> None:
    found = plan(Catalogue("km", known), incoming, [segment(key) for key in here], saved)
    exported = incoming.exported_at
    for key, entry in apply(found, {}).items():
        ours = known.get(key, Entry(""))
        assert entry.text
        assert not entry.fuzzy
        if ours.text and ours.text != entry.text:
            dated = key in saved and exported is not None and saved[key] <= exported
            assert dated or (ours.fuzzy and key not in saved)


# What other programs make of a file

CURRENT = Catalogue(
    "km",
    {
        ("course", "Safe every day"): Entry("សុវត្ថិភាពរាល់ថ្ងៃ", comment="the title"),
        ("screen-lock", "Lock your screen"): Entry("ចាក់សោអេក្រង់"),
        ("screen-lock", "Test it."): Entry("សាកល្បងពីរដង។", fuzzy=True, previous="Test it twice."),
        ("screen-lock", 'Open the "settings"\nof it.'): Entry('បើក "ការកំណត់"\nរបស់វា។'),
        ("extra", "Lock your screen"): Entry(""),
    },
    {("screen-lock", "Long ago."): Entry("យូរមកហើយ។")},
)
SAVED = dict.fromkeys(CURRENT.entries, NOON)

POEDIT = r"""# Khmer translation.
# Copyright (C) 2026
msgid ""
msgstr ""
"Project-Id-Version: \n"
"POT-Creation-Date: \n"
"PO-Revision-Date: 2026-03-02 08:00+0700\n"
"Last-Translator: Sokha\n"
"Language-Team: \n"
"Language: km\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"X-Generator: Poedit 3.4.2\n"
"X-Academy-Exported: 2026-03-01T12:00:00+00:00\n"

#: lessons/screen-lock.md
msgctxt "screen-lock"
msgid ""
"Open the \"settings\"\n"
"of it."
msgstr ""
"បើក \"ការកំណត់\"\n"
"របស់វា។"

#. The button
#: lessons/screen-lock.md
#, fuzzy, no-wrap
#| msgctxt "screen-lock"
#| msgid "Test it twice."
msgctxt "screen-lock"
msgid "Test it."
msgstr "សាកល្បង"
"ពីរដង។"

# the title
#: course.yaml
msgctxt "course"
msgid "Safe every day"
msgstr "សុវត្ថិភាពរាល់ថ្ងៃ"

#: lessons/screen-lock.md
msgctxt "screen-lock"
msgid "Lock your screen"
msgstr "ចាក់សោអេក្រង់"

#: lessons/extra.md
msgctxt "extra"
msgid "Lock your screen"
msgstr ""

#, fuzzy
#~| msgid "Longer ago."
#~ msgctxt "screen-lock"
#~ msgid "Long ago."
#~ msgstr "យូរមកហើយ។"

#~ msgctxt "screen-lock"
#~ msgid "Never here."
#~ msgstr "ទេ"
"""

MSGMERGE = r"""# SOME DESCRIPTIVE TITLE.
#, fuzzy
msgid ""
msgstr ""
"X-Academy-Exported: 2026-03-01T12:00:00+00:00\n"
"Language: km\n"
"Content-Type: text/plain; charset=UTF-8\n"

# the title
#: course.yaml
msgctxt "course"
msgid "Safe every day"
msgstr "សុវត្ថិភាពរាល់ថ្ងៃ"

#: lessons/screen-lock.md
msgctxt "screen-lock"
msgid "Lock your screen"
msgstr "ចាក់សោអេក្រង់"

#: lessons/screen-lock.md
#, fuzzy
#| msgid "Test it twice."
msgctxt "screen-lock"
msgid "Test it."
msgstr "សាកល្បងពីរដង។"

#: lessons/screen-lock.md
#, no-wrap
msgctxt "screen-lock"
msgid "Open the \"settings\"\nof it."
msgstr "បើក \"ការកំណត់\"\nរបស់វា។"

#: lessons/extra.md
#, fuzzy
#| msgctxt "screen-lock"
#| msgid "Lock your screen"
msgctxt "extra"
msgid "Lock your screen"
msgstr "ចាក់សោអេក្រង់"

#~ msgctxt "screen-lock"
#~ msgid "Long ago."
#~ msgstr "យូរមកហើយ។"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("sample", [POEDIT, MSGMERGE], ids=["Poedit", "msgmerge"])
def test_what_a_program_makes_of_a_file_changes_nothing(sample: str, end: str) -> None:
    incoming = read_po_interchange(sample.replace("\n", end).encode(), "km")
    found = plan(CURRENT, incoming, wanted(CURRENT.entries), SAVED)
    assert incoming.exported_at == NOON
    assert (found.changes, found.same) == ((), 4)
    assert (found.empty, found.unfinished) == ((1, 0) if sample is POEDIT else (0, 1))


def test_what_a_translator_changed_in_a_program_is_all_that_changes() -> None:
    edited = POEDIT.replace("ចាក់សោអេក្រង់", "ចាក់សោ").replace(
        '#, fuzzy, no-wrap\n#| msgctxt "screen-lock"\n#| msgid "Test it twice."\n', ""
    )
    incoming = read_po_interchange(edited.encode(), "km")
    found = plan(CURRENT, incoming, wanted(CURRENT.entries), {**SAVED, ONE: AFTER})
    assert kinds(found) == [ChangeKind.NEW, ChangeKind.CONFLICT]
    assert apply(found, {}) == {("screen-lock", "Test it."): Entry("សាកល្បងពីរដង។")}
