"""What pages about lists of learners say."""

from enum import StrEnum

from academy.enrolment.rules.enrolling import ListedRefused
from academy.web.i18n import _l

REFUSALS: dict[StrEnum, str] = {
    ListedRefused.NO_LOGIN: _l("The row has neither an e-mail address nor a user name."),
    ListedRefused.UNKNOWN_PERSON: _l(
        "Nobody signs in by this. Take them in from a file of people first, or send them an "
        "invitation link of this cohort."
    ),
    ListedRefused.BEYOND_REACH: _l(
        "Somebody whom you do not administer signs in by this. "
        "Send them an invitation link of this cohort instead."
    ),
    ListedRefused.CLOSED_ACCOUNT: _l("This account is deactivated. Reactivate it first."),
    ListedRefused.TWO_PEOPLE: _l("The user name is one person’s and the e-mail address another’s."),
    ListedRefused.BAD_DAY: _l("“%(word)s” is no day. One looks like 2027-01-31."),
    ListedRefused.OTHER_COHORT: _l("The row is meant for another cohort: “%(word)s”."),
}
NO_LOGIN_COLUMN = _l("Say which column has the e-mail addresses or the user names.")
NO_REASON = _l("Say why some have more time: their learners read it.")
