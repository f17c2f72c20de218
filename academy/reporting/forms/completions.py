"""What may be asked of the completion report, and how it stands in an address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, HiddenField, IntegerField, SelectField
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from academy.accounts.queries import Place
from academy.enrolment.rules import Status
from academy.kernel.countries import COUNTRIES
from academy.kernel.ids import key_in
from academy.kernel.languages import LANGUAGES
from academy.reporting.rules import CHOICE, COLUMNS, MOST_PERCENT, Filters, Report
from academy.reporting.rules.saved import chosen
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l, country_name, date_text

ALONE = "no"
"""What an address says where the organisations below the one chosen do not count."""
_STEP = "\u2003"
"""What an organisation is moved in by under the one above it: a space that a list keeps."""
_RANGES = ("enrolled", "completed", "score")

Address = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters can be set to: `places` and `cohorts` are those that are listed.

    `reach` holds all organisations within the reader's reach, `last_day` is the last one over.
    """

    courses: Mapping[str, str]
    cohorts: Mapping[UUID, str]
    places: Sequence[Place]
    reach: frozenset[UUID]
    statuses: Mapping[Status, str]
    last_day: date


def _day(label: str) -> DateField:
    told: dict[str, Any] = {
        "invalid_value_message": _l("Please give a day that there is, such as 2026-01-31.")
    }
    return DateField(label, [Optional()], **told)


def _percent(_form: BaseForm, field: IntegerField) -> None:
    """Refuse a number that is no percentage; of what is no number, that alone is told."""
    if field.data is not None and not 0 <= field.data <= MOST_PERCENT:
        told = {"min": 0, "max": MOST_PERCENT}
        raise ValidationError(_("Please type a whole number from %(min)s to %(max)s.", **told))


def _score(label: str) -> IntegerField:
    told: dict[str, Any] = {
        "invalid_value_message": _l("Please type a whole number."),
        "render_kw": {"min": "0", "max": str(MOST_PERCENT), "step": "1", "inputmode": "numeric"},
    }
    return IntegerField(label, [Optional(), _percent], **told)


class CompletionsForm(Form):
    """The filters of the completion report, from the address. Nothing chosen means everything."""

    course = SelectField(_l("Course"), [Optional()])
    cohort = SelectField(_l("Cohort"), [Optional()], validate_choice=False)
    find = TidyField(_l("Find an organisation by its name"))
    organisation = SelectField(_l("Organisation"), [Optional()], validate_choice=False)
    below = SelectField(_l("How much of the organisation"), [Optional()])
    country = SelectField(_l("Country"), [Optional()])
    language = SelectField(_l("Language"), [Optional()])
    status = SelectField(_l("Status"), [Optional()])
    enrolled_from = _day(_l("Enrolled from"))
    enrolled_to = _day(_l("Enrolled until"))
    completed_from = _day(_l("Completed from"))
    completed_to = _day(_l("Completed until"))
    score_from = _score(_l("Score from, in percent"))
    score_to = _score(_l("Score up to, in percent"))
    as_of = _day(_l("As of the end of a day (UTC)"))
    columns = HiddenField()
    saved = HiddenField()
    bom = BooleanField()

    asked: Address
    offered: Offered

    @classmethod
    def of(cls, asked: Address, offered: Offered) -> Self:
        """Read the form from an address; what is not offered is beyond the reader's reach."""
        form = cls(asked)
        form.asked, form.offered = asked, offered
        choices: dict[str, Any] = {
            "course": offered.courses.items(),
            "cohort": [(str(key), name) for key, name in offered.cohorts.items()],
            "organisation": [(str(place.id), moved_in(place)) for place in offered.places],
            "country": sorted(((code, country_name(code)) for code in COUNTRIES), key=_by_name),
            "language": [(language.tag, language.name) for language in LANGUAGES],
            "status": named(offered.statuses),
        }
        lists: tuple[SelectField, ...] = (
            form.course, form.cohort, form.organisation, form.country, form.language, form.status,
        )  # fmt: skip
        for field in lists:
            field.choices = [("", _("All")), *choices[field.name]]
        form.below.choices = [("", _("It and those below it")), (ALONE, _("It alone"))]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what only makes sense together or within the reader's reach."""
        is_sound = super().validate(extra_validators)
        mistakes = [(field, words) for field, words in self._mistakes() if not field.errors]
        for field, words in mistakes:
            field.errors = [words]
        return is_sound and not mistakes

    def report(self) -> Report:
        """Return what was asked for, once the form is valid."""
        return Report(self._filters(), self._columns() or COLUMNS, self.as_of.data)

    def chosen(self) -> dict[str, str]:
        """Return what was asked for as it stands in an address."""
        return {name: text for name in self.data if (text := self.asked.get(name, ""))}

    def _filters(self) -> Filters:
        ranges = {
            f"{name}_{end}": self[f"{name}_{end}"].data
            for name in _RANGES
            for end in ("from", "to")
        }
        return Filters(
            course=self.course.data or None,
            cohort=key_in(self.cohort.data),
            country=self.country.data or None,
            organisation=key_in(self.organisation.data),
            below=not self.organisation.data or self.below.data != ALONE,
            language=self.language.data or None,
            status=self.status.data or None,
            **ranges,
        )

    def _columns(self) -> tuple[str, ...]:
        told = str(self.columns.data or "").split(",")
        return tuple(dict.fromkeys(name for name in told if name))

    def _mistakes(self) -> Iterator[tuple[Field, str]]:
        if self.organisation.data and key_in(self.organisation.data) not in self.offered.reach:
            yield self.organisation, _("This organisation is beyond your reach: nothing is shown.")
        if self.cohort.data and key_in(self.cohort.data) not in self.offered.cohorts:
            yield self.cohort, _("There is no such cohort within your reach: nothing is shown.")
        unknown = [name for name in self._columns() if name not in CHOICE]
        if unknown:
            yield self.columns, _("There is no column called %(name)s.", name=unknown[0])
        last = self.offered.last_day
        if self.as_of.data and self.as_of.data > last:
            told = {"day": date_text(last)}
            yield self.as_of, _("That day is not over yet in UTC. The last one is %(day)s.", **told)
        yield from self._backward_ranges()

    def _backward_ranges(self) -> Iterator[tuple[Field, str]]:
        for name in _RANGES:
            first, last = self[f"{name}_from"], self[f"{name}_to"]
            if first.data is not None and last.data is not None and first.data > last.data:
                yield last, _("This range ends before it begins.")


def query_of(report: Report) -> dict[str, str]:
    """Return a report as it stands in an address: the shortest one that asks for it."""
    query = {name: str(value) for name, value in chosen(report.filters).items()}
    if "below" in query:
        query["below"] = ALONE
    if report.columns != COLUMNS:
        query["columns"] = ",".join(report.columns)
    if report.as_of is not None:
        query["as_of"] = report.as_of.isoformat()
    return query


def named(statuses: Mapping[Status, str]) -> list[tuple[str, str]]:
    """Return statuses as a field offers them."""
    return [(status.value, str(name)) for status, name in statuses.items()]


def moved_in(place: Place) -> str:
    """Return an organisation as a list offers it: moved in below the one above it."""
    return _STEP * place.depth + place.name


def _by_name(choice: tuple[str, Any]) -> str:
    return str(choice[1])
