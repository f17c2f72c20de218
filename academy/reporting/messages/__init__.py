"""What reports call things, and their charts with what a screen reader says of them."""

from collections.abc import Mapping
from enum import StrEnum

from academy.reporting.messages import dashboard, saved
from academy.reporting.messages.asked import Names, Said, cohort_label, in_words
from academy.reporting.messages.columns import DEFINITIONS
from academy.reporting.messages.completions import (
    FORMATS,
    MARKED_CSV,
    STATUSES,
    Figures,
    figures,
)
from academy.reporting.messages.runs import (
    counted,
    definitions,
    failure,
    names_from,
    words_for,
)
from academy.reporting.messages.saved import FILES, RHYTHMS

__all__ = [
    "DEFINITIONS",
    "FILES",
    "FORMATS",
    "MARKED_CSV",
    "REFUSALS",
    "RHYTHMS",
    "STATUSES",
    "Figures",
    "Names",
    "Said",
    "cohort_label",
    "counted",
    "definitions",
    "failure",
    "figures",
    "in_words",
    "names_from",
    "words_for",
]

REFUSALS: Mapping[StrEnum, str] = {**saved.REFUSALS, **dashboard.REFUSALS}
