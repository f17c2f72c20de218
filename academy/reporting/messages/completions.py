"""What reports call things, and their charts with what a screen reader says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from academy.enrolment.rules import Status
from academy.reporting.queries import Share, Summary
from academy.reporting.rules import Format, months_between
from academy.web.charts import bar_chart, line_chart
from academy.web.i18n import _, _l, country_name, month_text

STATUSES: dict[Status, str] = {
    Status.ENROLLED: _l("Enrolled"),
    Status.IN_PROGRESS: _l("In progress"),
    Status.COMPLETED: _l("Completed"),
    Status.WITHDRAWN: _l("Withdrawn"),
}

FORMATS: dict[Format, str] = {
    Format.CSV: _l("Download as CSV"),
    Format.XLSX: _l("Download as a spreadsheet (XLSX)"),
    Format.JSONL: _l("Download as JSON Lines"),
}
MARKED_CSV = _l("Download as CSV, marked as UTF-8 for spreadsheet programs")


@dataclass(frozen=True, slots=True)
class Figures:
    """A report's numbers in words: tables, and two of them drawn."""

    statuses: Sequence[tuple[str, int]]
    months: Sequence[tuple[str, int]]
    countries: Sequence[tuple[str, Share]]
    courses: Sequence[tuple[str, Share]]

    @property
    def month_chart(self) -> Markup:
        """The completions over time."""
        return line_chart("over-time", _("Completions by month"), self.months)

    @property
    def country_chart(self) -> Markup:
        """The completions by country."""
        points = [(name, share.completed) for name, share in self.countries]
        return bar_chart("by-country", _("Completions by country"), points)


def figures(summary: Summary, courses: Mapping[str, str]) -> Figures:
    """Say a summary in the reader's words: most first where there is no order of its own."""
    return Figures(
        statuses=[
            (str(name), summary.statuses.get(status, 0)) for status, name in STATUSES.items()
        ],
        months=_months(summary.months),
        countries=_most_first(
            {
                country_name(code) if code else _("Not told"): share
                for code, share in summary.countries.items()
            }
        ),
        courses=_most_first(
            {courses.get(key, key): share for key, share in summary.courses.items()}
        ),
    )


def _months(completed: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return every month from the first completion to the last, those without one too."""
    if not completed:
        return []
    days = months_between(min(completed), max(completed))
    return [(month_text(day), completed.get(f"{day:%Y-%m}", 0)) for day in days]


def _most_first(shares: Mapping[str, Share]) -> list[tuple[str, Share]]:
    return sorted(shares.items(), key=lambda item: (-item[1].completed, -item[1].seats, item[0]))
