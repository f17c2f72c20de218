"""What is said about when a quiz is open, and about what one learner has more than others."""

from enum import StrEnum

from academy.assessment.rules.conditions import ALWAYS_OPEN, Opening
from academy.marking.rules.needs import NeedRefused
from academy.marking.rules.terms import TermsRefused
from academy.web.i18n import _, _l, _n, number_text

REFUSALS: dict[StrEnum, str] = {
    TermsRefused.CLOSES_BEFORE_OPENING: _l("The quiz has to close later than it opens."),
    TermsRefused.CODE_TOO_LONG: _l("This code is too long: at most 64 characters."),
    NeedRefused.NOTHING_GRANTED: _l("Please fill in more time, more attempts, or both."),
    NeedRefused.OUT_OF_BOUNDS: _l(
        "At most 300 percent more time and 20 more attempts can be granted."
    ),
    NeedRefused.NOT_A_LEARNER: _l("This person does not learn in this course."),
    NeedRefused.HAS_ENDED: _l("This had ended already."),
}

NO_RECEIPT = _l("A receipt has eight letters and digits, such as K7Q2-9XWM.")


def terms_saved_text(opening: Opening) -> str:
    """Say what holds from now on."""
    if opening == ALWAYS_OPEN:
        return _("The quiz is always open now, without a code.")
    return _("Saved. This holds from now on.")


def moved_text(moved: int) -> str:
    """Say what new times mean for those who are at it."""
    return _n(
        "One open attempt has another end now.",
        "%(number)s open attempts have another end now.",
        moved,
        number=number_text(moved),
    )
