"""XLIFF 2: what goes out to translators' programs, and what they and others send back."""

# ruff: noqa: E501 - what is written as one line is read as one

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.interchange import InterchangeFault, InterchangeRefused
from academy.content.po import Catalogue, Entry
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment, segments
from academy.content.xliff import read_xliff, write_xliff
from tests.content.builders import KHMER, package
from tests.content.kept_texts import some, words

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
X = "{urn:oasis:names:tc:xliff:document:2.0}"
TWO = "Lock **it**\n  and `go` <now> & here"

entries = st.one_of(
    st.just(Entry("")),
    st.builds(Entry, text=some, fuzzy=st.booleans(), previous=words, comment=words),
)
keys = st.tuples(st.sampled_from(["course", "screen-lock", "9-a"]), some)


def segment(unit: str, source: str) -> Segment:
    return Segment(unit, source, f"lessons/{unit}.md", 1, SegmentKind.PARAGRAPH)


def written(catalogue: Catalogue, *wanted: Segment, **more: dict[tuple[str, str], str]) -> bytes:
    return write_xliff(catalogue, wanted, source_language="en", exported_at=NOON, **more)


def document(inside: str, *, head: str = 'version="2.0" srcLang="en" trgLang="km"') -> bytes:
    space = "urn:oasis:names:tc:xliff:document:2.0"
    return f'<xliff xmlns="{space}" {head}><file id="a">{inside}</file></xliff>'.encode()


def refusal(data: bytes, language: str = "km") -> InterchangeRefused:
    with pytest.raises(InterchangeRefused) as refused:
        read_xliff(data, language)
    return refused.value


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(keys, entries, max_size=6))
def test_what_was_written_reads_back(known: dict[tuple[str, str], Entry]) -> None:
    data = written(Catalogue("km", known), *(segment(*key) for key in known))
    read = read_xliff(data, "km")
    assert read.catalogue.entries == known
    assert read.exported_at == (NOON if known else None)
    assert not read.reviewed


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(keys, entries, min_size=2, max_size=6), st.randoms())
def test_the_order_of_texts_does_not_matter(known: dict[tuple[str, str], Entry], random) -> None:  # noqa: ANN001 - a Random of Hypothesis' own
    wanted = [segment(*key) for key in known]
    ids = _ids(written(Catalogue("km", known), *wanted))
    random.shuffle(wanted)
    data = written(Catalogue("km", known), *wanted)
    assert _ids(data) == ids
    assert read_xliff(data, "km").catalogue.entries == known


def _ids(data: bytes) -> dict[tuple[str, str], str]:
    return {
        (file.get("id", ""), unit.findtext(f"{X}segment/{X}source", "")): unit.get("id", "")
        for file in ET.fromstring(data)
        for unit in file.iter(f"{X}unit")
    }


def test_each_unit_of_the_course_is_a_file_and_each_text_a_unit() -> None:
    root = ET.fromstring(written(Catalogue("km"), *segments(package())))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "en", "km")
    assert [(file.get("id"), file.get("original")) for file in root] == [
        ("course", "course.yaml"),
        ("screen-lock", "lessons/screen-lock.md"),
        ("check", "quizzes/check.yaml"),
        ("extra", "lessons/extra.md"),
    ]
    assert len(list(root.iter(f"{X}unit"))) == len(segments(package()))


def test_notes_and_white_space_stand_where_the_standard_has_them() -> None:
    key = ("a", TWO)
    catalogue = Catalogue("km", {key: Entry("ទេ", comment="mine")})
    root = ET.fromstring(written(catalogue, segment(*key), notes={key: "The \x01button"}))
    unit = root.find(f"{X}file/{X}unit")
    assert unit is not None
    assert unit.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert [child.tag for child in unit] == [f"{X}notes", f"{X}segment"]
    assert [(note.get("category"), note.text) for note in unit[0]] == [
        ("author", "The button"),
        ("translator", "mine"),
    ]
    assert unit[1].attrib == {"state": "translated"}
    assert unit[1].findtext(f"{X}source") == TWO


def test_a_state_says_how_far_a_translation_is() -> None:
    texts = {
        ("a", "new"): Entry(""),
        ("a", "stale"): Entry("x", fuzzy=True),
        ("a", "done"): Entry("x"),
        ("a", "read"): Entry("x"),
        ("a", "last"): Entry("x"),
    }
    states = {("a", source): "reviewed" for source in ("new", "stale", "read")}
    states |= {("a", "last"): "final", ("a", "done"): "initial"}
    data = written(Catalogue("km", texts), *(segment(*key) for key in texts), states=states)
    found = [element.get("state") for element in ET.fromstring(data).iter(f"{X}segment")]
    assert found == [None, "initial", "translated", "reviewed", "final"]
    assert read_xliff(data, "km").reviewed == {("a", "read"), ("a", "last")}


