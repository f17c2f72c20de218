"""Translations of a package: finding one, how far a language is, and bringing one up to date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from rapidfuzz import fuzz, process

from academy.content.faults import Faults
from academy.content.model import Package
from academy.content.po import Catalogue, Entry, Key, write_po
from academy.content.po_reader import parse_po
from academy.content.segments import Segment, segments

__all__ = [
    "Catalogue",
    "Entry",
    "Localised",
    "completeness",
    "localised",
    "read_po",
    "references",
    "refresh",
    "refresh_po",
    "translate",
    "words_by_unit",
    "write_po",
]

_ALIKE = 60
"""How alike two texts must be, in percent, for one translation to be offered for the other."""
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Localised:
    """A text and the language it is really in."""

    text: str
    lang: str


def read_po(data: bytes, language: str) -> Catalogue:
    """Return the catalogue of a PO file; raise `PackageRefused` with every line that is wrong."""
    faults = Faults()
    read = parse_po(data, language, faults)
    faults.refuse_if_serious()
    return read.catalogue


def translate(  # noqa: PLR0917 - a text, and where it stands
    package: Package, language: str, unit: str, source: str
) -> str | None:
    """Return a text in a language; `None` where it is not translated, or not any more."""
    if language == package.course.language:
        return source
    catalogue = package.catalogues.get(language)
    return catalogue.text(unit, source) if catalogue else None


def words_by_unit(package: Package, language: str) -> dict[str, dict[str, str]]:
    """Return what readers of a language find translated, by unit and source."""
    found: dict[str, dict[str, str]] = {}
    catalogue = package.catalogues.get(language)
    for (unit, source), entry in catalogue.entries.items() if catalogue else ():
        if entry.text and not entry.fuzzy:
            found.setdefault(unit, {})[source] = entry.text
    return found


def localised(  # noqa: PLR0917 - as `translate`
    package: Package, language: str, unit: str, source: str
) -> Localised:
    """Return a text in a language, or the source text where there is no translation."""
    text = translate(package, language, unit, source)
    if text is None:
        return Localised(source, package.course.language)
    return Localised(text, language)


def completeness(package: Package, language: str) -> Fraction:
    """Return the share of texts that a reader of the language will find in it."""
    wanted = segments(package)
    done = sum(
        translate(package, language, segment.unit, segment.source) is not None for segment in wanted
    )
    return Fraction(done, len(wanted)) if wanted else Fraction(1)


def references(package: Package) -> dict[Key, str]:
    """Return the file that each text stands in."""
    return {segment.key: segment.file for segment in segments(package)}


def refresh_po(old: bytes | None, package: Package, language: str) -> bytes:
    """Return the catalogue of a language as it should be for the package now."""
    catalogue = Catalogue(language) if old is None else read_po(old, language)
    return write_po(refresh(catalogue, package), references(package))


def refresh(catalogue: Catalogue, package: Package) -> Catalogue:
    """Return a catalogue with an entry for each text of the package, in its order, and no other.

    A new text is empty, or fuzzy with the translation of a text of the same unit that is gone and
    was much like it. What is gone otherwise is kept as obsolete, and comes back when its text does.
    """
    wanted = segments(package)
    keys = {segment.key for segment in wanted}
    known = {**catalogue.obsolete, **catalogue.entries}
    gone = {key: entry for key, entry in known.items() if key not in keys and entry.text}
    entries: dict[Key, Entry] = {}
    for segment in wanted:
        entry = known.get(segment.key)
        entries[segment.key] = entry or _made_of(segment, gone)
    obsolete = {key: replace(entry, previous="") for key, entry in gone.items()}
    return replace(catalogue, entries=entries, obsolete=obsolete)


def _made_of(segment: Segment, gone: dict[Key, Entry]) -> Entry:
    """Take the most alike text out of those that are gone, and make a fuzzy entry of it."""
    near = process.extractOne(
        segment.source,
        list(_candidates(segment, gone)),
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
    )
    if near is None:
        return Entry("")
    entry = gone.pop((segment.unit, near[0]))
    return replace(entry, fuzzy=True, previous=entry.previous or near[0])


def _candidates(segment: Segment, gone: Mapping[Key, Entry]) -> Iterator[str]:
    """Yield the texts nearest in length; comparing with all would take the square of a lesson."""
    same: Iterable[str] = (source for unit, source in gone if unit == segment.unit)
    yield from sorted(same, key=lambda text: abs(len(text) - len(segment.source)))[:_CANDIDATES]
