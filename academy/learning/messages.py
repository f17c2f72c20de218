"""What is said on the way through a course."""

from academy.learning.rules import LearningRefused
from academy.web.i18n import _l

REFUSALS: dict[LearningRefused, str] = {
    LearningRefused.LEFT: _l("You have left this course. Enrol again to carry on where you were."),
    LearningRefused.QUIZ_IS_PASSED_NOT_READ: _l(
        "A quiz is done when it is passed. Start it when you are ready."
    ),
    LearningRefused.COMPLETED: _l(
        "You have completed this course. It stays as it was when you completed it."
    ),
    LearningRefused.NOT_BEGUN: _l("Your cohort has not begun yet. Its lessons open when it does."),
    LearningRefused.NOTHING_NEWER: _l("You already have the newest edition of this course."),
}
COURSE_COMPLETED = _l("Well done! You have completed this course.")
MOVED = _l("You are now in the newest edition. What you had done and is still part of it counts.")