def test_a_text_that_stands_twice_is_written_once() -> None:
    data = written(Catalogue("km"), segment("a", "x"), segment("b", "x"), segment("a", "x"))
    assert list(read_xliff(data, "km").catalogue.entries) == [("a", "x"), ("b", "x")]


def test_a_program_may_fill_in_a_translation_and_leave_the_state_alone() -> None:
    data = written(Catalogue("km"), segment("a", "Yes"))
    filled = data.replace(b"</source>", b"</source><target>\n  \xe1\x9e\x91\xe1\x9f\x81 </target>")
    assert read_xliff(filled, "km").catalogue.entries == {("a", "Yes"): Entry("ទេ")}


CUT = """<unit id="u">
  <segment id="1" state="final"><source>One.</source><target order="3">ពីរ។</target></segment>
  <ignorable><source> </source></ignorable>
  <segment id="2" state="reviewed"><source>Two.</source><target order="1">មួយ។</target></segment>
</unit>"""


def test_a_program_may_cut_a_text_into_parts_and_turn_them_round() -> None:
    read = read_xliff(document(CUT), "km")
    assert read.catalogue.entries == {("a", "One. Two."): Entry("មួយ។ ពីរ។")}
    assert read.reviewed == {("a", "One. Two.")}


def test_a_text_of_which_a_part_is_missing_is_not_finished() -> None:
    data = document(CUT.replace('<target order="1">មួយ។</target>', ""))
    read = read_xliff(data, "km")
    assert read.catalogue.entries["a", "One. Two."].fuzzy


def test_marks_around_words_comments_and_groups_hide_nothing() -> None:
    inside = """<group id="g"><unit id="u"><segment><!-- x --><source>A <mrk id="1">b</mrk> c</source>
      <target>x <!-- y --><pc id="2">y <mrk id="3">z</mrk></pc><![CDATA[ <b>]]></target></segment></unit></group>"""
    entries = read_xliff(document(inside), "km").catalogue.entries
    assert entries == {("a", "A b c"): Entry("x y z <b>")}


UNIT = '<unit id="u"><segment><source>A</source><target>x</target></segment></unit>'


def test_a_unit_without_a_text_says_nothing() -> None:
    inside = "<unit id='u'/><unit id='v'><segment><source> </source></segment></unit>"
    assert read_xliff(document(inside), "km").catalogue.entries == {}


def test_a_document_may_name_its_elements_with_a_prefix() -> None:
    text = document(UNIT).decode().replace("xmlns=", "xmlns:x=").replace("</", "\0")
    text = text.replace("<", "<x:").replace("\0", "</x:")
    assert read_xliff(text.encode(), "km").catalogue.entries == {("a", "A"): Entry("x")}


def test_a_document_may_be_of_a_later_version() -> None:
    later = document(UNIT, head='version="2.2" srcLang="en" trgLang="km"')
    later = later.replace(b"document:2.0", b"document:2.2")
    assert read_xliff(later, "km").catalogue.entries == {("a", "A"): Entry("x")}


@pytest.mark.parametrize(
    ("said", "tag"), [("km", "km"), ("km-KH", "km"), ("zh-CN", "zh-Hans"), ("ZH_hans", "zh-Hans")]
)
def test_a_language_may_be_written_as_other_programs_do(said: str, tag: str) -> None:
    head = f'version="2.1" srcLang="en" trgLang="{said}"'
    assert read_xliff(document("", head=head), tag).catalogue.language == tag


@pytest.mark.parametrize("said", ["lo", "zh-TW", "", "tlh"])
def test_a_document_in_another_language_is_refused(said: str) -> None:
    refused = refusal(document("", head=f'version="2.0" srcLang="en" trgLang="{said}"'), "zh-Hans")
    assert refused.reason is InterchangeFault.OTHER_LANGUAGE
    assert refused.detail == {"found": said, "expected": "zh-Hans"}


