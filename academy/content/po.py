"""Gettext catalogues as values, and writing them: the same bytes for the same words.

Babel's writer stamps the time and its reader forgets what a fuzzy entry was made from, so both are
here (`po_reader` reads); tests hold them against Babel's. The grammar is that of the GNU gettext
manual, "The Format of PO Files".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from academy.kernel.languages import find_language

Key = tuple[str, str]
"""A unit's id (or `course`) and a source text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation; empty where there is none yet. A fuzzy one was made from `previous`."""

    text: str
    fuzzy: bool = False
    previous: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of a course in one language. What is obsolete waits for its source to come back.

    An obsolete entry does not remember what it was made from: Babel cannot read that.
    """

    language: str
    entries: Mapping[Key, Entry] = field(default_factory=dict[Key, Entry])
    obsolete: Mapping[Key, Entry] = field(default_factory=dict[Key, Entry])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def text(self, unit: str, source: str) -> str | None:
        """Return the translation learners may see, or `None`."""
        entry = self.entries.get((unit, source))
        return entry.text if entry and entry.text and not entry.fuzzy else None


def write_po(
    catalogue: Catalogue,
    references: Mapping[Key, str] | None = None,
    notes: Mapping[Key, str] | None = None,
) -> bytes:
    """Return a PO file: entries in the catalogue's order, and no time stamp.

    `references` names the file that each text stands in, and `notes` is what its author wants
    translators to know; they see both beside the text.
    """
    places, notes = references or {}, notes or {}
    blocks = [_header(catalogue)]
    blocks += [
        _comments(entry, places.get(key, ""), notes.get(key, "")) + _fields(key, entry)
        for key, entry in catalogue.entries.items()
    ]
    for key, entry in catalogue.obsolete.items():
        fields = _fields(key, replace(entry, previous=""))
        blocks.append(_comments(entry, "", "") + [f"#~ {line}" for line in fields])
    return "\n\n".join("\n".join(block) for block in blocks).encode() + b"\n"


def _header(catalogue: Catalogue) -> list[str]:
    """Return the entry that says how the file is written; tools write languages as Babel does."""
    language = find_language(catalogue.language)
    fields = {
        **catalogue.headers,
        "Language": language.babel if language else catalogue.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [_quoted(f"{name}: {value}\n") for name, value in fields.items()]
    return ['msgid ""', 'msgstr ""', *lines]


def _comments(entry: Entry, place: str, note: str) -> list[str]:
    lines = [f"# {line}".rstrip() for line in entry.comment.split("\n")] if entry.comment else []
    lines += [f"#. {line}".rstrip() for line in note.splitlines()]
    if place:
        lines.append(f"#: {place}")
    if entry.fuzzy:
        lines.append("#, fuzzy")
    return lines


def _fields(key: Key, entry: Entry) -> list[str]:
    unit, source = key
    previous = [f"#| {line}" for line in _field("msgid", entry.previous)] if entry.previous else []
    return [
        *previous,
        *_field("msgctxt", unit),
        *_field("msgid", source),
        *_field("msgstr", entry.text),
    ]


def _field(keyword: str, text: str) -> list[str]:
    """Return a field on one line, or one line for each line of the text."""
    if "\n" not in text:
        return [f"{keyword} {_quoted(text)}"]
    return [f'{keyword} ""', *map(_quoted, text.splitlines(keepends=True))]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
