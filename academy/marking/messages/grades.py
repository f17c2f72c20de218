"""What is said about scores that are set, files of them, and corrected questions."""

from enum import StrEnum

from academy.assessment.rules.corrections import CorrectionKind
from academy.content.faults import Fault as ContentFault
from academy.content.faults import template
from academy.content.sentences import PHRASES
from academy.enrolment.rules import Status
from academy.marking.rules.corrections import CorrectionRefused
from academy.marking.rules.gradebook import Fault, LineFault, QuizState, ScorePlan
from academy.marking.rules.grades import GradesRefused, OverrideRefused
from academy.web.i18n import _, _l, _n, number_text

REFUSALS: dict[StrEnum, str] = {
    OverrideRefused.NO_REASON: _l("A score is set with a reason. Please say why."),
    OverrideRefused.TOO_LONG: _l("This reason is too long: at most 2000 characters."),
    OverrideRefused.NOT_A_PERCENT: _l("A score is a number from 0 to 100."),
    OverrideRefused.NOTHING_SET: _l("No score is set by hand here, so there is none to take back."),
    GradesRefused.HAS_FAULTS: _l("The file has faults. Mend them, then send it again."),
    GradesRefused.SCORES_CHANGED: _l(
        "Scores changed since you looked at this. Nothing was set. Look at what would change now."
    ),
    GradesRefused.NOTHING_TO_CHANGE: _l("The file changes no score."),
    CorrectionRefused.NO_REASON: _l("A question is corrected with a reason. Please say why."),
    CorrectionRefused.TOO_LONG: _l("This reason is too long: at most 2000 characters."),
    CorrectionRefused.NO_QUESTION: _l("The quiz has no such question."),
    CorrectionRefused.OTHER_SHAPE: _l(
        "The question has to keep its id, its type and what it offers to choose from. "
        "Only what counts as right, and how, may be another."
    ),
    CorrectionRefused.NOTHING_LEFT: _l(
        "An attempt would be left without any question that counts. "
        "Give full marks for all instead."
    ),
    CorrectionRefused.NOTHING_TO_UNDO: _l("This question is marked as it was published already."),
    CorrectionRefused.CORRECTED_MEANWHILE: _l(
        "Somebody else corrected this quiz since you looked. Nothing was done. "
        "Look at what would change now."
    ),
}

STATUSES: dict[Status, str] = {
    Status.ENROLLED: _l("Enrolled"),
    Status.IN_PROGRESS: _l("In progress"),
    Status.COMPLETED: _l("Completed"),
    Status.WITHDRAWN: _l("Withdrawn"),
}

STATES: dict[QuizState, str] = {
    QuizState.PASSED: _l("Passed"),
    QuizState.NOT_PASSED: _l("Not passed"),
    QuizState.AWAITING: _l("Awaiting marks"),
    QuizState.NEVER: _l("Never tried"),
}

CAUSES: dict[str, str] = {
    "submitted": _l("Submitted"),
    "marked": _l("Marked and released"),
    "regraded": _l("Corrected"),
}
"""Where a score came from, by `assessment.service.Cause`."""

KINDS: dict[CorrectionKind, str] = {
    CorrectionKind.KEY: _l("Another answer is right"),
    CorrectionKind.VOID: _l("The question counts for nobody"),
    CorrectionKind.FULL: _l("Everybody who was asked gets full marks"),
    CorrectionKind.PUBLISHED: _l("Mark it as it was published"),
}

_FAULTS: dict[LineFault, str] = {
    LineFault.NO_HEADER: _l("The first line has to name the column %(word)s."),
    LineFault.UNKNOWN_QUIZ: _l("The course has no quiz “%(word)s”. Is the column’s name right?"),
    LineFault.COLUMN_TWICE: _l("The column %(word)s is there twice."),
    LineFault.NOT_A_SEAT: _l("Nobody learns in this course under “%(word)s”."),
    LineFault.SEAT_TWICE: _l("“%(word)s” is there twice."),
    LineFault.NOT_A_SCORE: _l("“%(word)s” is not a score: a number from 0 to 100."),
    LineFault.NO_REASON: _l("A changed score needs a reason in the column change_reason."),
    LineFault.REASON_TOO_LONG: _l("The reason is too long: at most %(word)s characters."),
    LineFault.TOO_MANY: _l("A file may change at most %(word)s scores. Send it in parts."),
}

_OURS = frozenset({"why", "charset"})
"""Details that may be words of ours; all others are what an author says."""


def line_text(fault: Fault) -> str:
    """Say what is wrong with a line of a file."""
    return str(_FAULTS[fault.code]) % {"word": fault.word}


def question_fault_text(fault: ContentFault) -> str:
    """Say what is wrong with a question as it was written."""
    details = {
        name: _(detail) if name in _OURS and detail in PHRASES else detail
        for name, detail in fault.detail.items()
    }
    return _(template(fault)).format_map(details)


def scores_set_text(plan: ScorePlan) -> str:
    """Say how many scores a file has set."""
    number = len(plan.changes)
    return _n(
        "%(number)s score was set.",
        "%(number)s scores were set.",
        number,
        number=number_text(number),
    )


def corrected_text(changed: int) -> str:
    """Say how many scores a correction has changed."""
    return _n(
        "Corrected. %(number)s score changed.",
        "Corrected. %(number)s scores changed.",
        changed,
        number=number_text(changed),
    )


def later_text(later: int) -> str:
    """Say how many attempts a correction included that nobody had looked at."""
    return _n(
        "%(number)s attempt was submitted after you looked. It is included.",
        "%(number)s attempts were submitted after you looked. They are included.",
        later,
        number=number_text(later),
    )
