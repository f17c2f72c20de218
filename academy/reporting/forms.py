"""What may be asked of the reports."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

from flask import request
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import Optional

from academy.enrolment.rules import Status
from academy.kernel.countries import COUNTRIES
from academy.kernel.languages import LANGUAGES
from academy.reporting.queries.learners import Sought
from academy.reporting.rules import Filters
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l, country_name

_LONGEST_NAME = 120


class CompletionsForm(Form):
    """The filters of the completion report, from the address. Nothing chosen means everything."""

    course = SelectField(_l("Course"), [Optional()])
    country = SelectField(_l("Country"), [Optional()])
    organisation = SelectField(_l("Organisation"), [Optional()])
    language = SelectField(_l("Language"), [Optional()])
    status = SelectField(_l("Status"), [Optional()])
    enrolled_from = DateField(_l("Enrolled from"), [Optional()])
    enrolled_to = DateField(_l("Enrolled until"), [Optional()])
    completed_from = DateField(_l("Completed from"), [Optional()])
    completed_to = DateField(_l("Completed until"), [Optional()])
    bom = BooleanField()

    @classmethod
    def from_address(
        cls,
        *,
        courses: Mapping[str, str],
        organisations: Mapping[UUID, str],
        statuses: Mapping[Status, str],
    ) -> Self:
        """Read the form from the request's address; only these courses and organisations count."""
        form = cls(request.args)
        offered = {
            "course": courses.items(),
            "country": sorted(((code, country_name(code)) for code in COUNTRIES), key=_by_name),
            "organisation": [(str(key), name) for key, name in organisations.items()],
            "language": [(language.tag, language.name) for language in LANGUAGES],
            "status": _named(statuses),
        }
        fields = (form.course, form.country, form.organisation, form.language, form.status)
        for field in fields:
            field.choices = [("", _("All")), *offered[field.name]]
        return form

    def filters(self) -> Filters:
        """Return what was asked for, once the form is valid."""
        organisation = self.organisation.data
        return Filters(
            course=self.course.data or None,
            country=self.country.data or None,
            organisation=UUID(organisation) if organisation else None,
            language=self.language.data or None,
            status=self.status.data or None,
            enrolled_from=self.enrolled_from.data,
            enrolled_to=self.enrolled_to.data,
            completed_from=self.completed_from.data,
            completed_to=self.completed_to.data,
        )

    def chosen(self) -> dict[str, str]:
        """Return what was asked for as it stands in an address."""
        return {name: text for name in self.data if (text := request.args.get(name, ""))}


class LearnersForm(Form):
    """Which learners of a course to show."""

    name = TidyField(_l("Name"))
    status = SelectField(_l("Status"), [Optional()])

    @classmethod
    def from_address(cls, *, statuses: Mapping[Status, str]) -> Self:
        """Read the form from the request's address."""
        form = cls(request.args)
        form.status.choices = [("", _("All")), *_named(statuses)]
        return form

    def sought(self) -> Sought:
        """Return whom to look for; what makes no sense is not asked for."""
        self.validate()
        status = None if self.status.errors else self.status.data or None
        name = (self.name.data or "")[:_LONGEST_NAME]
        return Sought(name, status, _key(request.args.get("after")))

    def chosen(self, *, after: UUID) -> dict[str, str]:
        """Return what was asked for as it stands in an address, for the page that begins there."""
        return {"name": self.name.data or "", "status": self.status.data or "", "after": str(after)}


def _named(statuses: Mapping[Status, str]) -> list[tuple[str, str]]:
    return [(status.value, str(name)) for status, name in statuses.items()]


def _by_name(choice: tuple[str, Any]) -> str:
    return str(choice[1])


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
