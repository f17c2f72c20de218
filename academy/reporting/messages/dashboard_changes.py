"""The dashboard's first numbers, and how they changed: with a sign, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from academy.reporting.queries.dashboard import Figures
from academy.reporting.rules.durations import Spread
from academy.web.i18n import _, _n, number_text, percent_text

_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of two periods in words, and what changed between them."""

    name: str
    now: str
    then: str
    change: str


def lines_of(figures: Figures) -> list[Line]:
    """Return the figures of a period beside those of the one it is compared with."""
    total = figures.counts.total
    return [
        _counted(_("Enrolments"), total.now.enrolled, total.then.enrolled),
        _counted(_("Active learners"), *figures.learners),
        _counted(_("Completions"), total.now.completed, total.then.completed),
        _rate(total.now.rate, total.then.rate),
        *_times(*figures.spreads),
    ]


def _counted(name: str, now: int, then: int) -> Line:
    return Line(name, number_text(now), number_text(then), change_text(now, then))


def _rate(now: float | None, then: float | None) -> Line:
    percents = [_NOTHING if rate is None else percent_text(rate) for rate in (now, then)]
    return Line(_("Completion rate"), percents[0], percents[1], _rate_change(now, then))


def _rate_change(now: float | None, then: float | None) -> str:
    if now is None or then is None:
        return _NOTHING
    points = round(now) - round(then)
    number = number_text(abs(points))
    if not points:
        return _("No change")
    if points > 0:
        return _n(
            "+%(number)s percentage point", "+%(number)s percentage points", points, number=number
        )
    return _n(
        "−%(number)s percentage point", "−%(number)s percentage points", -points, number=number
    )


def _times(now: Spread | None, then: Spread | None) -> list[Line]:
    """Say within how many days a quarter, half and three quarters of the completions came."""
    names = (
        _("Days to complete: a quarter within"),
        _("Days to complete: half within (the median)"),
        _("Days to complete: three quarters within"),
    )
    pairs = zip(_quartiles(now), _quartiles(then), strict=True)
    return [_days(name, *pair) for name, pair in zip(names, pairs, strict=True)]


def _quartiles(spread: Spread | None) -> Sequence[int | None]:
    if spread is None:
        return (None, None, None)
    return (spread.quarter, spread.half, spread.three_quarters)


def _days(name: str, now: int | None, then: int | None) -> Line:
    numbers = [_NOTHING if days is None else number_text(days) for days in (now, then)]
    return Line(name, numbers[0], numbers[1], _days_change(now, then))


def _days_change(now: int | None, then: int | None) -> str:
    if now is None or then is None:
        return _NOTHING
    if now == then:
        return _("No change")
    number = number_text(abs(now - then))
    if now > then:
        return _n("+%(number)s day", "+%(number)s days", now - then, number=number)
    return _n("−%(number)s day", "−%(number)s days", then - now, number=number)


def change_text(now: int, then: int) -> str:
    """Say how a number changed, with its sign and in words."""
    number = number_text(abs(now - then))
    percent = percent_text(100 * abs(now - then) / then) if then else ""
    if now == then:
        return _("No change")
    if now < then:
        return _("−%(number)s (%(percent)s fewer)", number=number, percent=percent)
    if not then:
        return _("+%(number)s (there were none)", number=number)
    return _("+%(number)s (%(percent)s more)", number=number, percent=percent)
