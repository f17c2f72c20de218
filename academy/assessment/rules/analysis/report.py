"""Everything at once."""

from dataclasses import dataclass

from academy.assessment.rules.analysis.dif import Dif, dif_by_language
from academy.assessment.rules.analysis.distractors import ChoiceTable, choice_tables
from academy.assessment.rules.analysis.items import ItemFigures, item_figures
from academy.assessment.rules.analysis.languages import LanguageFigures, language_figures
from academy.assessment.rules.analysis.reliability import Reliability, reliability
from academy.assessment.rules.analysis.scores import Scores
from academy.assessment.rules.analysis.timing import ItemTime, item_times
from academy.assessment.rules.analysis.verdicts import ItemWarning, item_warnings


@dataclass(frozen=True, slots=True)
class ItemReport:
    """All that is known of one item; `table` only where its options were given."""

    figures: ItemFigures
    alpha_without: float | None
    time: ItemTime
    table: ChoiceTable | None
    dif: tuple[Dif, ...]
    warnings: tuple[ItemWarning, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the attempts say about a quiz: the test, its items in their order, its languages."""

    reliability: Reliability
    items: tuple[ItemReport, ...]
    languages: tuple[LanguageFigures, ...]


def analyse(scores: Scores, *, reference: str | None = None) -> Analysis:
    """Analyse a quiz; `reference` is the language that the others are compared with."""
    trust = reliability(scores)
    compared, tables = dif_by_language(scores, reference=reference), choice_tables(scores)
    parts = zip(item_figures(scores), trust.alpha_without, item_times(scores), strict=True)
    items: list[ItemReport] = []
    for figures, alpha, time in parts:
        table = tables.get(figures.item)
        dif = tuple(one for one in compared if one.item == figures.item)
        warnings = item_warnings(figures, table, dif)
        items.append(ItemReport(figures, alpha, time, table=table, dif=dif, warnings=warnings))
    return Analysis(reliability=trust, items=tuple(items), languages=language_figures(scores))
