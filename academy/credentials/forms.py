"""What somebody who checks a certificate fills in."""

from academy.web.forms import Form, TidyField
from academy.web.i18n import _l


class NumberForm(Form):
    """Ask for a certificate's number."""

    number = TidyField(
        _l("Certificate number"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
