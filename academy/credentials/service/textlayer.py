"""The text inside a certificate's PDF, made to read back as it was written.

Where a script stacks marks, Typst draws the parts of one letter in several runs and says the
letter's text with each of them, so that a copied Thai, Lao, Khmer or Burmese name has letters
twice. PDF has `ActualText` for this (ISO 32000-1, 14.9.4): such a paragraph becomes one piece of
marked content that says its text once.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple, cast

import pikepdf

_STACKED = re.compile("[\u0900-\u109f\u1780-\u17ff\u1a20-\u1cff\ua980-\uaadf]|[\u0300-\u036f]")
_PIECE = re.compile(
    rb"(?P<begin>/\w+<</MCID (?P<number>\d+)[^\n]*?)>>BDC\n(?P<body>.*?\nQ\n)EMC", re.DOTALL
)
_INNER_MARK = re.compile(rb"/\w+<<[^\n]*?>>BDC|(?<!\S)EMC(?=[\s/])")
_RUN = re.compile(
    rb"q 1 0 0 -1 (?P<x>[-.\d]+) (?P<y>[-.\d]+) cm(?P<colour>[^\n]*)\n(?P<text>BT.*?\nET\n)Q\n",
    re.DOTALL,
)
_PLACE = re.compile(rb"1 0 0 -1 ([-.\d]+) ([-.\d]+) Tm")


class _Paragraph(NamedTuple):
    """A paragraph that is mended: its text, and the last piece of its marked content."""

    text: str
    last: int


def mend(document: pikepdf.Pdf, texts: Sequence[str]) -> bytes:
    """Return a one-page document whose paragraphs, in reading order, read back as `texts`.

    Raises `ValueError` where it has not as many paragraphs as there are texts.
    """
    owners: dict[int, _Paragraph] = {}
    for element, text in zip(_paragraphs(document), texts, strict=True):
        if _STACKED.search(text):
            pieces = [int(piece) for piece in cast("Any", element)["/K"]]
            element["/K"] = pikepdf.Array(pieces[:1])
            owners.update(dict.fromkeys(pieces, _Paragraph(text, pieces[-1])))
    if owners:
        contents = cast("Any", document.pages[0]).Contents
        contents.write(_rewritten(contents.read_bytes(), owners))
    return _saved(document)


def _rewritten(content: bytes, owners: dict[int, _Paragraph]) -> bytes:
    """Return a content stream in which each mended paragraph is one piece of marked content."""
    written: list[bytes] = []
    begin, body, place = b"", b"", 0
    for piece in _PIECE.finditer(content):
        number = int(piece["number"])
        if number not in owners:
            continue
        written.append(content[place : piece.start()])
        place = piece.end()
        begin = begin or piece["begin"]
        body += _INNER_MARK.sub(b" ", piece["body"])
        if number == owners[number].last:
            written.append(_joined(_saying(begin, owners[number].text), body))
            begin, body = b"", b""
    return b"".join((*written, content[place:]))


def _saying(begin: bytes, text: str) -> bytes:
    actual = ("\ufeff" + text).encode("utf-16-be").hex().upper().encode()
    return begin + b"/ActualText<" + actual + b">>>BDC\n"


def _joined(begin: bytes, body: bytes) -> bytes:
    """Put all runs of a paragraph into one space of coordinates, and the mark inside it.

    Readers ask where marked content began and ended: both have to be measured alike.
    """
    runs = list(_RUN.finditer(body))
    if not runs or sum(run.end() - run.start() for run in runs) != len(body):
        return b"\n" + begin + body + b"EMC\n"
    first = runs[0]
    moved = b"".join(_moved(run, float(first["x"]), float(first["y"])) for run in runs)
    space = b"\nq 1 0 0 -1 %b %b cm%b\n" % (first["x"], first["y"], first["colour"])
    return space + begin + moved + b"EMC\nQ\n"


def _moved(run: re.Match[bytes], x: float, y: float) -> bytes:
    right, down = float(run["x"]) - x, y - float(run["y"])

    def place(found: re.Match[bytes]) -> bytes:
        return b"1 0 0 -1 %.5f %.5f Tm" % (float(found[1]) + right, float(found[2]) + down)

    return _PLACE.sub(place, run["text"])


def _paragraphs(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements that hold text, in reading order."""
    waiting = [cast("Any", document.Root).StructTreeRoot]
    while waiting:
        element = waiting.pop()
        kind = str(element.get("/S", ""))
        if kind in {"/P", "/H1"}:
            yield element
        elif kind != "/Figure":
            waiting.extend(reversed(_kids(element)))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    found = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _saved(document: pikepdf.Pdf) -> bytes:
    """Write the document as the standards it follows want it, the same each time."""
    written = BytesIO()
    document.save(
        written,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()
