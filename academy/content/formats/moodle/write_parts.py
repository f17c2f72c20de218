"""Small things that are written in many places of a Moodle XML file."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from fractions import Fraction

from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.numbers import decimal, is_decimal
from academy.content.questions.rubrics import Criterion


def add(element: ET.Element, name: str, text: str = "") -> ET.Element:
    """Add a child with a text of its own."""
    child = ET.SubElement(element, name)
    if text:
        child.text = text
    return child


def add_text(element: ET.Element, name: str, html: str) -> ET.Element:
    """Add a child whose text is HTML."""
    child = ET.SubElement(element, name, {"format": "html"})
    add(child, "text", html)
    return child


def number_text(value: Fraction, places: int = 30) -> str:
    """Return a number with a decimal point."""
    return decimal(value, places)


def note_number(value: Fraction, losses: Losses) -> None:
    """Note a number that has no end when it is written so."""
    if not is_decimal(value):
        losses.add(LossCode.NOT_A_NUMBER, what=str(value))


def note_rubric(rubric: Iterable[Criterion], losses: Losses) -> None:
    """Note what people mark by, for which there is no place."""
    for criterion in rubric:
        levels = ", ".join(f"{level.text} ({level.points})" for level in criterion.levels)
        losses.add(LossCode.FIELD, what=f"rubric {criterion.text}", value=levels)
