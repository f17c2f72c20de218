"""Publishing, a second look, and putting a course away, as they are sent."""

from wtforms import HiddenField
from wtforms.validators import AnyOf, InputRequired, Length

from academy.authoring.forms.fields import WordsField
from academy.authoring.rules.coming import Wish
from academy.authoring.rules.publishing import Verdict
from academy.web.forms import Form
from academy.web.i18n import _l

_NOTE = 2_000


class PublishForm(Form):
    """The version that its author looked at, and our own word that nothing stands in its way."""

    expected = HiddenField(validators=[InputRequired()])
    seal = HiddenField()


class ReviewForm(Form):
    """What a reviewer should know."""

    note = WordsField(_l("What should the reviewer look at?"), [Length(max=_NOTE)])


class VerdictForm(Form):
    """What a reviewer says."""

    comment = WordsField(_l("What do you say to the author?"), [Length(max=_NOTE)])
    verdict = HiddenField(validators=[AnyOf([verdict.value for verdict in Verdict])])


class WishForm(Form):
    """What is to become of a course."""

    wish = HiddenField(validators=[AnyOf([wish.value for wish in Wish])])
