"""What the reports read. The only place that joins across features."""

from academy.reporting.queries.choices import courses, organisation_named, organisations, roots
from academy.reporting.queries.figures import Share, Summary, summary
from academy.reporting.queries.learners import Learner, LearnersPage, Sought, learners_of
from academy.reporting.queries.report import as_csv, batches, count, first_rows, stream
from academy.reporting.rules import COLUMNS, Filters

__all__ = [
    "COLUMNS",
    "Filters",
    "Learner",
    "LearnersPage",
    "Share",
    "Sought",
    "Summary",
    "as_csv",
    "batches",
    "count",
    "courses",
    "first_rows",
    "learners_of",
    "organisation_named",
    "organisations",
    "roots",
    "stream",
    "summary",
]
