"""What staff fill in about a cohort, and what they sift cohorts by."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from flask import request
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Optional

from academy.accounts.queries import Place
from academy.enrolment.forms.moments import MomentField, Zone
from academy.enrolment.rules import Entry, Phase, Terms
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l

_STEP = "\u2003"
"""What an organisation is moved in by under the one above it: a space that a list keeps."""
_NO_HELP = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
ARCHIVED = "archived"
"""What an address says where archived cohorts are asked for."""


def _required() -> InputRequired:
    return InputRequired(_l("Please fill this in."))


def _offered(places: Sequence[Place]) -> list[tuple[str, str]]:
    """Return organisations to choose from, each moved in under the one above it."""
    return [(str(place.id), _STEP * place.depth + place.name) for place in places]


def _whole(label: str) -> IntegerField:
    told: dict[str, Any] = {
        "invalid_value_message": _l("Please type a whole number."),
        "render_kw": {"min": "1", "step": "1", "inputmode": "numeric"},
    }
    return IntegerField(label, [Optional()], **told)


class CohortForm(Form):
    """Ask for a cohort; where it is and what it takes are asked once, when it is made."""

    course = SelectField(_l("Course"), [_required()])
    organisation = SelectField(_l("Organisation"), [_required()])
    name = TidyField(_l("Name"), [_required()])
    starts_at = MomentField(_l("Start"))
    ends_at = MomentField(_l("Deadline"))
    capacity = _whole(_l("Seats"))
    entry = SelectField(_l("How learners come in"))

    @classmethod
    def of(cls, terms: Terms, zone: Zone, entries: Mapping[Entry, str]) -> Self:
        """Return the form as it was sent, or filled with what holds, in a time zone."""
        form = cls.from_request(
            name=terms.name,
            starts_at=zone.here(terms.starts_at),
            ends_at=zone.here(terms.ends_at),
            capacity=terms.capacity,
            entry=terms.entry.value,
        )
        form.entry.choices = [(entry.value, label) for entry, label in entries.items()]
        return form

    def offer(self, courses: Mapping[str, str], places: Sequence[Place]) -> None:
        """Say which courses and organisations there are to choose from."""
        self.course.choices = [("", _("Choose a course")), *courses.items()]
        self.organisation.choices = [
            ("", _("Choose an organisation")),
            *_offered([place for place in places if place.is_active]),
        ]

    def settle(self) -> None:
        """Ask no more for what a cohort that is there cannot change."""
        del self.course
        del self.organisation

    def terms(self, zone: Zone) -> Terms:
        """Return what was filled in, once the form is valid."""
        return Terms(
            str(self.name.data or ""),
            Entry(self.entry.data),
            self.capacity.data,
            zone.moment(self.starts_at.data),
            zone.moment(self.ends_at.data),
        )


class SiftForm(Form):
    """What cohorts are sifted by, from the address. Nothing chosen means everything."""

    course = SelectField(_l("Course"), validate_choice=False)
    organisation = SelectField(_l("Organisation"), validate_choice=False)
    phase = SelectField(_l("When"), validate_choice=False)

    @classmethod
    def from_address(
        cls,
        courses: Mapping[str, str],
        places: Sequence[Place],
        *,
        phases: Mapping[Phase, str],
    ) -> Self:
        """Read the form from the address; what is not offered is no filter."""
        form = cls(request.args)
        named = [(phase.value, label) for phase, label in phases.items()]
        choices: dict[str, list[tuple[str, str]]] = {
            "course": [("", _("All courses")), *courses.items()],
            "organisation": [
                ("", _("All organisations")),
                *_offered(places),
            ],
            "phase": [("", _("All that are not archived")), *named, (ARCHIVED, _("Archived"))],
        }
        for field in (form.course, form.organisation, form.phase):
            field.choices = choices[field.name]
            if field.data not in {key for key, _label in choices[field.name]}:
                field.data = ""
        return form

    def chosen(self, **more: object) -> dict[str, Any]:
        """Return what an address says to sift by the same."""
        return {name: one for name, one in {**self.data, **more}.items() if one}

    @property
    def course_id(self) -> str | None:
        """The course that was chosen."""
        return self.course.data or None

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation that was chosen."""
        return UUID(self.organisation.data) if self.organisation.data else None


class InstructorForm(Form):
    """Ask who is to look after a cohort."""

    login = TidyField(
        _l("E-mail address or user name"),
        [_required()],
        render_kw=_NO_HELP,
    )
