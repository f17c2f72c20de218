"""The figures of each language by itself."""

from dataclasses import dataclass

import numpy as np

from academy.assessment.rules.analysis.items import ItemFigures, item_figures
from academy.assessment.rules.analysis.scores import BoolArray, Scores


@dataclass(frozen=True, slots=True)
class LanguageFigures:
    """What the attempts in one language say about the items, without regard to ability."""

    language: str
    attempts: int
    items: tuple[ItemFigures, ...]


def language_figures(scores: Scores) -> tuple[LanguageFigures, ...]:
    """Return the figures of every language that somebody took the quiz in, by its tag."""
    languages = scores.languages
    if languages is None:
        return ()
    return tuple(_figures(scores, str(tag), languages == tag) for tag in np.unique(languages))


def _figures(scores: Scores, language: str, theirs: BoolArray) -> LanguageFigures:
    part = Scores(
        items=scores.items,
        shares=scores.shares[theirs],
        marks=scores.marks,
        answered=None if scores.answered is None else scores.answered[theirs],
    )
    return LanguageFigures(language=language, attempts=part.attempts, items=item_figures(part))
