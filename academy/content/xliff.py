"""XLIFF 2 for translators' programs, by way of translate-toolkit, which alone is known here.

One `file` is one unit of the course, one `unit` is one text, found again by the digest of its
source however a program sorts it. The library puts notes and `xml:space` into the segment, where
the standard ("XLIFF Version 2.0", 4.2.2) has no place for them; so both are put into the unit.

A text without a translation has no `state`: that means `initial`, as it would in writing, but a
program that leaves states alone then says nothing false of what is filled in. A written `initial`
beside a translation means that it is not finished.
"""

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import cast

from translate.misc.xml_helpers import valid_chars_only
from translate.storage.xliff2 import Xliff2File, Xliff2Unit

from academy.content import bounds
from academy.content.interchange import (
    Interchange,
    InterchangeFault,
    InterchangeRefused,
    kept,
    moment,
    our_tag,
    text_of,
    written,
    xml_of,
)
from academy.content.po import Catalogue, Entry, Key
from academy.content.segments import Segment

_LIMIT = 4 * bounds.CATALOGUE
"""XML says so much more around a text: what was written here must be readable here."""
_ROOT = re.compile(r"\{urn:oasis:names:tc:xliff:document:2\.\d\}xliff")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ORDER = re.compile(r"[0-9]{1,6}")
_NO_ENTRY = Entry("")


class XliffState(StrEnum):
    """How far a translation is, as the standard names it."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


_REVIEWED = frozenset({XliffState.REVIEWED, XliffState.FINAL})


class _Note(StrEnum):
    """Whose word a note is: its category."""

    EXPORTED = "exported"
    AUTHOR = "author"
    TRANSLATOR = "translator"
    PREVIOUS = "previous"


def write_xliff(
    catalogue: Catalogue,
    wanted: Sequence[Segment],
    *,
    source_language: str,
    exported_at: datetime,
    states: Mapping[Key, str] | None = None,
    notes: Mapping[Key, str] | None = None,
) -> bytes:
    """Return an XLIFF 2.0 document of the wanted texts, with their translations.

    `states` tells which translations are more than translated; `notes` is what the author wants
    translators to know.
    """
    states, notes = states or {}, notes or {}
    store = Xliff2File(sourcelanguage=source_language, targetlanguage=catalogue.language)
    cast("ET.Element", store.document.getroot()).remove(cast("ET.Element", store.body))
    for _, texts in groupby(_together(wanted), key=lambda segment: segment.unit):
        segments = list(texts)
        store.body = _file(store, segments[0], exported_at)
        for segment in segments:
            entry = catalogue.entries.get(segment.key, _NO_ENTRY)
            unit = _unit(segment.source, entry, states.get(segment.key, ""))
            store.addunit(unit)
            said = {
                _Note.AUTHOR: notes.get(segment.key, ""),
                _Note.TRANSLATOR: entry.comment,
                _Note.PREVIOUS: entry.previous,
            }
            _annotate(cast("ET.Element", unit.getunitelement()), said)
    return bytes(store)


def _file(store: Xliff2File, first: Segment, exported_at: datetime) -> ET.Element:
    """Begin the file of a unit of the course."""
    file = cast("ET.Element", store.createfilenode(first.unit))
    file.set("original", first.file)
    _annotate(file, {_Note.EXPORTED: written(exported_at)})
    cast("ET.Element", store.document.getroot()).append(file)
    return file


def _together(wanted: Sequence[Segment]) -> list[Segment]:
    """Return each text once, those of a unit beside each other, and all else as it was."""
    units: dict[str, dict[Key, Segment]] = {}
    for segment in wanted:
        units.setdefault(segment.unit, {}).setdefault(segment.key, segment)
    return [segment for texts in units.values() for segment in texts.values()]


def _unit(source: str, entry: Entry, state: str) -> Xliff2Unit:
    unit = Xliff2Unit(source)
    unit.setid("s" + hashlib.sha256(source.encode()).hexdigest()[:32])
    segment = cast("ET.Element", unit.xmlelement)
    segment.attrib.pop(_SPACE, None)
    around = cast("ET.Element", unit.getunitelement())
    around.set("canResegment", "no")
    around.set(_SPACE, "preserve")
    if entry.text:
        unit.target = entry.text
        further = state if state in _REVIEWED else XliffState.TRANSLATED
        segment.set("state", XliffState.INITIAL if entry.fuzzy else further)
    return unit


def _annotate(element: ET.Element, said: Mapping[_Note, str]) -> None:
    """Put notes in front of what an element has."""
    texts = {category: valid_chars_only(text) for category, text in said.items() if text}
    if not texts:
        return
    space = element.tag.rpartition("}")[0] + "}"
    around = element.makeelement(f"{space}notes", {})
    for category, text in texts.items():
        note = around.makeelement(f"{space}note", {"category": category.value})
        note.text = text
        around.append(note)
    element.insert(0, around)


def read_xliff(data: bytes, language: str) -> Interchange:
    """Return what an XLIFF 2 document says in a language; raise `InterchangeRefused`.

    The document comes from strangers. It is read by a parser that knows no entities before the
    library sees it, and the library's parser resolves none and fetches nothing.
    """
    text = text_of(data, _LIMIT)
    found = xml_of(text)
    if not _ROOT.fullmatch(found.tag) or not found.get("version", "").startswith("2."):
        raise InterchangeRefused(InterchangeFault.NOT_XLIFF)
    said = found.get("trgLang", "")
    if our_tag(said) != language:
        raise InterchangeRefused(InterchangeFault.OTHER_LANGUAGE, found=said, expected=language)
    root = _parsed(text.encode())
    moments = [moment(_said(file, _Note.EXPORTED)) for file in _children(root, "file")]
    known = [when for when in moments if when is not None]
    entries: dict[Key, Entry] = {}
    reviewed: set[Key] = set()
    for key, unit in _units(root):
        if key in entries:
            fault = InterchangeFault.SAME_TEXT_TWICE
            raise InterchangeRefused(fault, unit=key[0], source=key[1])
        entries[key] = unit.entry
        if unit.is_reviewed:
            reviewed.add(key)
    exported_at = min(known) if len(known) == len(moments) and known else None
    return Interchange(Catalogue(language, entries), exported_at, frozenset(reviewed))


def _parsed(data: bytes) -> ET.Element:
    """Return the root that the library reads; its elements are lxml's, which are used alike."""
    try:
        store = Xliff2File.parsestring(data)
    except (SyntaxError, ValueError, AssertionError):
        raise InterchangeRefused(InterchangeFault.NOT_XLIFF) from None
    return cast("ET.Element", store.document.getroot())


