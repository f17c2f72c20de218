"""What may be asked of the reports."""

from academy.reporting.forms.completions import (
    Address,
    CompletionsForm,
    Offered,
    query_of,
)
from academy.reporting.forms.learners import LearnersForm
from academy.reporting.forms.saved import SavedForm, ScheduleForm
from academy.reporting.forms.taking import TakeAwayForm

__all__ = [
    "Address",
    "CompletionsForm",
    "LearnersForm",
    "Offered",
    "SavedForm",
    "ScheduleForm",
    "TakeAwayForm",
    "query_of",
]
