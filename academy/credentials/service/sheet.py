"""What stands on a certificate: lines of text, each in one language and one style."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from academy.kernel.text import tidy

_MOST_LETTERS = 700
"""Of one line's text; a certificate is one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One text; `style` is a key of `layout.STYLES`, `lang` a BCP 47 tag."""

    style: str
    text: str
    lang: str


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on one certificate, from top to bottom.

    `foot` are columns. `address` is where the certificate is verified, `record` what programs
    read, `issued_at` the moment that the file bears.
    """

    lang: str
    title: str
    issuer: str
    address: str
    head: Lines
    person: Lines
    course: Lines
    foot: tuple[Lines, ...]
    record: Mapping[str, object]
    issued_at: datetime

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, in the order in which it is read."""
        yield from self.head
        yield from self.person
        yield from self.course
        for column in self.foot:
            yield from column


def fit_to_print(sheet: Sheet) -> Sheet:
    """Return the sheet without control characters, empty lines, and whole essays."""
    return replace(
        sheet,
        title=tidy(sheet.title),
        head=_fit(sheet.head),
        person=_fit(sheet.person),
        course=_fit(sheet.course),
        foot=tuple(_fit(column) for column in sheet.foot),
    )


def _fit(lines: Lines) -> Lines:
    tidied = (replace(line, text=_shortened(tidy(line.text))) for line in lines)
    return tuple(line for line in tidied if line.text)


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1].rstrip() + "…"
