"""What people fill in about cohorts."""

from academy.enrolment.forms.cohorts import CohortForm, InstructorForm, SiftForm
from academy.enrolment.forms.entering import CodeForm, InvitationForm
from academy.enrolment.forms.extending import ExtensionForm
from academy.enrolment.forms.moments import Zone

__all__ = [
    "CodeForm",
    "CohortForm",
    "ExtensionForm",
    "InstructorForm",
    "InvitationForm",
    "SiftForm",
    "Zone",
]
