"""`flask reports`."""

from academy.reporting.cli.completions import completions
from academy.reporting.cli.group import reports
from academy.reporting.cli.saved import list_reports, run_report
from academy.reporting.cli.verify import verify

__all__ = [
    "completions",
    "list_reports",
    "reports",
    "run_report",
    "verify",
]
