"""Why a file is no table that can be read, and how large one may be."""

from dataclasses import dataclass
from enum import StrEnum


class TableFault(StrEnum):
    """Why a file is not a table that can be read."""

    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    NOT_TEXT = "not-text"
    NOT_A_WORKBOOK = "not-a-workbook"
    NO_ROWS = "no-rows"
    HEADER_ONLY = "header-only"
    PICTURE = "picture"
    PDF = "pdf"
    OLD_WORKBOOK = "old-workbook"
    LOCKED_WORKBOOK = "locked-workbook"
    MIXED_ENCODINGS = "mixed-encodings"
    OTHER_ENCODING = "other-encoding"
    OPEN_QUOTE = "open-quote"


class TableRefused(Exception):
    """A file that is not read any further, and why; in which line, where that is known."""

    def __init__(self, fault: TableFault, line: int = 0) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.line = line


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a table may be: its file, what that unpacks to, and what is in it."""

    size: int = 20_000_000
    unpacked: int = 200_000_000
    rows: int = 120_000
    columns: int = 300
    cell: int = 5_000


BOUNDS = Bounds()
