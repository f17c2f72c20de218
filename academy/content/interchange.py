"""What goes out to translators' programs and comes back: shared values, and PO with its moment.

A file says when it was exported, so that `merging` can tell a text that was changed in the file
from one that was changed here since. The moment is no header of the course's own: it is written
into what goes out and taken off what comes in.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from academy.content.faults import Faults
from academy.content.po import Catalogue, Key, write_po
from academy.content.po_reader import parse_po
from academy.content.text import clean, hidden_mark
from academy.kernel.languages import find_language

_MOMENT = "X-Academy-Exported"
_DECLARED = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_DEPTH = 100
_MARKUP = 250_000
"""Places where an element begins or ends: small elements take a hundred times their bytes."""
_OTHER_CHINESE = frozenset({"hant", "tw", "hk", "mo"})


class InterchangeFault(StrEnum):
    """Why a file did not come in. Behind each stand the names that its detail has."""

    TOO_LARGE = "too-large"  # limit, in bytes
    NOT_UTF8 = "not-utf8"
    CONTROL_CHARACTER = "control-character"  # character, such as U+202E
    NOT_XML = "not-xml"
    TOO_DEEP = "too-deep"  # limit
    TOO_MANY_PARTS = "too-many-parts"  # limit
    NOT_XLIFF = "not-xliff"
    OTHER_LANGUAGE = "other-language"  # found (may be empty), expected
    SAME_TEXT_TWICE = "same-text-twice"  # unit, source
    NOT_CSV = "not-csv"  # row, 0 for the whole file
    NOT_TBX = "not-tbx"
    MISSING_COLUMN = "missing-column"  # column
    UNKNOWN_COLUMN = "unknown-column"  # column
    SAME_COLUMN_TWICE = "same-column-twice"  # column
    TOO_MANY_TERMS = "too-many-terms"  # limit
    MISSING_TERM = "missing-term"  # row
    SAME_TERM_TWICE = "same-term-twice"  # term
    TOO_LONG = "too-long"  # text (its beginning), limit in characters


class InterchangeRefused(Exception):
    """A file that does not come in: which fault it has, and the names in it."""

    def __init__(self, reason: InterchangeFault, **detail: str) -> None:
        self.reason = reason
        self.detail: Mapping[str, str] = detail
        super().__init__(f"{reason} {detail}")


@dataclass(frozen=True, slots=True)
class Interchange:
    """What a translators' file says, when it was exported if it tells, and what was reviewed."""

    catalogue: Catalogue
    exported_at: datetime | None = None
    reviewed: frozenset[Key] = field(default_factory=frozenset[Key])


def po_with_moment(
    catalogue: Catalogue,
    references: Mapping[Key, str],
    *,
    exported_at: datetime,
    notes: Mapping[Key, str] | None = None,
) -> bytes:
    """Return a PO file for translators: with the authors' notes, and the moment of export."""
    headers = {**catalogue.headers, _MOMENT: written(exported_at)}
    return write_po(replace(catalogue, headers=headers), references, notes)


def read_po_interchange(data: bytes, language: str) -> Interchange:
    """Read a translators' PO file; raise `PackageRefused` with every line that is wrong."""
    faults = Faults()
    catalogue = parse_po(data, language, faults).catalogue
    faults.refuse_if_serious()
    headers = {name: value for name, value in catalogue.headers.items() if name != _MOMENT}
    exported_at = moment(catalogue.headers.get(_MOMENT, ""))
    return Interchange(replace(catalogue, headers=headers), exported_at)


def written(exported_at: datetime) -> str:
    """Return a moment as files have it."""
    return exported_at.astimezone(UTC).isoformat()


def moment(text: str) -> datetime | None:
    """Return the moment that a file tells, or `None` where it tells none that can be trusted."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def our_tag(said: str) -> str | None:
    """Return the Academy's tag of a language as others write it: `km_KH`, `zh-CN`, `EN-us`."""
    first, *rest = said.strip().replace("_", "-").lower().split("-")
    if first == "zh":
        return None if _OTHER_CHINESE & set(rest) else "zh-Hans"
    language = find_language(first)
    return language.tag if language else None


def text_of(data: bytes, limit: int) -> str:
    """Return the text of a file that is no larger than may be; raise `InterchangeRefused`."""
    if len(data) > limit:
        raise InterchangeRefused(InterchangeFault.TOO_LARGE, limit=str(limit))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InterchangeRefused(InterchangeFault.NOT_UTF8) from None


def xml_of(text: str) -> ET.Element:
    """Return the root of an XML document without a DTD; raise `InterchangeRefused`.

    A document that names another encoding than the one it was read in might mean something else to
    the next reader, so it is refused.
    """
    declared = _DECLARED.match(text)
    if declared and declared.group(1).lower() not in {"utf-8", "utf8"}:
        raise InterchangeRefused(InterchangeFault.NOT_UTF8)
    if text.count("<") > _MARKUP:
        raise InterchangeRefused(InterchangeFault.TOO_MANY_PARTS, limit=str(_MARKUP))
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError):
        raise InterchangeRefused(InterchangeFault.NOT_XML) from None
    level = [root]
    for _ in range(_DEPTH):
        level = [child for element in level for child in element]
    if level:
        raise InterchangeRefused(InterchangeFault.TOO_DEEP, limit=str(_DEPTH))
    return root


def kept(text: str) -> str:
    """Return a text as it is kept; raise `InterchangeRefused` for a mark that nobody can see."""
    one = clean(text.replace("\r\n", "\n"))
    hidden = hidden_mark(one)
    if hidden:
        raise InterchangeRefused(InterchangeFault.CONTROL_CHARACTER, character=hidden)
    return one
