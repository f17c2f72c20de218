"""Reading our PDFs with other eyes: as text, as pixels, as structure."""

import json
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pypdfium2


def text_of(data: bytes) -> str:
    """Return the text that a viewer would copy out, on one line."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        words = page.get_textpage().get_text_bounded()
    return " ".join(words.split())


def unspaced(text: str) -> str:
    """Return a text without white space: where lines break is the layout's business."""
    return "".join(text.split())


def pages_of(data: bytes) -> int:
    """Return how many pages there are."""
    return len(pypdf.PdfReader(BytesIO(data)).pages)


def record_of(data: bytes) -> dict[str, Any]:
    """Return what the attached file says."""
    (attached,) = pypdf.PdfReader(BytesIO(data)).attachments["certificate.json"]
    found: dict[str, Any] = json.loads(attached)
    return found


def ink_of(data: bytes, *, scale: float = 1) -> list[list[bool]]:
    """Return the page as rows of dots: whether each is darker than paper."""
    with pypdfium2.PdfDocument(data) as document:
        bitmap = document[0].render(scale=scale, grayscale=True)
        return _rows(bitmap)


def content_of(data: bytes) -> bytes:
    """Return the page's content stream."""
    with pikepdf.open(BytesIO(data)) as document:
        return document.pages[0].Contents.read_bytes()


def metadata_of(data: bytes) -> str:
    """Return the XMP packet."""
    with pikepdf.open(BytesIO(data)) as document:
        return document.Root.Metadata.read_bytes().decode()


def _rows(bitmap: pypdfium2.PdfBitmap) -> list[list[bool]]:
    raw = bytes(bitmap.buffer)
    return [
        [value < 160 for value in raw[start : start + bitmap.width]]
        for start in range(0, bitmap.stride * bitmap.height, bitmap.stride)
    ]
