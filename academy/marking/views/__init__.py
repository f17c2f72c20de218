"""Pages of marking: each module adds its own to the one blueprint."""

from academy.marking.views import (
    answer,
    appeals,
    corrections,
    figures,
    grade_files,
    grades,
    mine,
    needs,
    practice,
    queue,
    receipts,
    releasing,
    reviews,
    terms,
)
from academy.marking.views.shared import pages

__all__ = [
    "answer",
    "appeals",
    "corrections",
    "figures",
    "grade_files",
    "grades",
    "mine",
    "needs",
    "pages",
    "practice",
    "queue",
    "receipts",
    "releasing",
    "reviews",
    "terms",
]
