"""SVG from strangers: what is dangerous is refused, what other programs left behind is dropped.

The picture is rebuilt from an allow-list, so nothing that is not named here can pass. `use` is not
named: uses of uses grow without end. Browsers load no outside resource for an `<img>`, but the
address of a picture can be opened by itself, so no reference may lead outside.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from academy.content import bounds
from academy.content.faults import FaultCode

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ELEMENT_NAMES = """
    svg g path rect circle ellipse line polyline polygon text tspan title desc defs style
    linearGradient radialGradient stop clipPath mask pattern marker
    """
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_DROPPED = frozenset({"metadata"})
_ATTRIBUTE_NAMES = """
    id class style x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height viewBox
    version preserveAspectRatio transform opacity fill fill-opacity fill-rule stroke
    stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset color display visibility overflow vector-effect
    paint-order mix-blend-mode isolation shape-rendering text-rendering color-interpolation
    font-family font-size font-weight font-style letter-spacing word-spacing text-anchor
    dominant-baseline alignment-baseline baseline-shift text-decoration rotate textLength
    lengthAdjust writing-mode offset stop-color stop-opacity gradientUnits gradientTransform
    spreadMethod clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits patternUnits
    patternContentUnits patternTransform marker-start marker-mid marker-end markerWidth
    markerHeight markerUnits refX refY orient href role aria-label aria-hidden focusable
    """
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OUTSIDE = re.compile(
    r"url\(\s*['\"]?\s*(?!#)|@|\\|expression|javascript:|data:|//|<", re.IGNORECASE
)
_FRAGMENT = re.compile(r"#[^\s'\"()<>]+")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_VIEWBOX = re.compile(rf"\s*({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*")
_LARGEST = 100_000.0


class SvgRefused(Exception):
    """A picture that may not come in, with the reason and the name that explains it."""

    def __init__(self, code: FaultCode, **detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code} {detail}")


def sanitise_svg(data: bytes) -> bytes:
    """Return the picture with nothing in it but shapes and text; raise `SvgRefused`.

    Sanitising twice changes nothing.
    """
    if len(data) > bounds.SVG:
        raise SvgRefused(FaultCode.FILE_TOO_LARGE, limit=str(bounds.SVG))
    root = _parsed(data)
    if root.tag != f"{_SVG}svg":
        raise SvgRefused(FaultCode.BAD_SVG, why="its root is not svg")
    rebuilt = _rebuilt(root, 0)
    rebuilt.set("xmlns", _SVG.strip("{}"))
    if _size(rebuilt.get("viewBox", "")) is None:
        raise SvgRefused(FaultCode.SVG_NO_VIEWBOX)
    return ET.tostring(rebuilt, encoding="unicode").encode()


def svg_size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height that a sanitised picture asks for."""
    root = _parsed(data)
    return _size(root.get("viewBox", ""))


def svg_has_text(data: bytes) -> bool:
    """Tell whether a sanitised picture holds words, which nobody can translate."""
    return any((element.text or "").strip() for element in _named(_parsed(data), "text", "tspan"))


def _named(root: ET.Element, *names: str) -> Iterator[ET.Element]:
    for name in names:
        yield from root.iter(_SVG + name)


def _parsed(data: bytes) -> ET.Element:
    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SvgRefused(FaultCode.SVG_DOCTYPE) from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise SvgRefused(FaultCode.BAD_SVG, why=str(error)[:80]) from error


def _rebuilt(element: ET.Element, depth: int) -> ET.Element:
    """Return a copy without name spaces; raise at the first thing that is not allowed."""
    if depth > bounds.SVG_DEPTH:
        raise SvgRefused(FaultCode.SVG_TOO_DEEP)
    name = element.tag.removeprefix(_SVG)
    if name not in _ELEMENTS:
        raise SvgRefused(FaultCode.SVG_ELEMENT, name=name[:40])
    copy = ET.Element(name, dict(_attributes(element)))
    copy.text = _text(element.text)
    if name == "style" and _OUTSIDE.search(copy.text or ""):
        raise SvgRefused(FaultCode.SVG_REFERENCE, name="<style>")
    for child in element:
        if _is_foreign(child):
            continue
        part = _rebuilt(child, depth + 1)
        part.tail = _text(child.tail)
        copy.append(part)
    return copy


def _is_foreign(element: ET.Element) -> bool:
    """Tell whether another program left the element behind: Inkscape's views, RDF."""
    return not element.tag.startswith(_SVG) or element.tag.removeprefix(_SVG) in _DROPPED


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        name = "href" if key == _XLINK else key
        if name.startswith("{") and name != _SPACE:
            continue
        if name not in _ATTRIBUTES and name != _SPACE:
            raise SvgRefused(FaultCode.SVG_ATTRIBUTE, name=name[:40])
        refers = name == "href" and not _FRAGMENT.fullmatch(value)
        if refers or _OUTSIDE.search(value):
            raise SvgRefused(FaultCode.SVG_REFERENCE, name=name)
        yield name, value.replace("\r", " ")


def _text(text: str | None) -> str | None:
    return text.replace("\r", "\n") if text else None


def _size(viewbox: str) -> tuple[int, int] | None:
    found = _VIEWBOX.fullmatch(viewbox)
    if found is None:
        return None
    width, height = float(found.group(3)), float(found.group(4))
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        return None
    return max(round(width), 1), max(round(height), 1)
