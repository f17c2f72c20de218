"""What is asked when a question was wrong: what is done about it, and why."""

from collections.abc import Mapping
from typing import Self

from flask import request
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from academy.assessment.rules.corrections import CorrectionKind
from academy.marking.forms.grades import reason_field
from academy.web.forms import Form
from academy.web.i18n import _l


class CorrectionForm(Form):
    """Ask what is done about a question, and why."""

    kind = RadioField(_l("What is to be done"), [InputRequired(_l("Please choose one of these."))])
    text = TextAreaField(
        _l("The question as it should have been"),
        render_kw={"rows": "16", "class": "code", "spellcheck": "false", "autocapitalize": "none"},
    )
    reason = reason_field(_l("Reason, which learners whose score changes can read"))

    @classmethod
    def of(cls, kinds: Mapping[CorrectionKind, str], text: str) -> Self:
        """Return the form as it was sent, or as it is first shown, with the question's `text`."""
        is_sent = request.method == "POST"
        form = cls(request.form if is_sent else None, data={"text": text})
        form.kind.choices = [(kind.value, str(words)) for kind, words in kinds.items()]
        return form
