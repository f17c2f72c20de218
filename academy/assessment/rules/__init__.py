"""What is decided about quizzes: orders, answers, marks and attempts. Pure."""

from academy.assessment.rules.attempts import AttemptRefused, AttemptState
from academy.assessment.rules.conditions import may_start
from academy.assessment.rules.grading import Grade, grade
from academy.assessment.rules.paper import draw, drawn, lay_out

__all__ = [
    "AttemptRefused",
    "AttemptState",
    "Grade",
    "draw",
    "drawn",
    "grade",
    "lay_out",
    "may_start",
]
