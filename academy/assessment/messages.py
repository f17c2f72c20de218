"""What is said about attempts and answers."""

from html import unescape

from academy.assessment.queries import Kept
from academy.assessment.rules.attempts import AttemptRefused
from academy.assessment.rules.items.kind import InputFault
from academy.web.i18n import _, _l, _n, number_text
from academy.web.pages import render

REFUSALS: dict[AttemptRefused, str] = {
    AttemptRefused.NONE_LEFT: _l("You have used all your attempts at this quiz."),
    AttemptRefused.TIME_IS_UP: _l(
        "The time for this attempt was over before these answers arrived, so they do not count. "
        "Every answer that was saved before counts."
    ),
    AttemptRefused.NOT_OPEN_YET: _l("This quiz is not open yet."),
    AttemptRefused.CLOSED: _l("This quiz is closed."),
    AttemptRefused.TOO_SOON: _l("You have to wait before you may try again."),
    AttemptRefused.WRONG_CODE: _l("This access code is not right. Ask whoever teaches the course."),
    AttemptRefused.NOT_PASSED_BEFORE: _l("Another quiz has to be passed before this one."),
    AttemptRefused.NOT_BEGUN: _l("Your cohort has not begun yet."),
    AttemptRefused.DEADLINE_OVER: _l("Your deadline has passed, so no attempt can be begun."),
    AttemptRefused.SUBMITTED: _l(
        "This attempt was submitted before these answers arrived, so they do not count. "
        "Every answer that was saved before counts."
    ),
}
LATER_ANSWER = _l(
    "A later answer to this question was saved on another page. "
    "Load this page again to see the answer that counts."
)


def fault_text(fault: InputFault) -> str:
    """Say what is wrong with what was filled in, and what to do."""
    return unescape(render("assessment/fault.html", fault=fault))


def kept_text(kept: Kept | None) -> str:
    """Say what is kept of a question; nothing where nothing ever was."""
    if kept is None:
        return ""
    if kept.answer is None:
        return _("Saved: you took your answer back. Receipt %(receipt)s", receipt=kept.receipt)
    return _("Saved. Receipt %(receipt)s", receipt=kept.receipt)


def answered_text(answered: int, total: int) -> str:
    """Say how many questions have an answer."""
    return _n(
        "%(answered)s of %(total)s question answered",
        "%(answered)s of %(total)s questions answered",
        total,
        answered=number_text(answered),
        total=number_text(total),
    )
