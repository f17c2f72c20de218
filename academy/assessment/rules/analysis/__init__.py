"""Item analysis: what many attempts say about the questions of a quiz. Pure functions over arrays.

Statistics, not marks: the exact fractions of grading come in as shares of a question's marks, as
floats. Nothing here reads a database, a clock or a request; besides the standard library only
NumPy is used. Each attempt should be of another learner, as the errors and tests take attempts to
be independent.
"""

from academy.assessment.rules.analysis.dif import (
    LEAST_GROUP,
    LEAST_TOGETHER,
    Dif,
    DifClass,
    Direction,
    dif_by_language,
    ets_class,
)
from academy.assessment.rules.analysis.distractors import (
    GROUPS,
    ChoiceLine,
    ChoiceTable,
    ability_groups,
    choice_tables,
)
from academy.assessment.rules.analysis.items import ItemFigures, item_figures
from academy.assessment.rules.analysis.languages import LanguageFigures, language_figures
from academy.assessment.rules.analysis.mantel import MantelHaenszel, mantel_haenszel
from academy.assessment.rules.analysis.reliability import Reliability, reliability
from academy.assessment.rules.analysis.report import Analysis, ItemReport, analyse
from academy.assessment.rules.analysis.scores import UNANSWERED, Choices, Scores
from academy.assessment.rules.analysis.timing import ItemTime, item_times
from academy.assessment.rules.analysis.verdicts import (
    LEAST_ATTEMPTS,
    ItemWarning,
    WarningCode,
    item_warnings,
)

__all__ = [
    "GROUPS",
    "LEAST_ATTEMPTS",
    "LEAST_GROUP",
    "LEAST_TOGETHER",
    "UNANSWERED",
    "Analysis",
    "ChoiceLine",
    "ChoiceTable",
    "Choices",
    "Dif",
    "DifClass",
    "Direction",
    "ItemFigures",
    "ItemReport",
    "ItemTime",
    "ItemWarning",
    "LanguageFigures",
    "MantelHaenszel",
    "Reliability",
    "Scores",
    "WarningCode",
    "ability_groups",
    "analyse",
    "choice_tables",
    "dif_by_language",
    "ets_class",
    "item_figures",
    "item_times",
    "item_warnings",
    "language_figures",
    "mantel_haenszel",
    "reliability",
]
