"""What may be shown of figures about few learners, and the figures as lines of a file."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from academy.assessment.rules.analysis import Analysis, Dif, ItemFigures, ItemReport

LEAST_SHOWN = 5
"""Figures of fewer learners would tell of each of them."""

COLUMNS = (
    "question_id", "language", "asked", "answered", "facility", "discrimination", "alpha_without",
    "seconds_lower", "seconds_median", "seconds_upper", "reference_language", "mh_delta", "mh_p",
    "mh_class", "warnings",
)  # fmt: skip


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the groups whose figures may be shown, of groups that make up a known whole.

    Those of fewer than five are not; nor is the next larger one where the whole without the groups
    shown would leave fewer than five: what is hidden could be worked out.
    """
    known = sorted((size, name) for name, size in sizes.items() if size)
    shown = [one for one in known if one[0] >= LEAST_SHOWN]
    hidden = sum(size for size, _ in known) - sum(size for size, _ in shown)
    while shown and 0 < hidden < LEAST_SHOWN:
        hidden += shown.pop(0)[0]
    return frozenset(name for _, name in shown)


def languages_shown(analysis: Analysis, item: int) -> Mapping[str, ItemFigures]:
    """Return the figures of an item in each language in which they may be shown."""
    found = {each.language: each.items[item] for each in analysis.languages}
    shown = shown_groups({language: figures.asked for language, figures in found.items()})
    return {tag: figures for tag, figures in found.items() if tag in shown and tag}


def csv_lines(analysis: Analysis) -> str:
    """Return the figures as a file: a line for each question, and one for each of its languages.

    Of fewer than five attempts there is none.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    items = analysis.items if analysis.reliability.attempts >= LEAST_SHOWN else ()
    for place, item in enumerate(items):
        writer.writerow(_whole(item))
        writer.writerows(_by_language(analysis, place))
    return text.getvalue()


def _whole(item: ItemReport) -> list[object]:
    figures, time = item.figures, item.time
    numbers = (figures.facility, figures.discrimination, item.alpha_without)
    seconds = (time.lower, time.median, time.upper)
    warnings = " ".join(dict.fromkeys(warning.code.value for warning in item.warnings))
    return [
        figures.item, "", figures.asked, figures.answered, *map(_number, numbers),
        *map(_number, seconds), "", "", "", "", warnings,
    ]  # fmt: skip


def _by_language(analysis: Analysis, place: int) -> Iterator[list[object]]:
    compared = {dif.language: dif for dif in analysis.items[place].dif}
    for language, figures in languages_shown(analysis, place).items():
        numbers = (figures.facility, figures.discrimination)
        yield [
            figures.item, language, figures.asked, figures.answered, *map(_number, numbers),
            "", "", "", "", *_compared(compared.get(language)), "",
        ]  # fmt: skip


def _compared(dif: Dif | None) -> list[object]:
    if dif is None:
        return ["", "", "", ""]
    effect = dif.effect.value if dif.effect else ""
    return [dif.reference, _number(dif.figures.delta), _number(dif.figures.p), effect]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
