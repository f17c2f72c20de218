"""Pages of enrolment: seats, and the cohorts that share a course."""

from academy.enrolment.views import (
    cohorts,
    enrolling,
    enrolling_rows,
    inviting,
    joining,
    keeping,
    placing,
    seats,
)
from academy.enrolment.views.shared import pages

__all__ = (
    "cohorts",
    "enrolling",
    "enrolling_rows",
    "inviting",
    "joining",
    "keeping",
    "pages",
    "placing",
    "seats",
)