def test_the_moment_of_export_is_unknown_where_a_file_lost_it() -> None:
    note = '<notes><note category="exported">{}</note></notes>'
    early, late = NOON, (NOON + timedelta(hours=1)).astimezone(timezone(timedelta(hours=7)))
    both = [note.format(late.isoformat()), note.format(early.isoformat())]
    assert read_xliff(document('</file><file id="b">'.join(both)), "km").exported_at == early
    assert read_xliff(document(f'{both[0]}</file><file id="b">'), "km").exported_at is None
    assert read_xliff(document(note.format("2026-03-01T12:00:00")), "km").exported_at is None
    assert read_xliff(document(note.format("yesterday")), "km").exported_at is None


LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
DTD = b"""<!DOCTYPE xliff SYSTEM "http://example.org/x.dtd">"""
ENTITY = document("<unit id='u'><segment><source>A</source><target>&a;</target></segment></unit>")


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS + ENTITY.replace(b"&a;", b"&b;"),
        OUTSIDE + ENTITY,
        DTD + document(""),
        ENTITY,
        document("")[:-3],
        b"",
        b'msgid ""',
        b"<a>" * 100_000,
        b"<?xml version='1.0' encoding='UTF-8'?>" * 2,
    ],
)
def test_what_is_no_plain_xml_is_refused(data: bytes) -> None:
    assert refusal(data).reason is InterchangeFault.NOT_XML


@pytest.mark.parametrize(
    "data",
    [
        document("").decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?>' + document(""),
        b"<?xml version='1.0' encoding='cp037'?>" + document(""),
        "<a>é</a>".encode("latin-1"),
    ],
)
def test_what_is_not_utf_8_is_refused(data: bytes) -> None:
    assert refusal(data).reason is InterchangeFault.NOT_UTF8


OLD = b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'


@pytest.mark.parametrize(
    "data",
    [
        OLD,
        document("", head='version="1.2" trgLang="km"'),
        document("").replace(b"xliff", b"other"),
        b'<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.2" version="2.2" trgLang="km"/>',
        b"<svg/>",
    ],
)
def test_what_is_no_xliff_2_is_refused(data: bytes) -> None:
    assert refusal(data).reason is InterchangeFault.NOT_XLIFF


def test_what_is_nested_too_deeply_is_refused() -> None:
    refused = refusal(document("<group>" * 20_000 + "</group>" * 20_000))
    assert (refused.reason, refused.detail) == (InterchangeFault.TOO_DEEP, {"limit": "100"})


def test_what_is_too_large_is_refused() -> None:
    refused = refusal(b" " * 8_000_001)
    assert (refused.reason, refused.detail) == (InterchangeFault.TOO_LARGE, {"limit": "8000000"})


@pytest.mark.parametrize("mark", ["\u202e", "&#8238;", '<cp hex="0001"/>', '<cp hex="x"/>'])
def test_a_mark_that_nobody_can_see_is_refused(mark: str) -> None:
    unit = f"<unit id='u'><segment><source>A</source><target>x{mark}y</target></segment></unit>"
    assert refusal(document(unit)).reason is InterchangeFault.CONTROL_CHARACTER


def test_a_text_with_two_translations_is_refused() -> None:
    unit = "<unit id='u'><segment><source>A</source><target>x</target></segment></unit>"
    refused = refusal(document(unit * 2))
    assert refused.reason is InterchangeFault.SAME_TEXT_TWICE
    assert refused.detail == {"unit": "a", "source": "A"}


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/&;\"'= abunitsegmoc![]-?"), max_size=60))
def test_any_document_is_read_or_refused(inside: str) -> None:
    assert _reason(document(inside)) in {None, *InterchangeFault}


def _reason(data: bytes) -> InterchangeFault | None:
    try:
        read_xliff(data, "km")
    except InterchangeRefused as refused:
        return refused.reason
    return None


def test_a_catalogue_from_a_po_file_survives_the_way_through_xliff() -> None:
    known = package({"locale/km.po": KHMER}).catalogues["km"]
    wanted = [text for text in segments(package()) if text.key in known.entries]
    back = read_xliff(written(known, *wanted), "km").catalogue
    assert back.entries == {text.key: known.entries[text.key] for text in wanted}


def test_a_file_of_small_elements_that_would_fill_the_memory_is_refused() -> None:
    unit = f'<unit id="s"><segment><source>Keep</source><target>{"<ph/>" * 250_000}</target>'
    refused = refusal(document(f"{unit}</segment></unit>"))
    assert (refused.reason, refused.detail) == (
        InterchangeFault.TOO_MANY_PARTS,
        {"limit": "250000"},
    )
