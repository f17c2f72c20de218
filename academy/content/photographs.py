"""Pictures as authors bring them, made small: the phone that shows them may pay by the megabyte.

A photograph weighs megabytes and tells where it was taken, and a file from a stranger may be
anything. So nothing of the file is kept but its pixels: turned upright, in the colours of the web,
no larger than a lesson shows them, written anew as WebP. The same file gives the same bytes.
"""

import io
import re
import struct
import zlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count
from typing import Any, cast

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from academy.content import bounds
from academy.content.pictures import RASTER_KINDS, picture_of, picture_size, size_name
from academy.content.svg import SvgRefused, sanitise_svg, svg_size
from academy.content.text import is_xml
from academy.kernel.text import fold, normal

LARGEST = 8_000_000
"""Bytes of a file that may come in."""

MOST_PIXELS = 40_000_000
"""Pixels of a picture that may come in; known from its head, before anything is unpacked."""

WIDEST, TALLEST = 1_440, 4_320
"""Pixels of a picture that is kept: a lesson's column on a sharp screen, and three times that."""

SMALLER = (480, 960)
"""Widths of the smaller sizes."""

_WORTH = 1.25
_KINDS = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITIES = (78, 40, 5)
_JPEG = b"\xff\xd8"
_SCAN = b"\xff\xda"
_MOST_SCANS = 100
_PLAIN = frozenset({"L", "RGB", "CMYK"})
_FEW_COLOURS = 4_096
_NAME = 64
_SRGB = cast("Any", ImageCms.createProfile("sRGB"))
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (
    ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What the readers of formats raise at bytes that make no sense."""


class PictureFault(StrEnum):
    """Why a picture may not come in."""

    TOO_LARGE = "too-large"
    TOO_MANY_PIXELS = "too-many-pixels"
    NOT_A_PICTURE = "not-a-picture"
    DAMAGED = "damaged"
    BAD_SVG = "bad-svg"


class PictureRefused(Exception):
    """A picture that may not come in; `svg` tells more of one that is drawn."""

    def __init__(self, reason: PictureFault, svg: SvgRefused | None = None) -> None:
        self.reason = reason
        self.svg = svg
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Encoded:
    """One file that came of a picture: the picture itself, or a smaller size of it."""

    width: int
    height: int
    data: bytes
    main: bool


@dataclass(frozen=True, slots=True)
class Reencoded:
    """All files that came of a picture, the picture itself first, and the kind that they are."""

    kind: str
    files: tuple[Encoded, ...]

    def named(self, name: str) -> dict[str, bytes]:
        """Return the files as a package has them, under the picture's name."""
        return {
            name if file.main else size_name(name, file.width): file.data for file in self.files
        }


def reencode(data: bytes) -> Reencoded:
    """Return the picture in a file, whatever the file is called; raise `PictureRefused`."""
    if len(data) > LARGEST:
        raise PictureRefused(PictureFault.TOO_LARGE)
    if is_xml(data):
        return _drawing(data)
    picture = _opened(data)
    try:
        return Reencoded("webp", _files(_web_colours(_prepared(picture), picture)))
    except _BROKEN as error:
        raise PictureRefused(PictureFault.DAMAGED) from error


def media_name(wished: str, kind: str, taken: Collection[str]) -> str:
    """Return a name for a picture in a package, as near to a file's name as its letters allow."""
    base = re.split(r"[/\\]", wished)[-1][-4 * _NAME :]
    stem = base.rpartition(".")[0] or base
    letters = normal(fold(stem).replace("đ", "d"), "NFKD").encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters)[:_NAME].strip("-") or "picture"
    used = {picture_of(name) for name in taken}
    endings = chain([""], (f"-{number}" for number in count(2)))
    names = (f"{words[: _NAME - len(ending)]}{ending}.{kind}" for ending in endings)
    return next(name for name in names if name not in used)


def _drawing(data: bytes) -> Reencoded:
    """Keep a drawing as it is, without what it needs not."""
    try:
        kept = sanitise_svg(data)
    except SvgRefused as refused:
        raise PictureRefused(PictureFault.BAD_SVG, refused) from refused
    width, height = svg_size(kept) or (1, 1)
    return Reencoded("svg", (Encoded(width, height, kept, main=True),))


def _opened(data: bytes) -> Image.Image:
    """Return the picture with its head read and nothing unpacked.

    The head is read twice: some readers make room for a whole picture when they open it. A JPEG of
    a few kilobytes can hold thousands of scans, each of which goes over all its pixels.
    """
    if data.startswith(_JPEG) and data.count(_SCAN) > _MOST_SCANS:
        raise PictureRefused(PictureFault.DAMAGED)
    for kind in RASTER_KINDS:
        _judge(*(picture_size(f"picture.{kind}", data) or (1, 1)))
    try:
        picture = Image.open(io.BytesIO(data), formats=_KINDS)
    except _BOMB as error:
        raise PictureRefused(PictureFault.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(PictureFault.NOT_A_PICTURE) from error
    except _BROKEN as error:
        raise PictureRefused(PictureFault.DAMAGED) from error
    _judge(*picture.size)
    return picture


def _judge(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureRefused(PictureFault.TOO_MANY_PIXELS)


def _prepared(picture: Image.Image) -> Image.Image:
    """Unpack the first frame, upright and no larger than it will be shown.

    JPEG is unpacked at the half, the quarter or the eighth of its size where that is enough.
    """
    picture.draft(None, (WIDEST, WIDEST))
    picture.load()
    upright = _upright(_plain(picture), picture)
    scale = min(1.0, WIDEST / upright.width, TALLEST / upright.height)
    return _scaled(upright, scale)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in one of the modes that can be made smaller: no palettes, no 16 bits."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    mode = picture.mode if picture.mode in _PLAIN else "RGB"
    if picture.has_transparency_data:
        mode = "RGBA"
    return picture if picture.mode == mode else picture.convert(mode)


def _upright(image: Image.Image, picture: Image.Image) -> Image.Image:
    """Turn the image as the camera noted it; a note that makes no sense turns nothing."""
    with suppress(*_BROKEN):
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
        return image if turn is None else image.transpose(turn)
    return image


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    width, height = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _web_colours(image: Image.Image, picture: Image.Image) -> Image.Image:
    """Return the image in sRGB, by the profile that the picture brought, if it can be read."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        with suppress(ImageCms.PyCMSError, *_BROKEN):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.buildTransform(source, _SRGB, image.mode, mode).apply(image)
    image = image.convert(mode)
    if mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info.clear()
    return image


def _files(image: Image.Image) -> tuple[Encoded, ...]:
    """Write the image and its sizes; a size that saves no bytes is left out."""
    main = _encoded(image, main=True)
    smaller = [
        _encoded(_scaled(image, width / image.width), main=False)
        for width in SMALLER
        if image.width >= width * _WORTH
    ]
    return (main, *(size for size in smaller if len(size.data) < len(main.data)))


def _encoded(image: Image.Image, *, main: bool) -> Encoded:
    """Write an image as well as a package's bound allows; flat colours are cheaper kept exact."""
    written = (_webp(image, quality=quality) for quality in _QUALITIES)
    data = next(data for data in written if len(data) <= bounds.PICTURE)
    if image.getcolors(_FEW_COLOURS):
        data = min(data, _webp(image, lossless=True), key=len)
    return Encoded(image.width, image.height, data, main)


def _webp(image: Image.Image, *, quality: int = 100, lossless: bool = False) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=quality, lossless=lossless, method=6)
    return target.getvalue()
