"""PO files: ours, and what other programs make of them."""

# ruff: noqa: E501 - what is written as one line is read as one

import io
from contextlib import suppress

import pytest
from babel.messages.pofile import read_po as babel_read
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.catalogues import Catalogue, Entry, read_po, write_po
from academy.content.faults import FaultCode, PackageRefused
from academy.content.text import clean, hidden_mark
from tests.content.builders import KHMER

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'

words = st.text(max_size=40).map(clean).filter(lambda text: not hidden_mark(text))
some = words.filter(bool)
entries = st.builds(Entry, text=words, fuzzy=st.booleans(), previous=words)
keys = st.tuples(st.sampled_from(["course", "screen-lock"]), some)
catalogues = st.builds(
    Catalogue,
    language=st.just("km"),
    entries=st.dictionaries(keys, entries, max_size=5),
    obsolete=st.dictionaries(keys, st.builds(Entry, text=words), max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(catalogues)
def test_what_was_written_reads_back(catalogue: Catalogue) -> None:
    assert read_po(write_po(catalogue), "km") == catalogue


@settings(max_examples=40, deadline=None)
@given(catalogues)
def test_babel_reads_what_we_write(catalogue: Catalogue) -> None:
    theirs = babel_read(io.BytesIO(write_po(catalogue)), abort_invalid=True)
    for (unit, source), entry in catalogue.entries.items():
        message = theirs.get(source, context=unit)
        assert message is not None
        assert message.string == entry.text
        assert message.fuzzy == entry.fuzzy
    assert len(theirs) == len(catalogue.entries)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(PackageRefused):
        read_po((HEADER + text).encode("utf-8", "replace"), "km")


def test_everything_of_an_entry_is_read() -> None:
    catalogue = read_po(KHMER.encode(), "km")
    assert catalogue.headers == {"Last-Translator": "Sokha"}
    title = catalogue.entries["course", "Safe every day"]
    assert title == Entry("សុវត្ថិភាពរាល់ថ្ងៃ", comment="the title of the course")
    stale = catalogue.entries["screen-lock", "Test it."]
    assert (stale.fuzzy, stale.previous) == (True, "Test it twice.")
    assert catalogue.obsolete["screen-lock", "Long ago."].text == "យូរមកហើយ។"


def test_a_stale_translation_is_not_shown() -> None:
    catalogue = read_po(KHMER.encode(), "km")
    assert catalogue.text("screen-lock", "Test it.") is None
    assert catalogue.text("screen-lock", "Lock your screen") == "ចាក់សោអេក្រង់"


def test_texts_may_go_over_lines() -> None:
    text = 'msgctxt "a"\nmsgid ""\n"One\\n"\n"two"\nmsgstr "x"\n"y"\n'
    assert read_po((HEADER + text).encode(), "km").entries == {("a", "One\ntwo"): Entry("xy")}


def test_a_text_of_several_lines_is_written_on_several_lines() -> None:
    catalogue = Catalogue("km", {("a", 'One\n"two"'): Entry("x")})
    written = write_po(catalogue).decode()
    assert 'msgid ""\n"One\\n"\n"\\"two\\""\n' in written


def test_entries_need_no_empty_line_between_them() -> None:
    text = '#: a\n#. b\nmsgctxt "a"\nmsgid "1"\nmsgstr "x"\n#, c-format\nmsgid "2"\nmsgctxt "a"\nmsgstr "y"\n'
    assert list(read_po((HEADER + text).encode(), "km").entries) == [("a", "1"), ("a", "2")]


def test_what_an_obsolete_entry_was_made_from_is_forgotten() -> None:
    text = '#, fuzzy\n#~| msgid "Old"\n#~ msgctxt "a"\n#~ msgid "New"\n#~ msgstr "x"\n'
    obsolete = read_po((HEADER + text).encode(), "km").obsolete
    assert obsolete == {("a", "New"): Entry("x", fuzzy=True)}


@pytest.mark.parametrize("tag", ["zh_CN", "zh_Hans", "zh-Hans"])
def test_a_language_may_be_written_as_other_tools_do(tag: str) -> None:
    text = HEADER.replace('"Content', f'"Language: {tag}\\n"\n"Content')
    assert read_po(text.encode(), "zh-Hans").entries == {}


BROKEN = [
    ('msgctxt "a"\nmsgid "1"\n', 4, FaultCode.BAD_PO),
    ('msgctxt "a"\nmsgstr "1"\n', 4, FaultCode.BAD_PO),
    ("nonsense\n", 4, FaultCode.BAD_PO),
    ("#~\n#~ nonsense\n", 5, FaultCode.BAD_PO),
    ('msgctxt "a"\nmsgid "1"\nmsgid "1"\nmsgstr "x"\n', 6, FaultCode.BAD_PO),
    ('msgid "1"\nmsgstr "x"\n', 4, FaultCode.PO_NO_CONTEXT),
    ('msgctxt "a"\nmsgid "1"\nmsgid_plural "2"\nmsgstr[0] "x"\n', 4, FaultCode.PO_PLURAL),
    ('msgctxt "a"\nmsgid "1"\nmsgstr "x"\n' * 2, 7, FaultCode.PO_DUPLICATE),
]


@pytest.mark.parametrize(("text", "line", "code"), BROKEN)
def test_a_broken_line_is_told(text: str, line: int, code: FaultCode) -> None:
    with pytest.raises(PackageRefused) as refused:
        read_po((HEADER + text).encode(), "km")
    first = refused.value.faults[0]
    assert (first.file, first.line, first.code) == ("locale/km.po", line, code)
