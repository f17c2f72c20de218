"""What is said about files of people, whatever they are sent for."""

from collections.abc import Mapping
from enum import StrEnum

from academy.files.tables import TableFault
from academy.kernel.column_words import Field
from academy.kernel.fates import Fate, Fault, Outcome, RowFault
from academy.web.i18n import _, _l, number_text

FILES: dict[TableFault, str] = {
    TableFault.TOO_LARGE: _l("This file is too large, or it unpacks to too much."),
    TableFault.TOO_MANY_ROWS: _l("This file has too many rows. Send it in parts."),
    TableFault.TOO_MANY_COLUMNS: _l("This file has too many columns."),
    TableFault.NOT_TEXT: _l(
        "This file cannot be read. Save it as CSV in UTF-8, or as an XLSX workbook."
    ),
    TableFault.NOT_A_WORKBOOK: _l(
        "This workbook cannot be read. Save it again as XLSX, without a password."
    ),
    TableFault.NO_ROWS: _l("There is nothing in this file."),
    TableFault.HEADER_ONLY: _l("There is nothing in this file below its first row."),
    TableFault.PICTURE: _l("This is a picture, whatever its name says. Send a table."),
    TableFault.PDF: _l("This is a PDF. Send the table that it was made from, as CSV or XLSX."),
    TableFault.OLD_WORKBOOK: _l("This is a workbook of the old kind (XLS). Save it again as XLSX."),
    TableFault.LOCKED_WORKBOOK: _l(
        "This workbook is locked with a password. Save it again without one."
    ),
    TableFault.MIXED_ENCODINGS: _l(
        "Parts of this file are in one encoding and parts in another. "
        "Were several files put together? Save each as UTF-8 first."
    ),
    TableFault.OTHER_ENCODING: _l("This file is not in the encoding that was chosen."),
    TableFault.OPEN_QUOTE: _l("A quotation mark is opened and never closed, or closed too early."),
}
NO_FILE = _l("Choose a file first.")

FIELDS: dict[Field, str] = {
    Field.NAME: _l("Name"),
    Field.LATIN_NAME: _l("Name in Latin letters"),
    Field.EMAIL: _l("E-mail address"),
    Field.USERNAME: _l("User name"),
    Field.LANGUAGE: _l("Language"),
    Field.COUNTRY: _l("Country"),
    Field.ORGANISATION: _l("Organisation"),
    Field.ROLE: _l("Role"),
    Field.COHORT: _l("Cohort"),
    Field.UNTIL: _l("More time, until"),
}

FATES: dict[Fate, str] = {
    Fate.NEW: _l("New"),
    Fate.CHANGED: _l("Changed"),
    Fate.UNCHANGED: _l("Unchanged"),
    Fate.WAITING: _l("To the waiting list"),
    Fate.PERHAPS: _l("Perhaps here already"),
    Fate.DUPLICATE: _l("Twice in the file"),
    Fate.REFUSED: _l("Refused"),
}

ENCODINGS: dict[str, str] = {
    "utf-8": _l("Unicode (UTF-8)"),
    "utf-16-le": _l("Unicode (UTF-16, little-endian)"),
    "utf-16-be": _l("Unicode (UTF-16, big-endian)"),
    "gb18030": _l("Chinese, simplified (GB 18030, GBK)"),
    "big5hkscs": _l("Chinese, traditional (Big5)"),
    "cp874": _l("Thai (Windows-874, TIS-620)"),
    "cp1258": _l("Vietnamese (Windows-1258)"),
    "cp1252": _l("Western European (Windows-1252)"),
}
DELIMITERS: dict[str, str] = {
    ",": _l("Comma"),
    ";": _l("Semicolon"),
    "\t": _l("Tab"),
    "|": _l("Vertical bar"),
}

ROWS: dict[StrEnum, str] = {
    RowFault.SAID_OTHERWISE: _l(
        "Row %(word)s is about the same person, and says something else. Keep one of them."
    ),
    RowFault.CHANGED_MEANWHILE: _l("Something changed since this file was looked at."),
}


def file_text(fault: str, line: int) -> str:
    """Say why a file is no table, and where that shows."""
    words = str(FILES[TableFault(fault)])
    if not line:
        return words
    return _("%(words)s Look at line %(line)s.", words=words, line=number_text(line))


def fault_text(fault: Fault, refusals: Mapping[StrEnum, str]) -> str:
    """Say what is wrong with a cell, by the words of a feature or by those that all share."""
    by_code = {code.value: words for code, words in (*ROWS.items(), *refusals.items())}
    said = str(by_code[fault.code]) % {"word": fault.word}
    if not fault.field:
        return said
    return _("%(column)s: %(said)s", column=FIELDS[Field(fault.field)], said=said)


def outcome_text(one: Outcome, refusals: Mapping[StrEnum, str]) -> str:
    """Say of one row what is wrong with it, what it changes, or of what it is a double."""
    if one.faults:
        return " ".join(fault_text(fault, refusals) for fault in one.faults)
    if one.fate is Fate.DUPLICATE:
        return _("Row %(row)s says the same.", row=number_text(one.twin))
    if one.fate is Fate.PERHAPS:
        return _("Somebody of this name is in this organisation already.")
    return ", ".join(str(FIELDS[Field(name)]) for name in one.changes)


def what_is_wrong() -> str:
    """Return what the column is called that says what is wrong with a row."""
    return _("To be mended")
