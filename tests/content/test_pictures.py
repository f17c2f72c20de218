"""Pictures: shapes pass, tricks do not, and their size is known."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.content import bounds
from academy.content.faults import FaultCode
from academy.content.pictures import picture_of, picture_size, size_name, sizes_of
from academy.content.reader import check_package
from academy.content.svg import SvgRefused, sanitise_svg
from tests.content.builders import LESSON, files

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BOX = ' viewBox="0 0 64 32"'


def svg(inside: str = "", attributes: str = BOX) -> bytes:
    return f"{HEAD}{attributes}>{inside}</svg>".encode()


def refusal(data: bytes) -> FaultCode:
    with pytest.raises(SvgRefused) as refused:
        sanitise_svg(data)
    return refused.value.code


TRICKS = [
    ("<script>alert(1)</script>", FaultCode.SVG_ELEMENT),
    ("<foreignObject/>", FaultCode.SVG_ELEMENT),
    ("<image href='https://example.org/a.png'/>", FaultCode.SVG_ELEMENT),
    ("<use href='#a'/>", FaultCode.SVG_ELEMENT),
    ("<animate attributeName='href'/>", FaultCode.SVG_ELEMENT),
    ("<a href='#a'/>", FaultCode.SVG_ELEMENT),
    ("<rect onclick='x()'/>", FaultCode.SVG_ATTRIBUTE),
    ("<rect fill='url(https://example.org)'/>", FaultCode.SVG_REFERENCE),
    ("<rect fill='url( \"http://example.org\")'/>", FaultCode.SVG_REFERENCE),
    ("<rect style='background:url(//example.org)'/>", FaultCode.SVG_REFERENCE),
    ("<style>@import 'https://example.org/a.css'</style>", FaultCode.SVG_REFERENCE),
    ("<style>rect { fill: u\\72l(x) }</style>", FaultCode.SVG_REFERENCE),
    ("<linearGradient href='https://example.org/a.svg#b'/>", FaultCode.SVG_REFERENCE),
    ("<linearGradient xlink:href='javascript:x'/>", FaultCode.SVG_REFERENCE),
    ("<g>" * 60 + "</g>" * 60, FaultCode.SVG_TOO_DEEP),
]


@pytest.mark.parametrize(("inside", "code"), TRICKS)
def test_a_trick_is_refused(inside: str, code: FaultCode) -> None:
    assert refusal(svg(inside)) is code


def test_entities_are_refused() -> None:
    doctype = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert refusal(doctype + svg("&b;")) is FaultCode.SVG_DOCTYPE


@pytest.mark.parametrize(
    "data", [b"", b"<svg", b"<html/>", b'<?xml version="1.0" encoding="x"?><svg/>']
)
def test_what_is_no_svg_is_refused(data: bytes) -> None:
    assert refusal(data) is FaultCode.BAD_SVG


@pytest.mark.parametrize(
    "attributes", ["", ' viewBox="a b c d"', ' viewBox="0 0 0 10"', ' viewBox="0 0 9e9 1"']
)
def test_a_picture_without_a_size_is_refused(attributes: str) -> None:
    assert refusal(svg("", attributes)) is FaultCode.SVG_NO_VIEWBOX


def test_a_picture_too_large_is_refused() -> None:
    assert refusal(b" " * (bounds.SVG + 1)) is FaultCode.FILE_TOO_LARGE


def test_what_other_programs_left_behind_is_dropped() -> None:
    drawn = svg(
        "<!-- made by hand --><metadata><x/></metadata><i:view xmlns:i='urn:i'/>"
        "<g i:label='x' xmlns:i='urn:i'><rect width='1'/></g>tail"
    )
    kept = sanitise_svg(drawn).decode()
    assert kept == (
        '<svg viewBox="0 0 64 32" xmlns="http://www.w3.org/2000/svg">'
        '<g><rect width="1" /></g>tail</svg>'
    )


def test_references_inside_the_picture_stay() -> None:
    inside = (
        "<defs><linearGradient id='a' xlink:href='#b'/></defs><style>rect{fill:red}</style>"
        "<rect fill='url(#a)' style='stroke: url(#a)' xml:space='preserve'/>"
    )
    kept = sanitise_svg(svg(inside)).decode()
    assert 'href="#b"' in kept
    assert 'fill="url(#a)"' in kept


def test_sanitising_twice_changes_nothing() -> None:
    once = sanitise_svg(svg("<text x='1'>a &amp; b&#13;</text>\r\n<path d='M0 0&#13;'/>"))
    assert sanitise_svg(once) == once


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
    )


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BBHBHH", 0xFF, 0xC0, 11, 8, height, width)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + frame


def webp(kind: bytes, rest: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 99) + b"WEBP" + kind + struct.pack("<I", 99) + rest


SIZES = [
    ("a.svg", svg()),
    ("a.png", png(64, 32)),
    ("a.jpg", jpeg(64, 32)),
    ("a.webp", webp(b"VP8 ", b"\0" * 6 + struct.pack("<HH", 64, 32))),
    ("a.webp", webp(b"VP8L", b"\x2f" + struct.pack("<I", 63 | 31 << 14))),
    ("a.webp", webp(b"VP8X", b"\0" * 4 + struct.pack("<HBHB", 63, 0, 31, 0))),
]


@pytest.mark.parametrize(("name", "data"), SIZES)
def test_the_size_of_a_picture_is_known(name: str, data: bytes) -> None:
    assert picture_size(name, data) == (64, 32)


NONE = [
    ("a.gif", b"GIF89a"),
    ("a.png", b"\xff\xd8\xff"),
    ("a.png", png(64, 32)[:18]),
    ("a.png", png(0, 32)),
    ("a.jpg", b"\x89PNG"),
    ("a.jpg", jpeg(64, 32)[:6]),
    ("a.jpg", jpeg(64, 32).replace(b"\xff\xc0", b"\x00\xc0")),
    ("a.webp", b"RIFF"),
    ("a.webp", webp(b"ALPH", b"\0" * 20)),
    ("a.svg", b"<svg"),
]


@pytest.mark.parametrize(("name", "data"), NONE)
def test_what_is_no_such_picture_has_no_size(name: str, data: bytes) -> None:
    assert picture_size(name, data) is None


def test_a_picture_has_the_sizes_that_bear_its_name() -> None:
    names = [
        "map.960w.webp",
        "map.webp",
        "map.480w.webp",
        "map.480w.png",
        "maps.480w.webp",
        "a.svg",
    ]
    assert sizes_of("map.webp", names) == ((480, "map.480w.webp"), (960, "map.960w.webp"))
    assert sizes_of("map.png", names) == ((480, "map.480w.png"),)
    assert sizes_of("a.svg", names) == ()
    assert sizes_of("map.480w.webp", names) == ()


@pytest.mark.parametrize("name", ["map.webp", "map.480w.svg", "map.480.webp", "480w.webp", "", "a"])
def test_what_is_no_size_is_its_own_picture(name: str) -> None:
    assert picture_of(name) == name


media = st.from_regex(r"[ab]-?(\.[1-9][0-9]w)?\.(svg|png|webp)", fullmatch=True)


@given(st.sets(media))
def test_every_file_is_a_picture_or_a_size_of_one(names: set[str]) -> None:
    for name in names:
        whole = picture_of(name)
        found = [size for _, size in sizes_of(whole, names)]
        assert (name in found) is (name != whole)
        assert picture_of(whole) == whole
        assert {picture_of(size) for size in found} <= {whole}


@given(
    st.from_regex(r"[a-z0-9-]{1,9}\.(png|jpg|webp)", fullmatch=True),
    st.sets(st.integers(10, 9_999)),
)
def test_the_name_of_a_size_leads_back_to_its_picture(name: str, widths: set[int]) -> None:
    names = [size_name(name, width) for width in widths]
    assert all(picture_of(size) == name for size in names)
    assert [width for width, _ in sizes_of(name, names)] == sorted(widths)


def told(picture: str, *media: str) -> list[tuple[str, FaultCode]]:
    """What is wrong with a lesson that shows a picture, in a package that has some."""
    contents: dict[str, str | bytes | None] = {f"media/{name}": png(64, 32) for name in media}
    lesson = LESSON.replace("media/keys.svg", f"media/{picture}")
    changed = contents | {"lessons/screen-lock.md": lesson, "media/keys.svg": None}
    pictures = {FaultCode.UNUSED_PICTURE, FaultCode.MISSING_PICTURE}
    faults = check_package(files(changed)).faults
    return [(fault.file, fault.code) for fault in faults if fault.code in pictures]


def test_a_size_is_used_where_its_picture_is() -> None:
    assert told("map.png", "map.png", "map.48w.png") == []


def test_a_size_without_its_picture_is_used_by_nobody() -> None:
    assert told("map.png", "map.png", "old.48w.png") == [
        ("media/old.48w.png", FaultCode.UNUSED_PICTURE)
    ]


def test_a_lesson_shows_a_picture_and_never_one_of_its_sizes() -> None:
    assert told("map.48w.png", "map.png", "map.48w.png") == [
        ("lessons/screen-lock.md", FaultCode.MISSING_PICTURE),
        ("media/map.48w.png", FaultCode.UNUSED_PICTURE),
        ("media/map.png", FaultCode.UNUSED_PICTURE),
    ]
