"""Every feature that keeps something of a person, each before those that stand upon it."""

from academy.accounts.service import personal as accounts
from academy.administration.service import personal as administration
from academy.assessment.service import personal as assessment
from academy.authoring.service import personal as authoring
from academy.catalogue.service import personal as catalogue
from academy.credentials.service import personal as credentials
from academy.db.personal import Keeper
from academy.enrolment.service import personal as enrolment
from academy.jobs import personal as jobs
from academy.learning.service import personal as learning
from academy.marking.service import personal as marking
from academy.reporting.service import personal as reporting

KEEPERS: tuple[tuple[str, Keeper], ...] = (
    ("jobs", jobs),
    ("accounts", accounts),
    ("catalogue", catalogue),
    ("enrolment", enrolment),
    ("assessment", assessment),
    ("learning", learning),
    ("credentials", credentials),
    ("authoring", authoring),
    ("marking", marking),
    ("reporting", reporting),
    ("administration", administration),
)
"""They are asked, and handed over, from the ground up; they are erased from the top down, so that
what stands upon an answer can still read it."""

SWEPT = {
    "outbox": "facts hold keys and moments only; a language besides",
    "audit_event": "events hold keys, codes and counts; their chain breaks where one is changed",
}
"""Tables that no feature's module deals with, and why."""
