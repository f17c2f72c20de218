"""A certificate as PDF: any script, one page, every letter drawn, every name read back exactly."""

import json
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pikepdf
import segno
import typst

from academy.credentials.service.layout import STYLES, arranged, scales
from academy.credentials.service.sheet import Line, Lines, Sheet, fit_to_print
from academy.credentials.service.textlayer import mend
from academy.kernel.memory import Memory

_TEMPLATES = Path(__file__).parents[1] / "templates" / "credentials"
_CERTIFICATE = (_TEMPLATES / "certificate.typ").read_bytes()
_RULER = (_TEMPLATES / "ruler.typ").read_bytes()

_AS_PDF = {"format": "pdf", "pdf_standards": ["a-3a", "ua-1"]}
_WIDE = re.compile(rb'viewBox="0 0 ([.\d]+) ')
_INK = "#17212b"
_PACKAGES = (
    ("fontpkg_noto_sans", "files"),
    ("fontpkg_noto_sans_tamil", "files"),
    ("justmytype_intl_sea", "fonts"),
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc"),
    ("justmytype_intl_cjk", "fonts/ofl/notosanstc"),
    ("justmytype_intl_cjk", "fonts/ofl/notosanskr"),
)
_FAMILIES = (
    "Noto Sans",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans TC",
    "Noto Sans KR",
)
"""Where a letter is looked for, in this order; a name may be in any script."""

_OF_SCRIPT = {
    "ta": "Noto Sans Tamil",
    "th": "Noto Sans Thai",
    "lo": "Noto Sans Lao",
    "km": "Noto Sans Khmer",
    "my": "Noto Sans Myanmar",
    "zh-Hans": "Noto Sans SC",
}
_LATIN = re.compile("[\0-\u036f\u1e00-\u1eff\u2000-\u206f]*")
_JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f")
_MISSING = "〓"
"""The geta mark: what Chinese and Japanese printers set where they have no type for a letter."""

_WIDTHS: Memory[tuple[str, str, bool], float] = Memory(4096)
_DRAWN: Memory[str, bool] = Memory(4096)
_thread = threading.local()


def print_sheet(sheet: Sheet) -> bytes:
    """Return a certificate as PDF/A-3a and PDF/UA-1; the same sheet gives the same bytes.

    A letter that no font has does not fail it. What is no letter (an emoji) is left out. Where a
    letter of the name is missing, the Latin name stands alone; where there is none, and
    elsewhere, a geta mark stands for it. The record inside the file always has the name as it is.
    """
    tidied = fit_to_print(sheet)
    try:
        return _printed(tidied)
    except typst.TypstError:
        return _printed(_drawable(tidied))


def font_folders() -> tuple[Path, ...]:
    """Return where the certificate's fonts are: in the wheels that bring them."""
    return tuple(_find_folders())


def _find_folders() -> Iterator[Path]:
    for package, folder in _PACKAGES:
        spec = find_spec(package)
        for home in (spec and spec.submodule_search_locations) or ():
            yield Path(home) / folder


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Open the fonts once a process; where a wheel is missing, the system's Noto stand in."""
    folders = font_folders()
    return typst.Fonts(
        include_system_fonts=len(folders) < len(_PACKAGES),
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def _families_for(text: str, lang: str) -> tuple[str, ...]:
    """Return the families for a text, those of its language first.

    The families of other scripts have some Latin letters too, but not Vietnamese ones: a word in
    Latin letters is set in the one that has them all.
    """
    return _families("en" if _LATIN.fullmatch(text) else lang)


@lru_cache(maxsize=32)
def _families(lang: str) -> tuple[str, ...]:
    there = frozenset(_fonts().families())  # those that are not there would only be warned of
    own = _OF_SCRIPT.get(lang, _FAMILIES[0])
    return tuple(name for name in dict.fromkeys((own, *_FAMILIES)) if name in there)


def _compiler() -> typst.Compiler:
    """Return this thread's compiler: one shared by two threads refuses the second."""
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(font_paths=_fonts())
    return cast("typst.Compiler", _thread.compiler)


def _compile(template: bytes, data: Mapping[str, Any], **how: Any) -> bytes:
    """Compile a template beside its data.

    The data are files, not `sys_inputs`: those belong to what Typst's memory is keyed by, so that
    nothing said on every certificate would be remembered from one to the next.
    """
    files = {f"{name}.json": _json(value) for name, value in data.items()}
    given = cast("Any", {"main": template, **files})
    return cast("bytes", _compiler().compile(input=given, **how))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


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
        data = _compile(_CERTIFICATE, files, timestamp=timestamp, **_AS_PDF)
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
        return {**known, "families": _families_for(known["text"], known["lang"])}
    return {key: _with_families(item) for key, item in known.items()}


def _code(address: str) -> str:
    """Return the address as a QR code, drawn in SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False, mask=3).save(
        drawn, kind="svg", border=0, dark=_INK, xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode()


def _ruled(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "bold": STYLES[line.style].bold,
        "families": _families_for(line.text, line.lang),
    }


def _width_of(line: Line) -> float:
    """Return a text's width in points where it is set at ten points."""

    def measure() -> float:
        drawn = _compile(_RULER, {"line": _ruled(line)}, format="svg")
        (wide,) = _WIDE.findall(drawn)
        return float(wide)

    return _WIDTHS.recall((line.text, line.lang, STYLES[line.style].bold), measure)


def _drawable(sheet: Sheet) -> Sheet:
    """Return the sheet with letters only that some font has."""
    person = {line.style: line for line in sheet.person}
    name, latin = person["name"], person.get("latin-name")
    lines = sheet.person
    drawn = _drawn(name.text)
    if latin is not None and (not drawn or _MISSING in drawn):
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
    return tuple(replace(line, text=_drawn(line.text) or _MISSING) for line in lines)


def _drawn(text: str) -> str:
    """Return the text without what no font has; a geta mark stands for a letter."""
    return " ".join("".join(_stand_in(cluster) for cluster in _clusters(text)).split())


def _stand_in(cluster: str) -> str:
    base = cluster[0]
    if _is_drawn(cluster):
        return cluster
    if len(cluster) > 1 and _is_drawn(base):
        return base
    return _MISSING if unicodedata.category(base).startswith("L") else ""


def _clusters(text: str) -> Iterator[str]:
    """Part a text, which is not empty, into letters with the marks on them."""
    cluster = text[0]
    for letter in text[1:]:
        if letter in _JOINING or unicodedata.category(letter).startswith("M"):
            cluster += letter
        else:
            yield cluster
            cluster = letter
    yield cluster


def _is_drawn(cluster: str) -> bool:
    def draw() -> bool:
        try:
            _compile(_RULER, {"line": _ruled(Line("name", cluster, "en"))}, **_AS_PDF)
        except typst.TypstError:
            return False
        return True

    return _DRAWN.recall(cluster, draw)
