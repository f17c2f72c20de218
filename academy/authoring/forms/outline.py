"""What people send to change an outline."""

from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Length

from academy.authoring.forms.fields import WholeField
from academy.content import bounds
from academy.content.model import UnitKind
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l


def title_field(label: str) -> TidyField:
    """Return a field for a title: a draft may have a poor one, but has one."""
    told = {"maxlength": str(bounds.TITLE), "autocomplete": "off"}
    return TidyField(
        label,
        [
            DataRequired(_l("Please type a title.")),
            Length(max=bounds.TITLE, message=_l("Please choose a shorter title.")),
        ],
        render_kw=told,
    )


class ModuleForm(Form):
    """Ask what a module is called."""

    title = title_field(_l("Title"))


class UnitForm(Form):
    """Ask what a new step is."""

    kind = SelectField(_l("Kind"), choices={kind.value: kind.value for kind in UnitKind})
    title = title_field(_l("Title"))


class SettingsForm(Form):
    """Ask what a step is called, how long it takes, whether it is required and where it stands."""

    title = title_field(_l("Title"))
    minutes = WholeField(_l("Minutes"), low=1, high=bounds.MINUTES)
    required = BooleanField(_l("Required to complete the course"))
    module = TidyField(_l("Module"))
