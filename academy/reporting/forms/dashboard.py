"""What may be asked of the dashboard, of the way through a course, and of the region."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Self
from uuid import UUID

from flask import request
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from academy.accounts.queries import Place
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES
from academy.reporting.policy import Scope
from academy.reporting.queries.dashboard import Wanted
from academy.reporting.rules.periods import (
    Against,
    Period,
    PeriodRefused,
    Quarter,
    Span,
    period_of,
    period_refused,
)
from academy.web.forms import Form
from academy.web.i18n import _, _l, country_name

_SPANS: dict[Span, str] = {
    Span.WEEK: _l("The last 7 days"),
    Span.MONTH: _l("The last 28 days"),
    Span.QUARTER: _l("The last 90 days"),
    Span.YEAR: _l("This year"),
    Span.OWN: _l("From one day to another"),
}
_AGAINST: dict[Against, str] = {
    Against.BEFORE: _l("As many days before it"),
    Against.YEAR_BEFORE: _l("The same days a year before"),
}
_DIMENSIONS: dict[str, str] = {
    "country": _l("Country"),
    "course": _l("Course"),
    "language": _l("Language"),
}
_STEP = "\u2003"
"""What an organisation is moved in by under the one above it: a space that a list keeps."""


class SeatsForm(Form):
    """Which seats are counted, from the address. Nothing chosen means all within reach."""

    course = SelectField(_l("Course"), [Optional()])
    organisation = SelectField(_l("Organisation, with those below it"), [Optional()])
    country = SelectField(_l("Country"), [Optional()])
    language = SelectField(_l("Language"), [Optional()])

    @classmethod
    def from_address(cls, *, courses: Mapping[str, str], places: Sequence[Place]) -> Self:
        """Read the form from the request's address; only these courses and places count."""
        form = cls(request.args)
        everything = ("", _("All"))
        countries = ((code, country_name(code)) for code in COUNTRIES)
        form.course.choices = [everything, *courses.items()]
        form.organisation.choices = [
            everything, *((str(one.id), _STEP * one.depth + one.name) for one in places)
        ]  # fmt: skip
        form.country.choices = [everything, *sorted(countries, key=lambda choice: choice[1])]
        form.language.choices = [everything, *((one.tag, one.name) for one in LANGUAGES)]
        return form

    def place(self) -> UUID | None:
        """Return the organisation that was chosen, once the form is valid."""
        return UUID(self.organisation.data) if self.organisation.data else None

    def wanted(self, scope: Scope) -> Wanted:
        """Return which seats of a scope were asked for, once the form is valid."""
        return Wanted(
            scope,
            course=self.course.data or None,
            country=self.country.data or None,
            language=self.language.data or None,
        )

    def chosen(self) -> dict[str, str]:
        """Return which seats were asked for as it stands in an address."""
        names = ("course", "organisation", "country", "language")
        return {name: text for name in names if (text := request.args.get(name, ""))}


class DashboardForm(SeatsForm):
    """Which seats are counted, in which period, compared with which other."""

    span = SelectField(_l("Period"), [Optional()])
    first = DateField(_l("First day"), [Optional()])
    last = DateField(_l("Last day"), [Optional()])
    against = SelectField(_l("Compared with"), [Optional()])

    @classmethod
    def from_address(cls, *, courses: Mapping[str, str], places: Sequence[Place]) -> Self:
        """Read the form from the request's address."""
        form = super().from_address(courses=courses, places=places)
        form.span.choices = [(span.value, str(words)) for span, words in _SPANS.items()]
        form.against.choices = [(kind.value, str(words)) for kind, words in _AGAINST.items()]
        form.span.data = form.span.data or Span.MONTH.value
        form.against.data = form.against.data or Against.BEFORE.value
        return form

    def refused(self) -> PeriodRefused | None:
        """Tell what is wrong with days of one's own, once the form is valid."""
        is_own = self.span.data == Span.OWN.value
        return period_refused(self.first.data, self.last.data) if is_own else None

    def period(self, today: date) -> Period:
        """Return the period that was asked for, once the form is valid."""
        first, last = self.first.data, self.last.data
        if self.span.data == Span.OWN.value and first and last:
            return Period(first, last)
        return period_of(Span(self.span.data), today)

    def compared(self) -> Against:
        """Return what it is compared with, once the form is valid."""
        return Against(self.against.data)


class FunnelForm(SeatsForm):
    """Which seats of an edition are followed through a course."""

    edition = SelectField(_l("Edition"), [Optional()])

    def offer(self, editions: Mapping[int, UUID]) -> None:
        """Let these editions be chosen from, the first of them to begin with."""
        self.edition.choices = [
            (str(number), _("Edition %(number)s", number=number)) for number in editions
        ]
        if editions and not self.edition.data:
            self.edition.data = str(next(iter(editions)))

    def number(self) -> int:
        """Return the edition that was chosen, once the form is valid and there is one."""
        return int(self.edition.data)


class RegionForm(Form):
    """By what the region's seats are told apart, and of which quarter they are."""

    by = SelectField(_l("Told apart by"), [Optional()])
    quarter = SelectField(_l("Quarter"), [Optional()])

    @classmethod
    def from_address(cls, *, quarters: Mapping[Quarter, str]) -> Self:
        """Read the form from the request's address; only these quarters are shown, newest first."""
        form = cls(request.args)
        form.by.choices = [(name, str(words)) for name, words in _DIMENSIONS.items()]
        form.quarter.choices = [(str(one), words) for one, words in quarters.items()]
        form.by.data = form.by.data or next(iter(_DIMENSIONS))
        form.quarter.data = form.quarter.data or str(next(iter(quarters)))
        return form

    def chosen(self, quarters: Iterable[Quarter]) -> Quarter:
        """Return the quarter that was chosen, once the form is valid."""
        return next(one for one in quarters if str(one) == self.quarter.data)
