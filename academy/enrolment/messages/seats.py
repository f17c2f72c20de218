"""What is said about taking and giving up a seat."""

from academy.enrolment.rules import EnrolmentRefused
from academy.web.i18n import _l

REFUSALS: dict[EnrolmentRefused, str] = {
    EnrolmentRefused.CLOSED: _l("This course takes no new learners at the moment."),
    EnrolmentRefused.ALREADY_ENROLLED: _l("You are already in this course. Carry on below."),
    EnrolmentRefused.NOT_ENROLLED: _l("You are not in this course."),
    EnrolmentRefused.COMPLETED: _l("You have completed this course, so you cannot leave it."),
}
WELCOME = _l("You are in. Start with the first lesson whenever you like.")
SIGN_IN_TO_ENROL = _l("Sign in or create an account, and you can enrol in this course.")
LEFT = _l("You have left this course. What you have done is kept: enrol again to carry on.")
