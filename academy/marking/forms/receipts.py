"""A receipt, as somebody types it in."""

from wtforms.validators import InputRequired

from academy.web.forms import Form, TidyField
from academy.web.i18n import _l


class ReceiptForm(Form):
    """Ask for a receipt."""

    code = TidyField(
        _l("Receipt"),
        [InputRequired(_l("Please fill this in."))],
        render_kw={
            "autocapitalize": "characters",
            "autocomplete": "off",
            "maxlength": "64",
            "spellcheck": "false",
        },
    )
