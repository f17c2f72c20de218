"""What is said of files that come in from translators' programs and spreadsheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from academy.authoring.messages.faults import fault_text
from academy.authoring.service.exchange import Done
from academy.content.faults import PackageRefused, Severity
from academy.content.interchange import InterchangeFault, InterchangeRefused
from academy.kernel.languages import find_language
from academy.web.i18n import _l, _n, number_text

FAULTS: dict[InterchangeFault, str] = {
    InterchangeFault.TOO_LARGE: _l(
        "The file is larger than {limit} bytes. Divide it, or leave out what is done."
    ),
    InterchangeFault.NOT_UTF8: _l("The text is not UTF-8. Save it as UTF-8."),
    InterchangeFault.CONTROL_CHARACTER: _l(
        "There is an invisible control character ({character}). Delete it."
    ),
    InterchangeFault.NOT_XML: _l(
        "This is not whole XML, or it has a document type or entities. Export the file again."
    ),
    InterchangeFault.TOO_DEEP: _l(
        "The XML is nested more than {limit} levels deep. Export the file again."
    ),
    InterchangeFault.TOO_MANY_PARTS: _l(
        "The XML has more than {limit} tags. Divide the file, or send it as PO."
    ),
    InterchangeFault.NOT_XLIFF: _l(
        "This is not XLIFF 2. Save the file as XLIFF 2.0 or newer, or as PO."
    ),
    InterchangeFault.OTHER_LANGUAGE: _l(
        "The file is not in {expected}, as it should be here. Choose another file."
    ),
    InterchangeFault.SAME_TEXT_TWICE: _l(
        'The text "{source}" of the step "{unit}" is there twice. Keep one.'
    ),
    InterchangeFault.NOT_CSV: _l(
        "The table cannot be read (row {row}). Save it as CSV again, in UTF-8."
    ),
    InterchangeFault.NOT_TBX: _l("This is not TBX. Save the glossary as TBX or as CSV."),
    InterchangeFault.MISSING_COLUMN: _l(
        'The column "{column}" is missing. Add it, with its name in the first row.'
    ),
    InterchangeFault.UNKNOWN_COLUMN: _l(
        'The column "{column}" is not known here. Name it term, note, or by the tag of a language.'
    ),
    InterchangeFault.SAME_COLUMN_TWICE: _l('The column "{column}" is there twice. Keep one.'),
    InterchangeFault.TOO_MANY_TERMS: _l("There are more than {limit} terms. Divide the file."),
    InterchangeFault.MISSING_TERM: _l("Row {row} has no term. Write it, or delete the row."),
    InterchangeFault.SAME_TERM_TWICE: _l('The term "{term}" is there twice. Keep one.'),
    InterchangeFault.TOO_LONG: _l(
        'The text that begins with "{text}" is longer than {limit} characters. Shorten it.'
    ),
}
"""Why a file did not come in, and what to do."""

_NUMBERS = frozenset({"limit", "row"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a file, and in which line of it; 0 is the whole file."""

    line: int
    text: str


def troubles(refused: InterchangeRefused | PackageRefused) -> list[Trouble]:
    """Say all that keeps a file out."""
    if isinstance(refused, InterchangeRefused):
        return [Trouble(0, refusal_text(refused))]
    serious = (fault for fault in refused.faults if fault.severity is Severity.ERROR)
    return [Trouble(fault.line, fault_text(fault)) for fault in serious]


def refusal_text(refused: InterchangeRefused) -> str:
    """Say why a file did not come in."""
    details = {name: _shown(name, detail) for name, detail in refused.detail.items()}
    return str(FAULTS[refused.reason]).format_map(details)


def done_words(done: Done, *, seen: str) -> Iterator[str]:
    """Say what came of an import; `seen` names what its sender was shown before."""
    if done.written:
        yield _n(
            "One translation was taken from the file.",
            "%(number)s translations were taken from the file.",
            done.written, number=number_text(done.written),
        )  # fmt: skip
    if done.signed:
        yield _n(
            "One translation is marked as reviewed now.",
            "%(number)s translations are marked as reviewed now.",
            done.signed, number=number_text(done.signed),
        )  # fmt: skip
    if done.waiting:
        yield _n(
            "One translation waits for its text to come back.",
            "%(number)s translations wait for their texts to come back.",
            done.waiting, number=number_text(done.waiting),
        )  # fmt: skip
    if done.kept:
        yield _n(
            "One translation that differs from the file was kept as it is here.",
            "%(number)s translations that differ from the file were kept as they are here.",
            done.kept, number=number_text(done.kept),
        )  # fmt: skip
    if done.version != seen:
        yield str(_CHANGED)


_CHANGED = _l(
    "Somebody changed texts of this course while you were looking: what they wrote was kept. "
    "Send the file again to see what differs."
)


def _shown(name: str, detail: str) -> str:
    """Return a detail as a reader writes it: numbers, and languages by their own names."""
    if name in _NUMBERS:
        return number_text(int(detail))
    language = find_language(detail) if name == "expected" else None
    return language.name if language else detail
