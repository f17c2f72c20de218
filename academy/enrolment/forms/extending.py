"""What staff fill in to give one learner more time."""

from datetime import datetime
from typing import cast

from wtforms.validators import InputRequired, Length

from academy.enrolment.forms.moments import MomentField, Zone
from academy.enrolment.queries import MoreTime
from academy.enrolment.rules.extending import LONGEST_REASON
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l


class ExtensionForm(Form):
    """Ask until when a learner has time, and why."""

    until = MomentField(_l("New deadline"), missing=_l("Please give a day and a time."))
    reason = TidyField(
        _l("Reason"),
        [
            InputRequired(_l("Please say why: the learner reads it, too.")),
            Length(max=LONGEST_REASON, message=_l("A reason has at most 500 letters.")),
        ],
    )

    def more_time(self, zone: Zone) -> MoreTime:
        """Return what was filled in, once the form is valid."""
        return MoreTime(cast("datetime", zone.moment(self.until.data)), str(self.reason.data))
