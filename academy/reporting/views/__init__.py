"""Pages of reporting: reports asked for, saved and scheduled, the dashboard, who learns what."""

from academy.reporting.views import (
    columns,
    completions,
    dashboard,
    learners,
    region,
    runs,
    saved,
    saved_changes,
    schedules,
)
from academy.reporting.views.shared import pages

__all__ = (
    "columns",
    "completions",
    "dashboard",
    "learners",
    "pages",
    "region",
    "runs",
    "saved",
    "saved_changes",
    "schedules",
)
