"""When a quiz is open, as staff fill it in: in their own time zone."""

from datetime import UTC, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError

from academy.assessment.rules.conditions import LONGEST_CODE, Opening
from academy.kernel.text import fold
from academy.web.forms import Form, TidyField
from academy.web.i18n import _l

_SHAPES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
_YEARS = range(2000, 2200)
_NO_MOMENT = _l("Please write the day and the time like this: 2026-11-30T08:00")


class MomentField(DateTimeLocalField):
    """A day and a time of day, as a browser asks for them: without a time zone."""

    def __init__(self, label: str, **more: Any) -> None:
        """Take what every field takes; it may always be left empty."""
        told = {"format": _SHAPES, "invalid_value_message": _NO_MOMENT}
        super().__init__(label, [Optional()], **told, **more)

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: ARG002, FBT001 - as WTForms calls it
        """Refuse a year that nobody means: it may not even have a time in another zone."""
        if self.data is not None and self.data.year not in _YEARS:
            raise ValidationError(_NO_MOMENT)


class TermsForm(Form):
    """Ask when a quiz opens and closes, and for the code that opens it."""

    opens_at = MomentField(_l("Opens"))
    closes_at = MomentField(_l("Closes"))
    code = TidyField(
        _l("Access code"),
        render_kw={
            "autocapitalize": "characters",
            "autocomplete": "off",
            "maxlength": str(LONGEST_CODE),
            "spellcheck": "false",
        },
    )

    @classmethod
    def of(cls, opening: Opening, zone: str) -> Self:
        """Return the form as it was sent, or filled with what holds, in a time zone."""
        return cls.from_request(
            opens_at=_here(opening.opens_at, zone),
            closes_at=_here(opening.closes_at, zone),
            code=opening.code or "",
        )

    def opening(self, zone: str) -> Opening:
        """Return what was filled in, once the form is valid; a code has something to be typed."""
        code = str(self.code.data or "")
        return Opening(
            _moment(self.opens_at.data, zone),
            _moment(self.closes_at.data, zone),
            code if fold(code) else None,
        )


def _here(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None


def _moment(typed: datetime | None, zone: str) -> datetime | None:
    return typed.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if typed else None
