"""What saved and scheduled reports say."""

from academy.reporting.rules.completions import Format
from academy.reporting.rules.saved import Every, SavedRefused
from academy.web.i18n import _l

REFUSALS: dict[SavedRefused, str] = {
    SavedRefused.CHANGED: _l(
        "This report was changed in the meantime, perhaps by you in another window. "
        "What you wrote is kept below."
    ),
    SavedRefused.NAME_TAKEN: _l("You have a report of that name already."),
    SavedRefused.TOO_MANY: _l("You have saved very many reports. Remove one of them first."),
    SavedRefused.NO_ADDRESS: _l(
        "Your account has no e-mail address that a letter could be sent to. Add one first."
    ),
}

RHYTHMS: dict[Every, str] = {
    Every.WEEK: _l("Every Monday"),
    Every.MONTH: _l("On the first day of every month"),
}

FILES: dict[Format, str] = {
    Format.CSV: _l("CSV"),
    Format.XLSX: _l("Spreadsheet (XLSX)"),
    Format.JSONL: _l("JSON Lines"),
    Format.PARQUET: _l("Parquet"),
    Format.PDF: _l("Summary (PDF)"),
}
"""What files of a format are called."""
