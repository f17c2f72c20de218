"""Pictures of a package: whether a file is what its name says, and how large it will be on a page.

A page that knows the size of a picture before it comes does not jump when it does. Beside
`map.webp` there may be smaller sizes of it, `map.480w.webp`, so that a small screen fetches little;
lessons name the picture alone.
"""

import re
import struct
from collections.abc import Callable, Iterable

from academy.content.faults import Fault, FaultCode
from academy.content.svg import SvgRefused, sanitise_svg, svg_has_text, svg_size

Size = tuple[int, int]

RASTER_KINDS = ("png", "jpg", "webp")
"""Pictures made of pixels: only they have sizes."""

_SIZE = re.compile(rf"([^.]+)\.([1-9][0-9]{{1,3}})w\.({'|'.join(RASTER_KINDS)})")
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def picture_size(name: str, data: bytes) -> Size | None:
    """Return width and height in pixels, or `None` where the file is not such a picture."""
    try:
        size = _SIZES[name.rpartition(".")[2]](data)
    except (KeyError, struct.error, IndexError, SvgRefused):
        return None
    return size if size and all(side > 0 for side in size) else None


def picture_of(name: str) -> str:
    """Return the name of the picture that a size belongs to, or the name itself."""
    size = _SIZE.fullmatch(name)
    return f"{size[1]}.{size[3]}" if size else name


def size_name(name: str, width: int) -> str:
    """Return the name of a picture's size that is so many pixels wide."""
    stem, _, kind = name.rpartition(".")
    return f"{stem}.{width}w.{kind}"


def sizes_of(name: str, names: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Return the widths and names of a picture's sizes among the names, the narrowest first."""
    sizes = (_SIZE.fullmatch(other) for other in names if picture_of(other) == name)
    return tuple(sorted((int(size[2]), size[0]) for size in sizes if size))


def admitted(file: str, data: bytes) -> tuple[bytes, list[Fault]]:
    """Return the picture as it may be kept, and what is wrong with it."""
    kind = file.rpartition(".")[2]
    if kind != "svg":
        detail = {"kind": kind.upper()}
        known = picture_size(file, data) is not None
        return data, [] if known else [Fault(file, 0, FaultCode.BAD_PICTURE, detail)]
    try:
        kept = sanitise_svg(data)
    except SvgRefused as refused:
        line = _line(data, refused.detail.get("name", ""))
        return data, [Fault(file, line, refused.code, refused.detail)]
    faults = [Fault(file, _line(data, "text"), FaultCode.SVG_TEXT)] if svg_has_text(kept) else []
    return kept, faults


def _line(data: bytes, name: str) -> int:
    """Return the line that first has the name: the parser keeps no lines."""
    place = data.find(name.strip("<>").encode()) if name else 0
    return data.count(b"\n", 0, max(place, 0)) + 1


def _png(data: bytes) -> Size | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return int(width), int(height)


def _jpeg(data: bytes) -> Size | None:
    """Walk the segments to the frame header (ITU T.81, B.2.2)."""
    place = 2
    while data.startswith(_JPEG) and data[place] == 0xFF:  # noqa: PLR2004
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return int(width), int(height)
        place += 2 + int(length)
    return None


def _webp(data: bytes) -> Size | None:
    """Read one of the three headers that a WebP file may have (RFC 9649)."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    reader = _WEBP.get(data[12:16])
    return reader(data) if reader else None


def _lossy(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 26)
    return int(width) & 0x3FFF, int(height) & 0x3FFF


def _lossless(data: bytes) -> Size:
    (bits,) = struct.unpack_from("<I", data, 21)
    return (int(bits) & 0x3FFF) + 1, (int(bits) >> 14 & 0x3FFF) + 1


def _extended(data: bytes) -> Size:
    low_width, high_width, low_height, high_height = struct.unpack_from("<HBHB", data, 24)
    return (low_width | high_width << 16) + 1, (low_height | high_height << 16) + 1


_WEBP: dict[bytes, Callable[[bytes], Size]] = {
    b"VP8 ": _lossy,
    b"VP8L": _lossless,
    b"VP8X": _extended,
}
_SIZES: dict[str, Callable[[bytes], Size | None]] = {
    "svg": svg_size,
    "png": _png,
    "jpg": _jpeg,
    "webp": _webp,
}
