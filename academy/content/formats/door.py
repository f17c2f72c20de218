"""The way in: a file from another system, and what comes of it."""

import re

from academy.content.formats.aiken import ANSWER, OPTION, read_aiken
from academy.content.formats.gift import read_gift
from academy.content.formats.moodle.read import read_moodle
from academy.content.formats.qti.read import is_qti, read_qti_item, read_qti_package
from academy.content.formats.values import Format, FormatFault, FormatRefused, Reading
from academy.content.formats.xml import local, text_of, xml_of
from academy.content.formats.zips import BEGINS, unzip
from academy.content.text import is_xml

_GIFT = re.compile(r"(?m)^[^\S\n]*(::|//|\$CATEGORY:)|\{[^{}]*\}")
_QTI = frozenset({Format.QTI_2, Format.QTI_3})


def read(data: bytes, name: str, wanted: Format | None = None) -> Reading:
    """Return the questions of a file, in the format it is told to have or is seen to have.

    Raise `FormatRefused` for a file that does not come in at all.
    """
    if data.startswith(BEGINS):
        if wanted is not None and wanted not in _QTI:
            raise FormatRefused(FormatFault.OTHER_FORMAT, found="zip")
        return _checked(read_qti_package(unzip(data)), wanted)
    found = guessed(data) if wanted is None else wanted
    match found:
        case Format.GIFT:
            return _checked(read_gift(data), wanted)
        case Format.AIKEN:
            return _checked(read_aiken(data), wanted)
        case Format.MOODLE_XML:
            return _checked(read_moodle(data), wanted)
        case _:
            return _checked(read_qti_item(data, name), wanted)


def _checked(reading: Reading, wanted: Format | None) -> Reading:
    """Return what was read; raise `FormatRefused` where there is nothing or something else."""
    if not reading.items and not reading.refused:
        raise FormatRefused(FormatFault.NO_QUESTIONS)
    if wanted is not None and reading.format is not wanted:
        raise FormatRefused(FormatFault.OTHER_FORMAT, found=reading.format.value)
    return reading


def guessed(data: bytes) -> Format:
    """Return the format of a file by what is in it; raise `FormatRefused`."""
    if is_xml(data):
        return _of_xml(local(xml_of(data).tag))
    text = text_of(data)
    lines = text.splitlines()
    if any(ANSWER.fullmatch(line) for line in lines) and any(map(OPTION.fullmatch, lines)):
        return Format.AIKEN
    if _GIFT.search(text):
        return Format.GIFT
    raise FormatRefused(FormatFault.UNKNOWN_FORMAT)


def _of_xml(tag: str) -> Format:
    if tag == "quiz":
        return Format.MOODLE_XML
    if is_qti(tag):
        return Format.QTI_3 if tag.startswith("qti-") else Format.QTI_2
    raise FormatRefused(FormatFault.UNKNOWN_FORMAT, found=tag)
