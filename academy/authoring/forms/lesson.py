"""The text of a lesson as it is sent."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from academy.content import bounds
from academy.content.draft import kept_lesson
from academy.content.text import hidden_mark
from academy.web.forms import Form
from academy.web.i18n import _, _l, number_text


def _is_seen(_form: object, field: TextAreaField) -> None:
    """Refuse a text with a mark that nobody can see, and say where it stands."""
    text = kept_lesson(field.data or "")
    mark = hidden_mark(text)
    if mark is None:
        return
    place = text.index(chr(int(mark.removeprefix("U+"), 16)))
    line = number_text(text.count("\n", 0, place) + 1)
    raise ValidationError(
        _(
            "Line %(line)s holds a mark that nobody can see (%(mark)s). "
            "Delete what stands there, and write it again.",
            line=line,
            mark=mark,
        )
    )


def _is_no_book(_form: object, field: TextAreaField) -> None:
    """Refuse a text of too many letters or lines."""
    text = kept_lesson(field.data or "")
    if len(text) > bounds.LESSON or text.count("\n") > bounds.LESSON_LINES:
        raise ValidationError(_("The lesson is too long to be kept. Divide it into two lessons."))


class LessonForm(Form):
    """A lesson, and the version of it that the writer began from."""

    text = TextAreaField(
        _l("The lesson, in Markdown"),
        [_is_no_book, _is_seen],
    )
    base = HiddenField(validators=[InputRequired()])


class SketchForm(Form):
    """A lesson that is not kept, only looked at, in one of the languages of its course."""

    text = TextAreaField()
    locale = StringField()
