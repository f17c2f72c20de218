"""The glossary as CSV and TBX: out, in, and what other programs make of it."""

# ruff: noqa: E501 - what is written as one line is read as one

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.glossary_file import TERMS, Term, read_csv, read_tbx, write_csv, write_tbx
from academy.content.interchange import InterchangeFault, InterchangeRefused
from academy.content.text import clean
from academy.kernel.languages import LANGUAGES
from academy.kernel.text import fold
from tests.content.kept_texts import words as kept

TAGS = [language.tag for language in LANGUAGES[1:]]
TBX = "{urn:iso:std:iso:30042:ed-2}"

risky = st.text(st.sampled_from("=+-@＝'\"` ;,\t\nab\u00a0"), max_size=12).map(clean)
words = st.one_of(kept, risky)
some = words.filter(bool)
terms = st.lists(
    st.builds(Term, some, words, st.dictionaries(st.sampled_from(TAGS), some, max_size=4)),
    max_size=5,
    unique_by=lambda term: fold(term.source),
)

LIST = (
    Term("phishing", "A trick; not =fishing", {"km": "ការបោកបញ្ឆោត", "my": "=ဖစ်ရှင်း"}),
    Term("two-factor", "", {"km": "+២"}),
    Term("cookie"),
)


def reason(data: bytes) -> tuple[InterchangeFault, dict[str, str]]:
    with pytest.raises(InterchangeRefused) as refused:
        read_csv(data)
    return refused.value.reason, dict(refused.value.detail)


@settings(max_examples=200, deadline=None)
@given(terms)
def test_a_glossary_survives_the_way_through_csv(glossary: list[Term]) -> None:
    assert list(read_csv(write_csv(glossary))) == glossary


@settings(max_examples=100, deadline=None)
@given(terms)
def test_a_glossary_survives_the_way_through_tbx(glossary: list[Term]) -> None:
    assert list(read_tbx(write_tbx(glossary))) == glossary


@given(terms)
def test_no_cell_is_a_formula(glossary: list[Term]) -> None:
    rows = csv.reader(io.StringIO(write_csv(glossary).decode("utf-8-sig"), newline=""))
    assert not [
        cell
        for row in rows
        for cell in row
        if cell.strip(" '\"`")[:1] in {*"=+-@＝"} and cell[0] != "'"
    ]


def test_a_column_stands_for_each_language_that_is_asked_for() -> None:
    head = write_csv(LIST, "my", "km").decode("utf-8-sig").splitlines()[0]
    assert head == "term,note,km,my"
    assert read_csv(write_csv(LIST, "my"))[1] == Term("two-factor")
    assert write_csv(LIST).decode("utf-8-sig").splitlines()[0] == ",".join(["term", "note", *TAGS])
    assert write_csv(LIST, "en") == write_csv(LIST)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheets_part_cells_each_in_their_way(separator: str, mark: bytes, end: str) -> None:
    rows = ["KM |Note|Term", '"a|b"|"say ""x"""|cookie', "||", "|", "c||phishing"]
    text = end.join(rows).replace("|", separator)
    assert read_csv(mark + text.encode()) == (
        Term("cookie", 'say "x"', {"km": f"a{separator}b"}),
        Term("phishing", "", {"km": "c"}),
    )


def test_columns_may_be_named_as_other_programs_name_languages() -> None:
    assert read_csv(b"term,zh_CN,pt-BR\nkey,a,b\n") == (
        Term("key", "", {"zh-Hans": "a", "pt": "b"}),
    )


