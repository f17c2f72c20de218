"""The shape of the completion report: its columns, its filters, its files, its manifest."""

from academy.reporting.rules.columns import CHOICE, COLUMNS, Column, Kind, column, known_columns
from academy.reporting.rules.completions import (
    AT_ONCE,
    BYTE_ORDER_MARK,
    MOST_PERCENT,
    Filters,
    Format,
    Report,
    csv_header,
    is_over,
    is_sent_at_once,
    json_lines,
    midnight_after,
    months_between,
)

__all__ = [
    "AT_ONCE",
    "BYTE_ORDER_MARK",
    "CHOICE",
    "COLUMNS",
    "MOST_PERCENT",
    "Column",
    "Filters",
    "Format",
    "Kind",
    "Report",
    "column",
    "csv_header",
    "is_over",
    "is_sent_at_once",
    "json_lines",
    "known_columns",
    "midnight_after",
    "months_between",
]
