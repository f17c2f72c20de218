"""What the quiz builder says of what was typed, and of what it did."""

from collections.abc import Iterable
from datetime import datetime

from academy.authoring.messages.editing import saved_at_text
from academy.authoring.messages.faults import fault_text
from academy.authoring.rules.typed import Problem, ProblemCode
from academy.content.draft import QuizFault
from academy.content.faults import FaultCode, Severity
from academy.web.i18n import _, _l, moment_text

PROBLEMS: dict[ProblemCode, str] = {
    ProblemCode.NOT_WHOLE: _l("Write a whole number, in digits, such as 3."),
    ProblemCode.NOT_A_NUMBER: _l(
        "Write only a number, in digits, such as 1400 or 0.5, without words or signs around it."
    ),
    ProblemCode.TWO_READINGS: _l(
        "“%(typed)s” means different numbers in different countries. "
        "Write %(thousands)s or write %(decimal)s, whichever you mean."
    ),
    ProblemCode.TOO_LARGE: _l("This number has too many digits. Write a shorter one."),
    ProblemCode.HIDDEN_MARK: _l(
        "There is a mark here that nobody can see (%(mark)s). "
        "Delete these words and type them again."
    ),
}
_EMPTY = frozenset({FaultCode.EMPTY_TEXT, FaultCode.MISSING_KEY})
NO_ROOM = _l("There is no room for more here. Divide it.")

ALL_BUT = _l("Saved, all but what is marked: look at that again.")


def problem_text(problem: Problem) -> str:
    """Say what is wrong with what was typed, and what to do."""
    return str(PROBLEMS[problem.code]) % problem.values


def quiz_fault_text(found: QuizFault) -> str:
    """Say what is wrong at one place of a quiz; beside an empty field, its name is no news."""
    if found.fault.code in _EMPTY:
        return _("Nothing stands here yet. Write it.")
    return fault_text(found.fault)


def saved_text(moment: datetime, faults: Iterable[QuizFault]) -> str:
    """Say that a quiz is saved, and what that means while something is wrong with it."""
    if any(found.fault.severity is Severity.ERROR for found in faults):
        return _("Saved as a draft. It cannot be published until what is marked is mended.")
    return saved_at_text(moment)


def last_saved_text(moment: datetime) -> str:
    """Say when a quiz was saved before."""
    return _("Last saved on %(moment)s", moment=moment_text(moment))
