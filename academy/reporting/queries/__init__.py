"""What the reports read. The only place that joins across features."""

from academy.reporting.queries.choices import (
    cohorts_named,
    courses,
    organisation_named,
    organisations,
)
from academy.reporting.queries.figures import Share, Summary, summary
from academy.reporting.queries.learners import Learner, LearnersPage, Sought, learners_of
from academy.reporting.queries.names import Called, names_in
from academy.reporting.queries.offers import cohorts
from academy.reporting.queries.report import as_csv, batches, count, first_rows
from academy.reporting.queries.saved import (
    Saved,
    Scheduled,
    all_saved,
    due,
    find_saved,
    find_schedule,
    saved_by,
    schedules_of,
    shared_within,
    without_letter,
)

__all__ = [
    "Called",
    "Learner",
    "LearnersPage",
    "Saved",
    "Scheduled",
    "Share",
    "Sought",
    "Summary",
    "all_saved",
    "as_csv",
    "batches",
    "cohorts",
    "cohorts_named",
    "count",
    "courses",
    "due",
    "find_saved",
    "find_schedule",
    "first_rows",
    "learners_of",
    "names_in",
    "organisation_named",
    "organisations",
    "saved_by",
    "schedules_of",
    "shared_within",
    "summary",
    "without_letter",
]
