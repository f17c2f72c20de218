"""What a report asks for, in words: above its rows, in lists, and where its filters are folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from academy.enrolment.rules import Status
from academy.kernel.languages import find_language
from academy.reporting.messages.completions import STATUSES
from academy.reporting.rules import COLUMNS, Filters, Report
from academy.web.i18n import _, _n, country_name, date_text, number_text, percent_text

Said = tuple[str, str]
"""What is told, and what of it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What courses, cohorts and organisations within the reader's reach are called."""

    courses: Mapping[str, str]
    cohorts: Mapping[UUID, str]
    organisations: Mapping[UUID, str]


def cohort_label(cohort: str, course: str) -> str:
    """Return a cohort and its course: cohorts of two courses may have one name."""
    return _("%(cohort)s (%(course)s)", cohort=cohort, course=course)


def in_words(report: Report, names: Names) -> list[Said]:
    """Return what a report asks for, each with its label; what does not matter is left out."""
    return [
        *_of_what(report.filters, names),
        *_of_whom(report.filters),
        *_between(report.filters),
        *_of_when(report),
    ]


def _of_what(filters: Filters, names: Names) -> Iterator[Said]:
    if filters.course:
        yield _("Course"), names.courses.get(filters.course, filters.course)
    if filters.cohort:
        beyond = _("a cohort beyond your reach")
        yield _("Cohort"), names.cohorts.get(filters.cohort, beyond)
    if filters.organisation:
        name = names.organisations.get(filters.organisation)
        yield _("Organisation"), _place(name, below=filters.below)


def _place(name: str | None, *, below: bool) -> str:
    if name is None:
        return _("an organisation beyond your reach")
    return _("%(name)s and those below it", name=name) if below else _("%(name)s alone", name=name)


def _of_whom(filters: Filters) -> Iterator[Said]:
    if filters.country:
        yield _("Country"), country_name(filters.country)
    if filters.language:
        language = find_language(filters.language)
        yield _("Language"), language.name if language else filters.language
    if filters.status:
        yield _("Status"), str(STATUSES[Status(filters.status)])


def _between(filters: Filters) -> Iterator[Said]:
    yield from _days(_("Enrolled on"), *map(_day, (filters.enrolled_from, filters.enrolled_to)))
    yield from _days(_("Completed on"), *map(_day, (filters.completed_from, filters.completed_to)))
    first, last = map(_percent, (filters.score_from, filters.score_to))
    if first and last:
        yield _("Score"), _("%(first)s to %(last)s", first=first, last=last)
    elif first:
        yield _("Score"), _("%(first)s or more", first=first)
    elif last:
        yield _("Score"), _("%(last)s or less", last=last)


def _days(label: str, first: str | None, last: str | None) -> Iterator[Said]:
    if first and last:
        yield label, _("%(first)s to %(last)s", first=first, last=last)
    elif first:
        yield label, _("%(first)s or later", first=first)
    elif last:
        yield label, _("%(last)s or earlier", last=last)


def _of_when(report: Report) -> Iterator[Said]:
    if report.as_of:
        yield _("As of the end of"), _("%(day)s (UTC)", day=date_text(report.as_of, "medium"))
    if report.columns != COLUMNS:
        count = len(report.columns)
        told = {"number": number_text(count)}
        yield _("Columns"), _n("%(number)s column", "%(number)s columns", count, **told)


def _day(day: date | None) -> str | None:
    return None if day is None else date_text(day, "medium")


def _percent(score: int | None) -> str | None:
    return None if score is None else percent_text(score)