@dataclass(frozen=True, slots=True)
class _Unit:
    """A text as it came back: a program may have cut it into parts."""

    entry: Entry
    is_reviewed: bool


def _units(root: ET.Element) -> Iterator[tuple[Key, _Unit]]:
    """Yield every text, in groups or not, and where it belongs."""
    for file in _children(root, "file"):
        for element in file.iter(_beside(root, "unit")):
            parts = [*_parts(element)]
            source = kept("".join(part.source for part in parts))
            if source:
                yield (file.get("id", ""), source), _joined(element, parts)


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment, or what stands between segments."""

    source: str
    target: str | None
    order: int
    state: str
    is_segment: bool


def _parts(unit: ET.Element) -> Iterator[_Part]:
    names = {_beside(unit, "segment"): True, _beside(unit, "ignorable"): False}
    found = (element for element in unit if element.tag in names)
    for place, element in enumerate(found, 1):
        target = next(_children(element, "target"), None)
        order = "" if target is None else target.get("order", "")
        yield _Part(
            source="".join(_text(source) for source in _children(element, "source")),
            target=None if target is None else _text(target),
            order=int(order) if _ORDER.fullmatch(order) else place,
            state=element.get("state", ""),
            is_segment=names[element.tag],
        )


def _joined(unit: ET.Element, parts: Sequence[_Part]) -> _Unit:
    """Return the whole translation; it is finished when each of its parts is."""
    segments = [part for part in parts if part.is_segment]
    begun = any(part.target for part in segments)
    ordered = sorted(parts, key=lambda part: part.order)
    text = kept("".join(_shown(part) for part in ordered)) if begun else ""
    fuzzy = any(
        part.state == XliffState.INITIAL or (part.source.strip() and not part.target)
        for part in segments
    )
    entry = Entry(
        text,
        fuzzy=bool(text) and fuzzy,
        previous=kept(_said(unit, _Note.PREVIOUS)),
        comment=kept(_said(unit, _Note.TRANSLATOR)),
    )
    reviewed = bool(text) and all(part.state in _REVIEWED for part in segments)
    return _Unit(entry, reviewed)


def _shown(part: _Part) -> str:
    """Return a part's translation; what stands between segments may go without one."""
    if part.target is None:
        return "" if part.is_segment else part.source
    return part.target


def _said(element: ET.Element, category: _Note) -> str:
    """Return the notes of one category that stand at an element itself."""
    return "\n".join(
        _text(note)
        for notes in _children(element, "notes")
        for note in _children(notes, "note")
        if note.get("category") == category
    )


def _children(element: ET.Element, name: str) -> Iterator[ET.Element]:
    wanted = _beside(element, name)
    return (child for child in element if child.tag == wanted)


def _beside(element: ET.Element, name: str) -> str:
    """Return a name in the namespace of an element."""
    return element.tag.rpartition("}")[0] + "}" + name


def _text(element: ET.Element) -> str:
    """Return the text in an element, through the marks that programs put around words.

    `cp` stands for a character that XML cannot hold ("XLIFF Version 2.0", 4.2.3.1).
    """
    pieces = [element.text or ""]
    for child in element:
        # A comment's "tag" is no text.
        if isinstance(cast("object", child.tag), str):
            pieces.append(_code_point(child) if child.tag.endswith("}cp") else _text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _code_point(element: ET.Element) -> str:
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffe"
