"""What may be asked of the list of learners."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from flask import request
from wtforms import SelectField
from wtforms.validators import Optional

from academy.enrolment.rules import Status
from academy.kernel.ids import key_in
from academy.reporting.forms.completions import named
from academy.reporting.queries.learners import Sought
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l

_LONGEST_NAME = 120


class LearnersForm(Form):
    """Which learners of a course to show."""

    name = TidyField(_l("Name"))
    status = SelectField(_l("Status"), [Optional()])

    @classmethod
    def from_address(cls, *, statuses: Mapping[Status, str]) -> Self:
        """Read the form from the request's address."""
        form = cls(request.args)
        form.status.choices = [("", _("All")), *named(statuses)]
        return form

    def sought(self) -> Sought:
        """Return whom to look for; what makes no sense is not asked for."""
        self.validate()
        status = None if self.status.errors else self.status.data or None
        name = (self.name.data or "")[:_LONGEST_NAME]
        return Sought(name, status, key_in(request.args.get("after")))

    def chosen(self, *, after: UUID) -> dict[str, str]:
        """Return what was asked for as it stands in an address, for the page that begins there."""
        return {"name": self.name.data or "", "status": self.status.data or "", "after": str(after)}
