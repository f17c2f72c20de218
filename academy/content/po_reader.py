"""Reading gettext catalogues, with the line of every mistake."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from academy.content import bounds
from academy.content.faults import FaultCode, Faults
from academy.content.po import Catalogue, Entry, Key
from academy.content.text import clean, decoded
from academy.kernel.languages import find_language

_STRING = re.compile(r'"((?:[^"\\]|\\[nt"\\])*)"')
_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(.*)")
_ESCAPE = re.compile(r"\\(.)")
_MEANS = {"n": "\n", "t": "\t"}
_CHARSET = re.compile(r"charset=([\w-]+)", re.IGNORECASE)
_OURS = frozenset({"Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"})
"""Headers that say how we write; the others belong to the translators and are kept."""


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are read. Fields of what it was made from begin with `|`."""

    line: int = 0
    fields: dict[str, str] = field(default_factory=dict[str, str])
    comments: list[str] = field(default_factory=list[str])
    fuzzy: bool = False
    obsolete: bool = False
    broken: bool = False
    current: str = ""

    @property
    def key(self) -> Key:
        return self.fields.get("msgctxt", ""), clean(self.fields.get("msgid", ""))

    @property
    def entry(self) -> Entry:
        return Entry(
            text=clean(self.fields.get("msgstr", "")),
            fuzzy=self.fuzzy,
            previous=clean(self.fields.get("|msgid", "")),
            comment="\n".join(self.comments).strip(),
        )

    @property
    def is_header(self) -> bool:
        return self.key == ("", "") and "msgid" in self.fields and not self.obsolete


@dataclass(frozen=True, slots=True)
class Read:
    """A catalogue, and the line of each of its entries for whoever judges them next."""

    catalogue: Catalogue
    lines: Mapping[Key, int]


def parse_po(data: bytes, language: str, faults: Faults) -> Read:
    """Read what can be read, and note what is wrong."""
    file = f"locale/{language}.po"
    if len(data) > bounds.CATALOGUE:
        faults.add(file, 0, FaultCode.FILE_TOO_LARGE, limit=str(bounds.CATALOGUE))
        return Read(Catalogue(language), {})
    text = decoded(data, file, faults)
    if text is None:
        return Read(Catalogue(language), {})
    lines = _Lines(file, faults)
    for number, line in enumerate(text.split("\n"), 1):
        lines.take(number, line.strip())
    drafts = lines.end()
    headers = _headers(drafts, language, faults)
    note = partial(faults.add, file)
    entries: dict[Key, Entry] = {}
    obsolete: dict[Key, Entry] = {}
    places: dict[Key, int] = {}
    for draft in drafts:
        if draft.obsolete:
            obsolete[draft.key] = draft.entry
        elif _may_stand(draft, places, note):
            entries[draft.key] = draft.entry
            places[draft.key] = draft.line
    return Read(Catalogue(language, entries, obsolete, headers), places)


def _may_stand(draft: _Draft, places: Mapping[Key, int], note: Callable[..., None]) -> bool:
    """Tell whether a draft is an entry of its own, and note why not. The header is none."""
    if draft.is_header or draft.broken:
        return False
    if "msgid_plural" in draft.fields:
        note(draft.line, FaultCode.PO_PLURAL)
    elif "msgid" not in draft.fields or "msgstr" not in draft.fields:
        note(draft.line, FaultCode.BAD_PO, why="msgid or msgstr is missing")
    elif not draft.key[0]:
        note(draft.line, FaultCode.PO_NO_CONTEXT)
    elif draft.key in places:
        note(draft.line, FaultCode.PO_DUPLICATE, first=str(places[draft.key]))
    else:
        return True
    return False


def _headers(drafts: list[_Draft], language: str, faults: Faults) -> dict[str, str]:
    """Return the translators' headers, and note what contradicts the file."""
    file = f"locale/{language}.po"
    header = next((draft for draft in drafts if draft.is_header), None)
    if header is None:
        faults.add(file, 1, FaultCode.PO_HEADER)
        return {}
    fields: dict[str, str] = {}
    for line in header.fields.get("msgstr", "").split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip()] = value.strip()
    charset = _CHARSET.search(fields.get("Content-Type", ""))
    if charset is None or charset.group(1).lower() not in {"utf-8", "utf8"}:
        said = charset.group(1) if charset else "nothing"
        faults.add(file, header.line, FaultCode.PO_CHARSET, charset=said)
    said = fields.get("Language", "")
    if said and _plain(said) not in _names(language):
        faults.add(file, header.line, FaultCode.PO_LANGUAGE, found=said, expected=language)
    return {name: value for name, value in fields.items() if name not in _OURS}


def _names(tag: str) -> set[str]:
    """Return what tools write for a language: `zh_Hans`, `zh-Hans`, and gettext's `zh_CN`."""
    language = find_language(tag)
    names = {_plain(tag), _plain(language.babel if language else tag)}
    return names | {"zh_cn"} if tag == "zh-Hans" else names


def _plain(language: str) -> str:
    return language.replace("-", "_").lower()


class _Lines:
    """Sorts the lines of a catalogue into drafts."""

    def __init__(self, file: str, faults: Faults) -> None:
        self._file = file
        self._faults = faults
        self._drafts: list[_Draft] = []
        self._draft = _Draft()

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if line.startswith("#~"):
            self._obsolete(number, line[2:].strip())
        elif line.startswith("#|"):
            self._field(number, line[2:].strip(), "|")
        elif line.startswith("#,"):
            self._begin_if_done()
            self._draft.fuzzy |= "fuzzy" in [flag.strip() for flag in line[2:].split(",")]
        elif line.startswith(("#:", "#.", "#=")):
            self._begin_if_done()
        elif line.startswith("#"):
            self._begin_if_done()
            self._draft.comments.append(line[1:].strip())
        elif line:
            self._field(number, line, "")

    def end(self) -> list[_Draft]:
        """Return the drafts."""
        self._begin()
        return self._drafts

    def _obsolete(self, number: int, line: str) -> None:
        """Read a line of an obsolete entry; what it was made from is no use any more."""
        if not self._draft.obsolete:
            self._begin_if_done()
        if line and not line.startswith("|"):
            self._field(number, line, "")
            self._draft.obsolete = True

    def _field(self, number: int, line: str, prefix: str) -> None:
        """Read a keyword and its string, or a string that goes on with the last one."""
        named = _FIELD.fullmatch(line)
        name = prefix + named.group(1) if named else self._draft.current
        if named and not named.group(1).startswith("msgstr"):
            self._begin_if_done()
        string = _STRING.fullmatch(named.group(2) if named else line)
        if string is None or not name.startswith(prefix) or (named and name in self._draft.fields):
            self._faults.add(self._file, number, FaultCode.BAD_PO, why=line[:40] or "empty")
            self._draft.broken = True
            return
        value = _ESCAPE.sub(_meant, string.group(1))
        self._draft.fields[name] = self._draft.fields.get(name, "") + value
        self._draft.current = name
        self._draft.line = self._draft.line or number

    def _begin_if_done(self) -> None:
        """Begin a new entry where the last one has its translation."""
        if any(name.startswith("msgstr") for name in self._draft.fields):
            self._begin()

    def _begin(self) -> None:
        if self._draft.fields:
            self._drafts.append(self._draft)
        self._draft = _Draft()


def _meant(escape: re.Match[str]) -> str:
    return _MEANS.get(escape.group(1), escape.group(1))
