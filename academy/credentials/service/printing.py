"""A certificate as PDF: any script, one page, every letter drawn, every name read back exactly."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pikepdf
import segno

from academy.credentials.service.layout import STYLES, arranged, scales
from academy.credentials.service.sheet import Line, Lines, Sheet, fit_to_print
from academy.credentials.service.textlayer import mend
from academy.files import typesetting
from academy.files.typesetting import AS_PDF, MISSING, NotDrawn, drawn, families_for
from academy.kernel.memory import Memory

_TEMPLATES = Path(__file__).parents[1] / "templates" / "credentials"
_CERTIFICATE = (_TEMPLATES / "certificate.typ").read_bytes()
_INK = "#17212b"
_WIDTHS: Memory[tuple[str, str, bool], float] = Memory(4096)


def print_sheet(sheet: Sheet) -> bytes:
    """Return a certificate as PDF/A-3a and PDF/UA-1; the same sheet gives the same bytes.

    A letter that no font has does not fail it. What is no letter (an emoji) is left out. Where a
    letter of the name is missing, the Latin name stands alone; where there is none, and
    elsewhere, a geta mark stands for it. The record inside the file always has the name as it is.
    """
    tidied = fit_to_print(sheet)
    try:
        return _printed(tidied)
    except NotDrawn:
        return _printed(_drawable(tidied))


def _printed(sheet: Sheet) -> bytes:
    given = {
        "lang": sheet.lang,
        "title": sheet.title,
        "issuer": sheet.issuer,
        "address": sheet.address,
        "code": _code(sheet.address),
    }
    timestamp = int(sheet.issued_at.timestamp())
    for scale in scales(sheet):
        arrangement = _with_families(arranged(sheet, scale, _width_of))
        files = {"sheet": {**given, **arrangement}, "record": sheet.record}
        data = typesetting.compile_template(_CERTIFICATE, files, timestamp=timestamp, **AS_PDF)
        with pikepdf.open(BytesIO(data)) as document:
            if len(document.pages) == 1:
                return mend(document, [line.text for line in sheet.lines])
    message = f"does not fit on one page: {sheet.address}"
    raise ValueError(message)


def _with_families(value: Any) -> Any:
    """Give each line the families it is set in."""
    if isinstance(value, list):
        return [_with_families(item) for item in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    known = cast("dict[str, Any]", value)
    if "lang" in known:
        return {**known, "families": families_for(known["text"], known["lang"])}
    return {key: _with_families(item) for key, item in known.items()}


def _code(address: str) -> str:
    """Return the address as a QR code, drawn in SVG."""
    code = BytesIO()
    segno.make(address, error="m", micro=False, mask=3).save(
        code, kind="svg", border=0, dark=_INK, xmldecl=False, svgclass=None, lineclass=None
    )
    return code.getvalue().decode()


def _width_of(line: Line) -> float:
    """Return a text's width in points where it is set at ten points."""
    bold = STYLES[line.style].bold

    def measure() -> float:
        return typesetting.width_of(line.text, line.lang, bold=bold)

    return _WIDTHS.recall((line.text, line.lang, bold), measure)


def _drawable(sheet: Sheet) -> Sheet:
    """Return the sheet with letters only that some font has."""
    person = {line.style: line for line in sheet.person}
    name, latin = person["name"], person.get("latin-name")
    lines = sheet.person
    shown = drawn(name.text)
    if latin is not None and (not shown or MISSING in shown):
        stand_in = replace(name, text=latin.text)
        lines = tuple(stand_in if line is name else line for line in lines if line is not latin)
    return replace(
        sheet,
        person=_all_drawn(lines),
        head=_all_drawn(sheet.head),
        course=_all_drawn(sheet.course),
        foot=tuple(_all_drawn(column) for column in sheet.foot),
    )


def _all_drawn(lines: Lines) -> Lines:
    return tuple(replace(line, text=drawn(line.text) or MISSING) for line in lines)
