"""PO files that go out to translators, with the moment of export, and come back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.catalogues import read_po, write_po
from academy.content.faults import FaultCode, PackageRefused
from academy.content.interchange import our_tag, po_with_moment, read_po_interchange
from academy.content.po import Catalogue, Entry
from tests.content.builders import KHMER
from tests.content.kept_texts import some, words

NOON = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
KEY = ("screen-lock", "Test it.")

comments = words.map(lambda said: "\n".join(line.strip() for line in said.split("\n")).strip())
"""As files keep them: programs that read PO drop the spaces at the ends of a comment's lines."""

keys = st.tuples(st.sampled_from(["course", "screen-lock"]), some)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(keys, st.builds(Entry, words, st.booleans(), words, comments), max_size=5),
    st.dictionaries(keys, words, max_size=5),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=7)))),
)
def test_what_was_written_reads_back(
    entries: dict[tuple[str, str], Entry], notes: dict[tuple[str, str], str], moment: datetime
) -> None:
    catalogue = Catalogue("km", entries, {}, {"Last-Translator": "Sokha"})
    read = read_po_interchange(po_with_moment(catalogue, {}, exported_at=moment, notes=notes), "km")
    assert read.catalogue == catalogue
    assert read.exported_at == moment
    assert read.reviewed == frozenset()


def test_the_moment_is_a_header_of_what_goes_out_only() -> None:
    catalogue = read_po(KHMER.encode(), "km")
    data = po_with_moment(catalogue, {}, exported_at=NOON)
    assert b'"X-Academy-Exported: 2026-03-01T12:00:00.000005+00:00\\n"' in data
    back = read_po_interchange(data, "km").catalogue
    assert write_po(back) == write_po(catalogue)


@pytest.mark.parametrize("said", ["", "soon", "2026-03-01T12:00:00", "2026-13-01T12:00:00Z"])
def test_a_moment_that_cannot_be_read_is_unknown(said: str) -> None:
    data = write_po(Catalogue("km", headers={"X-Academy-Exported": said}))
    read = read_po_interchange(data, "km")
    assert (read.exported_at, dict(read.catalogue.headers)) == (None, {})


def test_translators_see_the_authors_note_and_the_place() -> None:
    catalogue = Catalogue("km", {KEY: Entry("x", fuzzy=True, comment="mine")})
    notes = {KEY: "The button\n\nof the phone"}
    data = po_with_moment(catalogue, {KEY: "lessons/a.md"}, exported_at=NOON, notes=notes)
    assert (
        "\n\n# mine\n#. The button\n#.\n#. of the phone\n#: lessons/a.md\n#, fuzzy\nmsgctxt "
        in data.decode()
    )


def test_a_stale_entry_stays_stale_however_its_flags_are_written() -> None:
    flags = "#, fuzzy\n#, no-wrap\n#= c-format\n"
    text = f'{flags}msgctxt "a"\nmsgid "One"\nmsgstr "x"\n'
    data = write_po(Catalogue("km")) + b"\n" + text.encode()
    assert read_po_interchange(data, "km").catalogue.entries["a", "One"] == Entry("x", fuzzy=True)


def test_every_line_that_is_wrong_is_told() -> None:
    with pytest.raises(PackageRefused) as refused:
        read_po_interchange(b"nonsense\nmore\n", "km")
    assert {fault.code for fault in refused.value.faults} == {
        FaultCode.BAD_PO,
        FaultCode.PO_HEADER,
    }


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("km", "km"),
        ("km_KH", "km"),
        (" EN-us ", "en"),
        ("zh", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-Hant", None),
        ("zh_TW", None),
        ("kmx", None),
        ("", None),
    ],
)
def test_a_language_is_known_as_others_write_it(said: str, tag: str | None) -> None:
    assert our_tag(said) == tag
