"""Who may take a seat, who may leave one, and how a cohort fills. Pure."""

from academy.enrolment.rules.cohorts import (
    CohortRefused,
    Entry,
    Given,
    Phase,
    Place,
    State,
    Terms,
    deadline,
    may_ask,
    may_be_seated,
    phase,
    room,
    takes_nobody,
    terms_refused,
)
from academy.enrolment.rules.entering import (
    InvitationRefused,
    Limits,
    Ticket,
    invitation_refused,
    new_invitation_refused,
    typed_code,
)
from academy.enrolment.rules.extending import ExtensionRefused, extension_refused
from academy.enrolment.rules.seats import (
    EnrolmentRefused,
    Status,
    after_return,
    may_enrol,
    may_withdraw,
)

__all__ = [
    "CohortRefused",
    "EnrolmentRefused",
    "Entry",
    "ExtensionRefused",
    "Given",
    "InvitationRefused",
    "Limits",
    "Phase",
    "Place",
    "State",
    "Status",
    "Terms",
    "Ticket",
    "after_return",
    "deadline",
    "extension_refused",
    "invitation_refused",
    "may_ask",
    "may_be_seated",
    "may_enrol",
    "may_withdraw",
    "new_invitation_refused",
    "phase",
    "room",
    "takes_nobody",
    "terms_refused",
    "typed_code",
]
