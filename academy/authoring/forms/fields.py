"""Kinds of fields of the teaching side: a draft may lack words, but what is typed has a shape."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from academy.content import bounds
from academy.content.text import clean, hidden_mark
from academy.web.i18n import _, number_text


class WordsField(TextAreaField):
    """A text of several lines, as a draft keeps it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the text with line feeds, NFC, and no white space around it."""
        self.data = clean(str(valuelist[0]).replace("\r\n", "\n")) if valuelist else ""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - as WTForms calls it
        """Refuse marks that nobody can see."""
        refuse_hidden(str(self.data))


class LinesField(WordsField):
    """A list of texts, one in each line; empty lines say nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the lines that say something."""
        super().process_formdata(valuelist)
        lines = (clean(line) for line in str(self.data).split("\n"))
        self.data = "\n".join(line for line in lines if line)

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts."""
        return tuple(str(self.data).split("\n")) if self.data else ()


class WholeField(StringField):
    """A whole number within bounds, in the digits of any script."""

    def __init__(
        self, label: str, *, low: int, high: int, optional: bool = False, **more: Any
    ) -> None:
        """Take what every field takes besides; an optional one may be left empty."""
        told = {"type": "number", "min": str(low), "max": str(high), "step": "1"}
        super().__init__(label, render_kw=told if optional else {**told, "required": True}, **more)
        self._low, self._high, self._optional = low, high, optional

    @property
    def number(self) -> int | None:
        """The number, or `None` where there is none."""
        typed = str(self.data if self.data is not None else "").strip()
        return int(typed) if typed.isdecimal() and len(typed) <= bounds.NUMBER else None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - as WTForms calls it
        """Refuse what is no such number."""
        if self._optional and not self.data:
            return
        if self.number is None or not self._low <= self.number <= self._high:
            bounds = {"low": number_text(self._low), "high": number_text(self._high)}
            raise ValidationError(
                _("Please type a whole number from %(low)s to %(high)s.", **bounds)
            )


def refuse_hidden(text: str) -> None:
    """Raise `ValidationError` where a text has a mark that nobody can see."""
    told = hidden_text(text)
    if told is not None:
        raise ValidationError(told)


def hidden_text(text: str) -> str | None:
    """Say that a text has a mark that nobody can see, where it has one."""
    mark = hidden_mark(text)
    if mark is None:
        return None
    return _("There is a mark in this text that nobody can see (%(mark)s).", mark=mark)