@pytest.mark.parametrize(
    ("data", "fault", "detail"),
    [
        (b"", "missing-column", {"column": "term"}),
        (b"note,km\n", "missing-column", {"column": "term"}),
        (b"term,kh\n", "unknown-column", {"column": "kh"}),
        (b"term,en\n", "unknown-column", {"column": "en"}),
        (b"term,,km\n", "unknown-column", {"column": ""}),
        (b"term,zh,zh-CN\n", "same-column-twice", {"column": "zh-Hans"}),
        (b'term\nkey\n"x"y\n', "not-csv", {"row": "3"}),
        (b"term\nkey,more\n", "not-csv", {"row": "2"}),
        (b"term,km\nkey,a\n,b\n", "missing-term", {"row": "3"}),
        (b"term\nKey\nkey\n", "same-term-twice", {"term": "key"}),
        (b"term\nk\0y\n", "control-character", {"character": "U+0000"}),
        ("term\nk\u202ey\n".encode(), "control-character", {"character": "U+202E"}),
        ("term\né\n".encode("latin-1"), "not-utf8", {}),
        (b"term\n" + b"k" * 201, "too-long", {"text": "k" * 40, "limit": "200"}),
        (b"note,term\n" + b"n" * 5_001 + b",k", "too-long", {"text": "n" * 40, "limit": "5000"}),
        (b"term\n" + b"k" * 200_000, "not-csv", {"row": "2"}),
        (b"term" + b"\n" * (TERMS + 2), "too-many-terms", {"limit": "5000"}),
        (b" " * 2_000_001, "too-large", {"limit": "2000000"}),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_the_place(
    data: bytes, fault: str, detail: dict[str, str]
) -> None:
    assert reason(data) == (fault, detail)


def test_as_many_terms_as_may_be_are_read() -> None:
    glossary = [Term(f"term {number}") for number in range(TERMS)]
    assert read_csv(write_csv(glossary)) == read_tbx(write_tbx(glossary)) == tuple(glossary)


def test_tbx_is_of_the_basic_kind() -> None:
    root = ET.fromstring(write_tbx(LIST, "km"))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    first = root.find(f"{TBX}text/{TBX}body/{TBX}conceptEntry")
    assert first is not None
    assert [child.tag.removeprefix(TBX) for child in first] == ["note", "langSec", "langSec"]
    assert [term.text for term in first.iter(f"{TBX}term")] == ["phishing", "ការបោកបញ្ឆោត"]


WEBLATE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="en">
<martifHeader><fileDesc><sourceDesc><p>Translate Toolkit</p></sourceDesc></fileDesc></martifHeader>
<text><body>
  <termEntry id="c1">
    <descripGrp><descrip type="definition">A small   file</descrip><admin>x</admin></descripGrp>
    <descrip type="subjectField">web</descrip>
    <note from="translator">not food</note>
    <langSet xml:lang="en-US">
      <tig><term>biscuit</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
      <ntig><termGrp><term>web <hi>cookie</hi></term></termGrp></ntig>
      <tig><term>cookie</term></tig>
    </langSet>
    <langSet xml:lang="km"><tig><term>ខូគី</term></tig></langSet>
    <langSet xml:lang="km-KH"><tig><term>other</term></tig></langSet>
    <langSet xml:lang="my"><tig><term> </term></tig></langSet>
    <langSet xml:lang="lo"><tig><note>no term</note></tig></langSet>
    <langSet xml:lang="fr"><tig><term>témoin</term></tig></langSet>
    <langSet><tig><term>nothing</term></tig></langSet>
  </termEntry>
  <termEntry><langSet xml:lang="km"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_the_older_edition_is_read_as_other_programs_write_it() -> None:
    assert read_tbx(WEBLATE.encode()) == (
        Term("web cookie", "A small   file\nnot food", {"km": "ខូគី"}),
    )


ENTITY = b'<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]><martif>&a;</martif>'
INSIDE = b'<!DOCTYPE martif PUBLIC "x" "y" [<!ATTLIST martif a CDATA "b">]><martif/>'


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", InterchangeFault.NOT_XML),
        (ENTITY, InterchangeFault.NOT_XML),
        (INSIDE, InterchangeFault.NOT_XML),
        (
            WEBLATE.encode().replace(b"<!DOCTYPE", b"<!DOCTYPE martif SYSTEM 'x'><!DOCTYPE"),
            InterchangeFault.NOT_XML,
        ),
        (b"<svg/>", InterchangeFault.NOT_TBX),
        (b"<a>" * 9_000 + b"</a>" * 9_000, InterchangeFault.TOO_DEEP),
        (WEBLATE.encode("utf-16"), InterchangeFault.NOT_UTF8),
        (WEBLATE.replace("UTF-8", "cp037").encode(), InterchangeFault.NOT_UTF8),
        (WEBLATE.replace("en-US", "de").encode(), InterchangeFault.OTHER_LANGUAGE),
        (b" " * 2_000_001, InterchangeFault.TOO_LARGE),
        (WEBLATE.replace("ខូគី", "a\u202eb").encode(), InterchangeFault.CONTROL_CHARACTER),
        (WEBLATE.replace("ខូគី", "a" * 201).encode(), InterchangeFault.TOO_LONG),
        (
            WEBLATE.replace('"km"><tig><term>alone', '"en"><tig><term>Web Cookie').encode(),
            InterchangeFault.SAME_TERM_TWICE,
        ),
        (
            b"<tbx><text><body>"
            + b'<conceptEntry><langSec xml:lang="en"><termSec><term>a</term></termSec></langSec></conceptEntry>'
            * 5_001
            + b"</body></text></tbx>",
            InterchangeFault.TOO_MANY_TERMS,
        ),
    ],
)
def test_a_document_that_is_no_glossary_is_refused(data: bytes, fault: InterchangeFault) -> None:
    with pytest.raises(InterchangeRefused) as refused:
        read_tbx(data)
    assert refused.value.reason is fault


def test_an_empty_glossary_is_one() -> None:
    assert read_tbx(write_tbx([])) == read_csv(write_csv([])) == ()
