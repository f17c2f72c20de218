"""What reporting does without anybody waiting: runs of reports, and schedules that ask for them."""

from academy.reporting.handlers.runs import make_report
from academy.reporting.handlers.schedules import (
    make_scheduled_reports,
    send_report_letter,
    tell_of_scheduled_reports,
)

__all__ = [
    "make_report",
    "make_scheduled_reports",
    "send_report_letter",
    "tell_of_scheduled_reports",
]
