"""Nodes of QTI, and how they are written as QTI 2 or QTI 3."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from fractions import Fraction

from academy.content.formats.numbers import decimal
from academy.content.formats.runs import to_html
from academy.content.formats.values import Format
from academy.content.formats.xml import Node, node_of

SPACES = {
    Format.QTI_2: "http://www.imsglobal.org/xsd/imsqti_v2p2",
    Format.QTI_3: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
_HTML = frozenset({"p", "div", "strong", "em", "code", "a", "br", "span", "object", "img", "x"})
_CAPITAL = re.compile(r"(?<!^)([A-Z])")
_PRECISION = 30


def node(name: str, *pieces: "str | Node", **attributes: str) -> Node:
    """Return a node."""
    return Node(name, attributes, [*pieces])


def html(markdown: str) -> list["str | Node"]:
    """Return our inline Markdown as pieces of a node."""
    return node_of(ET.fromstring(f"<x>{to_html(markdown)}</x>")).pieces  # noqa: S314 - our own


def element_of(source: Node, version: Format, *, is_root: bool = True) -> ET.Element:
    """Return a node as an element, its names those of a version."""
    three = version is Format.QTI_3
    ours = source.name not in _HTML
    element = ET.Element(f"qti-{_dashed(source.name)}" if three and ours else source.name)
    if is_root:
        element.set("xmlns", SPACES[version])
    for name, value in source.attributes.items():
        element.set(_dashed(name) if three and ours else name, value)
    last: ET.Element | None = None
    for piece in source.pieces:
        if isinstance(piece, Node):
            last = element_of(piece, version, is_root=False)
            element.append(last)
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
    return element


def xml_bytes(element: ET.Element) -> bytes:
    """Return a document."""
    return ET.tostring(element, encoding="utf-8", xml_declaration=True)


def _dashed(name: str) -> str:
    return _CAPITAL.sub(r"-\1", name).lower()


def identifier(name: str) -> str:
    """Return an id as an identifier, which begins with a letter or a low line."""
    return name if name[:1].isalpha() else f"_{name}"


def number_text(value: Fraction) -> str:
    """Return a number with a decimal point."""
    return decimal(value, _PRECISION)


def variable(name: str) -> Node:
    """Return what stands for a response or an outcome."""
    return node("variable", identifier=name)


def constant(value: str, base: str = "identifier") -> Node:
    """Return a constant."""
    return node("baseValue", value, baseType=base)


def condition(test: Node, *then: Node) -> Node:
    """Return a condition."""
    return node("responseCondition", node("responseIf", test, *then))


def put(name: str, value: Node) -> Node:
    """Return what sets an outcome."""
    return node("setOutcomeValue", value, identifier=name)


def add_score(value: Node) -> Node:
    """Return what adds to the marks."""
    return put("SCORE", node("sum", variable("SCORE"), value))


def response(name: str, base: str, cardinality: str, *, right: Iterable[str] = ()) -> Node:
    """Return a response declaration with what is right."""
    declared = node("responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
    values = [node("value", each) for each in right]
    if values:
        declared.pieces.append(node("correctResponse", *values))
    return declared


def mapping(
    declared: Node,
    entries: Iterable[tuple[str, Fraction, bool]],
    *,
    default: Fraction = Fraction(0),
    lower: Fraction | None = None,
    upper: Fraction | None = None,
) -> None:
    """Add what responses are mapped to: of each entry its key, its value, whether case counts."""
    bounds = {"lowerBound": lower, "upperBound": upper}
    attributes = {name: number_text(value) for name, value in bounds.items() if value is not None}
    found = node("mapping", defaultValue=number_text(default), **attributes)
    for key, value, case in entries:
        entry = node("mapEntry", mapKey=key, mappedValue=number_text(value))
        if not case:
            entry.attributes["caseSensitive"] = "false"
        found.pieces.append(entry)
    declared.pieces.append(found)


def near(name: str, answer: Fraction, tolerance: Fraction) -> Node:
    """Return what tells whether a response is near enough to a number."""
    test = node("equal", variable(name), constant(number_text(answer), "float"))
    test.attributes["toleranceMode"] = "absolute"
    test.attributes["tolerance"] = f"{number_text(tolerance)} {number_text(tolerance)}"
    return test
