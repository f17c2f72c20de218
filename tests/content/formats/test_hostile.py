"""A file that may not come in is refused with one fault, before it costs anything."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.archive import Limits
from academy.content.formats.door import guessed, read
from academy.content.formats.values import Format, FormatFault, FormatRefused
from academy.content.formats.xml import text_of, xml_of
from academy.content.formats.zips import unzip
from tests.content.formats.test_samples import EXPECTED, SAMPLES, zipped

PIECES = [b"", b"{", b"}", b"=", b"~", b"#", b"<b>", b'"', b"99999999", b"\n\n"]


def archive(*names: str, data: bytes = b"<a/>") -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as packed:
        for name in names:
            packed.writestr(name, data)
    return target.getvalue()


def linked() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as packed:
        entry = ZipInfo("a.xml")
        entry.external_attr = 0o120777 << 16
        packed.writestr(entry, "b")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xff\xfe", FormatFault.NOT_UTF8),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><quiz/>', FormatFault.NOT_UTF8),
        (b"<quiz>", FormatFault.NOT_XML),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', FormatFault.DECLARES_TYPES),
        (b"<quiz>" + b"<a>" * 200 + b"</a>" * 200 + b"</quiz>", FormatFault.TOO_DEEP),
        (b"<quiz>" + b"<a/>" * 250_001 + b"</quiz>", FormatFault.TOO_MANY_PARTS),
        (b"<html/>", FormatFault.UNKNOWN_FORMAT),
        (b"Only words.", FormatFault.UNKNOWN_FORMAT),
        (b"<quiz/>", FormatFault.NO_QUESTIONS),
        (b"PK\x03\x04broken", FormatFault.BAD_ARCHIVE),
        (archive("../a.xml"), FormatFault.UNSAFE_PATH),
        (archive("/a.xml"), FormatFault.UNSAFE_PATH),
        (archive("/".join("abcdefghijklmno")), FormatFault.UNSAFE_PATH),
        (linked(), FormatFault.UNSAFE_PATH),
        (archive("a.txt"), FormatFault.UNKNOWN_FORMAT),
        (archive("__MACOSX/a.xml", "a.xml", "folder/"), FormatFault.NO_QUESTIONS),
    ],
)
def test_a_file_that_may_not_come_in(data: bytes, fault: FormatFault) -> None:
    with pytest.raises(FormatRefused) as refused:
        read(data, "file")
    assert refused.value.reason is fault


def test_a_bomb_is_not_unpacked() -> None:
    target = BytesIO()
    with ZipFile(target, "w", 8) as packed:
        packed.writestr("a.xml", b"0" * 5_000_000)
    with pytest.raises(FormatRefused) as refused:
        unzip(target.getvalue())
    assert refused.value.reason is FormatFault.TOO_LARGE


def test_archives_and_files_have_bounds() -> None:
    small = Limits(files=1, total_size=10_000)
    with pytest.raises(FormatRefused) as refused:
        unzip(archive("a", "b"), small)
    assert refused.value.reason is FormatFault.TOO_MANY_PARTS
    with pytest.raises(FormatRefused) as refused:
        unzip(b"PK" * 6_000, small)
    assert refused.value.reason is FormatFault.TOO_LARGE
    with pytest.raises(FormatRefused):
        text_of(b"abc", 2)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("package-qti-2", Format.GIFT), ("package-qti-2", Format.QTI_3),
        ("qti-2/number.xml", Format.MOODLE_XML),
        ("water.moodle.xml", Format.QTI_2), ("qti-3/slider.xml", Format.QTI_2),
    ],
)  # fmt: skip
def test_a_file_of_another_format_than_it_was_said_to_have(name: str, wanted: Format) -> None:
    path = SAMPLES / name
    data = zipped(path) if path.is_dir() else path.read_bytes()
    with pytest.raises(FormatRefused) as refused:
        read(data, name, wanted)
    assert refused.value.reason is FormatFault.OTHER_FORMAT


def test_the_format_is_seen_from_what_is_in_a_file() -> None:
    for name, (form, *_) in EXPECTED.items():
        path = SAMPLES / name
        if path.is_file():
            assert guessed(path.read_bytes()) is form


def test_noncharacters_of_our_own_do_not_come_in() -> None:
    assert xml_of("<a>\ufdd0b</a>".encode()).text == "b"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_broken_file_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in EXPECTED if "." in name]))
    whole = (SAMPLES / name).read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 200))
    other = data.draw(
        st.sampled_from([b"", b"{", b"}", b"=", b"~", b"#", b"<b>", b'"', b"99999999", b"\n\n"])
    )
    broken = whole[:cut] + other + whole[cut + length :]
    try:
        reading = read(broken, "file", EXPECTED[name][0])
    except FormatRefused:
        return
    assert reading.items or reading.refused
