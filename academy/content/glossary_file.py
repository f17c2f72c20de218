"""The glossary as files: CSV for spreadsheets, TBX for translators' programs.

Terms are in the Academy's first language, their words in the others. TBX is written as TBX-Basic
of ISO 30042:2019 and read in that edition's and in the older one's shape (`martif`), which Weblate
and translate-toolkit write. translate-toolkit itself knows the older shape only, so it is not used.
"""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from academy.content import bounds
from academy.content.interchange import (
    InterchangeFault,
    InterchangeRefused,
    kept,
    our_tag,
    text_of,
    xml_of,
)
from academy.kernel.languages import DEFAULT, LANGUAGES
from academy.kernel.text import FORMULA_PATTERN, fold, harmless

_NO_ROW: tuple[int, list[str]] = (0, [])
TERMS = 5_000
"""How many terms a file may have."""

_TERM, _NOTE = "term", "note"
_SEPARATORS = ",;\t"
_DISARMED = re.compile(f"{FORMULA_PATTERN}'")
_BARE_DOCTYPE = re.compile(
    r"<!DOCTYPE\s+(?:martif|tbx)\s+(?:PUBLIC|SYSTEM)\s[^\[<>]*>", re.IGNORECASE
)
_PROLOG = 2_000
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TBX = "urn:iso:std:iso:30042:ed-2"
_ROOTS = frozenset({"tbx", "martif"})
_CONCEPTS = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet"})
_TERMS = frozenset({"termSec", "tig", "ntig"})
_NOT_USED = re.compile(r"deprecated|superseded|obsolete|forbidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A term, what it means, and what it is called in other languages, by their tags."""

    source: str
    note: str = ""
    words: Mapping[str, str] = field(default_factory=dict[str, str])


def write_csv(terms: Iterable[Term], *languages: str) -> bytes:
    """Return the glossary as CSV with a column for each language; for all when none is named.

    It begins with a byte order mark: Excel takes UTF-8 for something else without one.
    """
    tags = _tags(languages)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_TERM, _NOTE, *tags])
    for term in terms:
        cells = [term.source, term.note, *(term.words.get(tag, "") for tag in tags)]
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> tuple[Term, ...]:
    """Return the terms of a CSV file; raise `InterchangeRefused`."""
    text = text_of(data, bounds.CATALOGUE)
    rows = _rows(text)
    columns = _columns(next(rows, _NO_ROW)[1])
    found = [_row_term(row, columns, cells) for row, cells in rows if any(cells)]
    return _checked(found)


def _tags(languages: Sequence[str]) -> list[str]:
    """Return the languages of words, in the Academy's order."""
    others = [language.tag for language in LANGUAGES if language != DEFAULT]
    return [tag for tag in others if tag in languages] or others


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, as they are kept, with the row's number."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            if number > TERMS + 1:
                raise InterchangeRefused(InterchangeFault.TOO_MANY_TERMS, limit=str(TERMS))
            yield number, [kept(_DISARMED.sub("", cell)) for cell in cells]
    except csv.Error:
        raise InterchangeRefused(InterchangeFault.NOT_CSV, row=str(number + 1)) from None


def _columns(header: Sequence[str]) -> list[str]:
    """Return what each column holds: the term, the note, or a language's words."""
    columns = [_column(name) for name in header]
    for column in columns:
        if columns.count(column) > 1:
            raise InterchangeRefused(InterchangeFault.SAME_COLUMN_TWICE, column=column)
    if _TERM not in columns:
        raise InterchangeRefused(InterchangeFault.MISSING_COLUMN, column=_TERM)
    return columns


def _column(name: str) -> str:
    if name.lower() in {_TERM, _NOTE}:
        return name.lower()
    tag = our_tag(name)
    if tag is None or tag == DEFAULT.tag:
        raise InterchangeRefused(InterchangeFault.UNKNOWN_COLUMN, column=name[: bounds.WORD])
    return tag


def _row_term(row: int, columns: Sequence[str], cells: Sequence[str]) -> Term:
    if any(cells[len(columns) :]):
        raise InterchangeRefused(InterchangeFault.NOT_CSV, row=str(row))
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
    source, note = named.pop(_TERM, ""), named.pop(_NOTE, "")
    if not source:
        raise InterchangeRefused(InterchangeFault.MISSING_TERM, row=str(row))
    return Term(source, note, named)


