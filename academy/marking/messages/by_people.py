"""What is said about marks that people give, appeals and reviews."""

from collections.abc import Mapping
from enum import StrEnum

from academy.marking.rules.marking import MarkingRefused, Progress, Stage
from academy.marking.rules.peers import PeersRefused
from academy.web.i18n import _l, _n, number_text

REFUSALS: Mapping[StrEnum, str] = {
    MarkingRefused.OWN_ANSWER: _l("This is your own answer: somebody else has to decide on it."),
    MarkingRefused.MARKED_BY_YOU: _l(
        "You have marked this answer. Somebody else takes the second look."
    ),
    MarkingRefused.WITH_SOMEBODY_ELSE: _l(
        "Somebody else is marking this answer now. Take another one meanwhile."
    ),
    MarkingRefused.MARKED_MEANWHILE: _l("This answer has all its marks by now."),
    MarkingRefused.NOTHING_LEFT: _l("There is nothing left here for you to mark now."),
    MarkingRefused.NOTHING_TO_SETTLE: _l("There is nothing to settle here any more."),
    MarkingRefused.NOT_MARKED_YET: _l("This answer has not been marked yet."),
    MarkingRefused.NOT_RELEASED: _l("These marks have not been released yet."),
    MarkingRefused.TOO_LATE_TO_APPEAL: _l(
        "It is too late for this: marks can be appealed against for 30 days after their release."
    ),
    MarkingRefused.APPEALED_BEFORE: _l("You have appealed against these marks already."),
    MarkingRefused.APPEAL_ANSWERED: _l("Somebody else has answered this appeal in the meantime."),
    PeersRefused.NOBODY_TO_REVIEW: _l(
        "There is nothing for you to review now. Come back when others have submitted."
    ),
    PeersRefused.REVIEWED_BEFORE: _l("You have sent this review already."),
    PeersRefused.PRACTISED_BEFORE: _l("You have tried this example already."),
    PeersRefused.NO_REVIEWS_AGREE: _l(
        "No answer that waits here has two or more reviews that agree. They need a marker."
    ),
}

PROGRESS: Mapping[Progress, str] = {
    Progress.WAITING: _l("Waiting"),
    Progress.ONCE: _l("Marked once"),
    Progress.UNSETTLED: _l("To be settled"),
    Progress.DONE: _l("Done"),
    Progress.RELEASED: _l("Released"),
}

STAGES: Mapping[Stage, str] = {
    Stage.FIRST: _l("First marker"),
    Stage.SECOND: _l("Second marker"),
    Stage.SETTLED: _l("Settled between two markers"),
    Stage.PEERS: _l("Taken over from fellow learners"),
    Stage.APPEAL: _l("Changed on appeal"),
    Stage.REOPENED: _l("Opened again"),
}


def released_text(done: int) -> str:
    """Say how many results were released."""
    return _n(
        "Released: %(number)s learner can see the result now.",
        "Released: %(number)s learners can see their results now.",
        done,
        number=number_text(done),
    )


def taken_over_text(done: int) -> str:
    """Say for how many answers the peers' marks were taken over."""
    return _n(
        "The fellow learners' marks count for %(number)s answer now.",
        "The fellow learners' marks count for %(number)s answers now.",
        done,
        number=number_text(done),
    )


def drawn_text(count: int) -> str:
    """Say how many answers a learner got to review."""
    return _n(
        "You have %(number)s more answer to review.",
        "You have %(number)s more answers to review.",
        count,
        number=number_text(count),
    )
