"""Setting type: the fonts of all twelve languages, and a compiler that makes PDF of a template.

Nothing is drawn as an empty box: a letter that no font has is told, and can be replaced.
"""

import json
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import typst

from academy.kernel.memory import Memory

NotDrawn = typst.TypstError
"""What is raised where a text has a letter that no font has."""
_RULER = (Path(__file__).parent / "ruler.typ").read_bytes()
_WIDE = re.compile(rb'viewBox="0 0 ([.\d]+) ')
AS_PDF = {"format": "pdf", "pdf_standards": ["a-3a", "ua-1"]}
"""How a template is compiled for keeping, and for readers that speak."""
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
MISSING = "〓"
"""The geta mark: what Chinese and Japanese printers set where they have no type for a letter."""

_DRAWN: Memory[str, bool] = Memory(4096)
_thread = threading.local()


def font_folders() -> tuple[Path, ...]:
    """Return where the fonts are: in the wheels that bring them."""
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


def families_for(text: str, lang: str) -> tuple[str, ...]:
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


def compile_template(template: bytes, data: Mapping[str, Any], **how: Any) -> bytes:
    """Compile a template beside its data.

    The data are files, not `sys_inputs`: those belong to what Typst's memory is keyed by, so that
    nothing said on every page would be remembered from one to the next.
    """
    files = {f"{name}.json": _json(value) for name, value in data.items()}
    given = cast("Any", {"main": template, **files})
    return cast("bytes", _compiler().compile(input=given, **how))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def width_of(text: str, lang: str, *, bold: bool = False) -> float:
    """Return a text's width in points where it is set at ten points."""
    sketch = compile_template(_RULER, _ruled(text, lang, bold=bold), format="svg")
    (wide,) = _WIDE.findall(sketch)
    return float(wide)


def drawn(text: str) -> str:
    """Return the text without what no font has; a geta mark stands for a letter."""
    return " ".join("".join(_stand_in(cluster) for cluster in _clusters(text)).split())


def _stand_in(cluster: str) -> str:
    base = cluster[0]
    if _is_drawn(cluster):
        return cluster
    if len(cluster) > 1 and _is_drawn(base):
        return base
    return MISSING if unicodedata.category(base).startswith("L") else ""


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
            compile_template(_RULER, _ruled(cluster, "en", bold=False), **AS_PDF)
        except NotDrawn:
            return False
        return True

    return _DRAWN.recall(cluster, draw)


def _ruled(text: str, lang: str, *, bold: bool) -> dict[str, Any]:
    return {"line": {"text": text, "bold": bold, "families": families_for(text, lang)}}