def _checked(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms; raise `InterchangeRefused` for too many, too long, or one told twice."""
    if len(terms) > TERMS:
        raise InterchangeRefused(InterchangeFault.TOO_MANY_TERMS, limit=str(TERMS))
    known: set[str] = set()
    for term in terms:
        _fits(term.note, bounds.TEXT)
        for word in (term.source, *term.words.values()):
            _fits(word, bounds.WORD)
        if fold(term.source) in known:
            raise InterchangeRefused(InterchangeFault.SAME_TERM_TWICE, term=term.source)
        known.add(fold(term.source))
    return tuple(terms)


def _fits(text: str, limit: int) -> None:
    if len(text) > limit:
        raise InterchangeRefused(InterchangeFault.TOO_LONG, text=text[:40], limit=str(limit))


def write_tbx(terms: Iterable[Term], *languages: str) -> bytes:
    """Return the glossary as TBX-Basic, with the words of the languages, or of all."""
    tags = _tags(languages)
    root = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", "xmlns": _TBX})
    root.set(f"{_XML}lang", DEFAULT.tag)
    described = ET.SubElement(ET.SubElement(root, "tbxHeader"), "fileDesc")
    ET.SubElement(ET.SubElement(described, "sourceDesc"), "p").text = "Glossary of the Academy"
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        concept = ET.SubElement(body, "conceptEntry", {"id": f"c{number}"})
        if term.note:
            ET.SubElement(concept, "note").text = term.note
        _say(concept, DEFAULT.tag, term.source)
        for tag in tags:
            if tag in term.words:
                _say(concept, tag, term.words[tag])
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _say(concept: ET.Element, tag: str, word: str) -> None:
    section = ET.SubElement(concept, "langSec", {f"{_XML}lang": tag})
    ET.SubElement(ET.SubElement(section, "termSec"), "term").text = word


def read_tbx(data: bytes) -> tuple[Term, ...]:
    """Return the terms of a TBX file, of either edition; raise `InterchangeRefused`.

    Languages that the Academy does not speak are passed over, and so are concepts without a term in
    its first language. The older edition's files name a DTD, which is never looked at.
    """
    text = text_of(data, bounds.CATALOGUE)
    root = xml_of(_BARE_DOCTYPE.sub("", text[:_PROLOG], count=1) + text[_PROLOG:])
    if _local(root) not in _ROOTS:
        raise InterchangeRefused(InterchangeFault.NOT_TBX)
    bodies = [body for part in root for body in part if _local(body) == "body"]
    concepts = [child for body in bodies for child in body if _local(child) in _CONCEPTS]
    found = [_concept_term(concept) for concept in concepts]
    if concepts and not any(term.source for term in found):
        fault = InterchangeFault.OTHER_LANGUAGE
        raise InterchangeRefused(fault, found=root.get(f"{_XML}lang", ""), expected=DEFAULT.tag)
    return _checked([term for term in found if term.source])


def _concept_term(concept: ET.Element) -> Term:
    words: dict[str, str] = {}
    for section in concept:
        tag = our_tag(section.get(f"{_XML}lang", "")) if _local(section) in _LANGUAGES else None
        word = _word(section) if tag else ""
        if tag and word:
            words.setdefault(tag, word)
    return Term(words.pop(DEFAULT.tag, ""), _concept_note(concept), words)


def _concept_note(concept: ET.Element) -> str:
    """Return what is said of a concept: its definition and its notes."""
    around = [child for child in concept if _local(child) not in _LANGUAGES]
    notes = [element for child in around for element in child.iter() if _is_note(element)]
    said = [kept("".join(element.itertext())) for element in notes]
    return "\n".join(text for text in said if text)


def _is_note(element: ET.Element) -> bool:
    defines = _local(element) == "descrip" and element.get("type", "definition") == "definition"
    return defines or _local(element) == "note"


def _word(section: ET.Element) -> str:
    """Return the first term of a language that is not out of use."""
    for sort in section:
        if _local(sort) in _TERMS and not _is_out_of_use(sort):
            for element in sort.iter():
                if _local(element) == "term":
                    return kept("".join(element.itertext()))
    return ""


def _is_out_of_use(sort: ET.Element) -> bool:
    return any(
        element.get("type") == "administrativeStatus" and _NOT_USED.search(element.text or "")
        for element in sort.iter()
    )


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
