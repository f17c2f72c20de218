"""What is said about cohorts, and about coming into one."""

from enum import StrEnum

from academy.enrolment.rules import (
    CohortRefused,
    Entry,
    ExtensionRefused,
    Given,
    InvitationRefused,
    Phase,
    Status,
)
from academy.enrolment.service import Decided, Seating
from academy.web.i18n import _, _l, _n, number_text

REFUSALS: dict[StrEnum, str] = {
    CohortRefused.ARCHIVED: _l("This cohort is archived and takes nobody any more."),
    CohortRefused.OVER: _l("The deadline of this cohort has passed, so it takes nobody any more."),
    CohortRefused.COURSE_CLOSED: _l("This course takes no new learners at the moment."),
    CohortRefused.COURSE_COMPLETED: _l("This course is completed already."),
    CohortRefused.IN_ANOTHER_COHORT: _l(
        "There is a seat in another cohort of this course already. Only an administrator can move "
        "it to this one."
    ),
    CohortRefused.NOT_OPEN: _l("Nobody can join this cohort in this way at the moment."),
    CohortRefused.NOT_HERE: _l("This learner is not learning in this cohort any more."),
    CohortRefused.NOT_ASKED: _l("There is nothing to take back: no request of yours is waiting."),
    CohortRefused.FULL: _l("The other cohort is full. Give it more seats first."),
    CohortRefused.OTHER_COURSE: _l("The other cohort takes another course."),
    CohortRefused.NAME_MISSING: _l("Please give the cohort a name."),
    CohortRefused.NAME_TOO_LONG: _l("The name of a cohort has at most 200 letters."),
    CohortRefused.NAME_TAKEN: _l(
        "The organisation has a cohort of this name in this course already."
    ),
    CohortRefused.ENDS_BEFORE_START: _l("The deadline has to be later than the start."),
    CohortRefused.BAD_CAPACITY: _l("A cohort has between 1 and 1,000,000 seats, or no limit."),
    CohortRefused.SEATS_TAKEN: _l("More seats than this are taken already."),
    CohortRefused.NOT_AN_INSTRUCTOR: _l(
        "Nobody who teaches in this organisation, or in one above it, signs in by this name."
    ),
    InvitationRefused.UNKNOWN: _l(
        "Nobody has this code. Compare it with the one you were given, letter by letter."
    ),
    InvitationRefused.REVOKED: _l("This code was taken back. Ask whoever gave it to you."),
    InvitationRefused.EXPIRED: _l("This code is no longer valid. Ask whoever gave it to you."),
    InvitationRefused.USED_UP: _l(
        "This code was used as often as it could be. Ask whoever gave it to you."
    ),
    InvitationRefused.BAD_LIMIT: _l("A code can be used at least once."),
    InvitationRefused.EXPIRES_BEFORE_NOW: _l("A code cannot expire before it is made."),
    ExtensionRefused.NO_DEADLINE: _l("This cohort has no deadline that could be extended."),
    ExtensionRefused.NOT_LATER: _l("An extension has to be later than the cohort's deadline."),
    ExtensionRefused.IN_THE_PAST: _l("An extension has to be in the future."),
    ExtensionRefused.REASON_MISSING: _l("Please say why: the learner reads it, too."),
    ExtensionRefused.REASON_TOO_LONG: _l("A reason has at most 500 letters."),
    ExtensionRefused.NOT_LEARNING: _l("Only a learner who is on the way can get more time."),
}
ENTRIES: dict[Entry, str] = {
    Entry.CLOSED: _l("Nobody joins by themselves"),
    Entry.INVITATION: _l("With an invitation"),
    Entry.APPROVAL: _l("By asking, and somebody decides"),
    Entry.OPEN: _l("Everybody can join"),
}
PHASES: dict[Phase, str] = {
    Phase.RUNNING: _l("Running"),
    Phase.COMING: _l("Coming"),
    Phase.OVER: _l("Over"),
}
STATUSES: dict[Status, str] = {
    Status.ENROLLED: _l("Enrolled"),
    Status.IN_PROGRESS: _l("In progress"),
    Status.COMPLETED: _l("Completed"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
SAVED = _l("The cohort is saved.")
NOTHING_NEW = _l("Nothing was changed.")
ARCHIVED = _l("The cohort is archived. What was done in it is kept.")
BROUGHT_BACK = _l("The cohort is back.")
APPOINTED = _l("They look after this cohort now.")
DISMISSED = _l("They look after this cohort no more.")
INVITED = _l("The code is made. Give it, or its link, to those who are to join.")
REVOKED = _l("The code lets nobody in any more.")
MOVED = _l("The learner is in the other cohort now, with all that was done so far.")
REMOVED = _l("The learner is no longer in this cohort, and keeps the seat in the course.")
WITHDRAWN = _l("The seat is withdrawn. What was done in it is kept.")
EXTENDED = _l("The learner has more time.")
EXTENSION_ENDED = _l("The deadline of the cohort holds for this learner again.")
TAKEN_BACK = _l("Your request is taken back.")
SIGN_IN_TO_JOIN = _l("Sign in or create an account, and you can join this cohort.")
NO_COHORT_CHOSEN = _l("Please choose a cohort first.")
NOBODY_CHOSEN = _l("Please choose somebody first.")


def seating_text(seating: Seating) -> str:
    """Tell a learner what came of asking for a seat."""
    match seating.given:
        case Given.SEATED:
            return _("You have a seat in this cohort.")
        case Given.ALREADY_THERE:
            return _("You have a seat in this cohort already.")
        case Given.ASKED:
            return _("You have asked for a seat. We will tell you what is decided.")
        case Given.WAITING | Given.STILL_WAITING:
            return waiting_text(seating.number or 1)


def waiting_text(number: int) -> str:
    """Tell a learner where they stand on the waiting list."""
    return _(
        "The cohort is full. You are number %(number)s on the waiting list, and you get the next "
        "seat that becomes free when it is your turn.",
        number=number_text(number),
    )


def decided_text(decided: Decided) -> list[str]:
    """Tell staff what came of a decision, one sentence for each kind."""
    told = [
        (
            decided.seated,
            _n("One learner has a seat.", "%(num)s learners have a seat.", decided.seated),
        ),
        (
            decided.waiting,
            _n(
                "One learner is on the waiting list.",
                "%(num)s learners are on the waiting list.",
                decided.waiting,
            ),
        ),
        (
            decided.declined,
            _n("One learner was declined.", "%(num)s learners were declined.", decided.declined),
        ),
    ]
    return [sentence for number, sentence in told if number] or [str(NOTHING_NEW)]
