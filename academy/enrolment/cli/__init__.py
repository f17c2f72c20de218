"""`flask cohorts`: cohorts, who is in them, and who may come in."""

from academy.enrolment.cli import enrolling, letting_in, running
from academy.enrolment.cli.shared import cohorts

__all__ = ("cohorts", "enrolling", "letting_in", "running")
