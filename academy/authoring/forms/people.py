"""What people send about who works on a course."""

from collections.abc import Mapping

from wtforms import SelectMultipleField
from wtforms.validators import DataRequired, InputRequired

from academy.authoring.rules.staff import CourseRole
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l

ROLES: Mapping[CourseRole, str] = {
    CourseRole.INSTRUCTOR: _l("Author"),
    CourseRole.REVIEWER: _l("Reviewer"),
    CourseRole.TRANSLATOR: _l("Translator"),
}
"""What people do for a course, as everybody says it."""


class RolesForm(Form):
    """Ask what somebody does for a course."""

    roles = SelectMultipleField(
        _l("What they do"),
        [InputRequired(_l("Please tick at least one."))],
        choices=lambda: {role.value: str(name) for role, name in ROLES.items()},
    )

    def chosen(self) -> frozenset[CourseRole]:
        """Return what was ticked."""
        return frozenset(CourseRole(role) for role in self.roles.data or ())


class PersonForm(RolesForm):
    """Ask who joins, and for what."""

    login = TidyField(
        _l("E-mail address or user name"),
        [DataRequired(_l("Please fill this in."))],
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )
