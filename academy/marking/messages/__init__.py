"""What is said about marks, grades and the terms of quizzes that does not stand in a template."""

from collections.abc import Mapping
from enum import StrEnum

from academy.marking.messages import by_people, grades, terms

REFUSALS: Mapping[StrEnum, str] = {
    **by_people.REFUSALS,
    **grades.REFUSALS,
    **terms.REFUSALS,
}
