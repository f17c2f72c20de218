"""What is asked about a list of learners."""

from academy.enrolment.rules.extending import LONGEST_REASON
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l


class ListForm(Form):
    """Why some learners of a list have more time."""

    reason = TidyField(
        _l("Why some have more time, if a column says so"),
        render_kw={"maxlength": str(LONGEST_REASON)},
    )
