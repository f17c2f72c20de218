"""A moment as staff fill it in: in their own time zone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional, ValidationError

from academy.web.i18n import _l

_SHAPES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
_YEARS = range(2000, 2200)
_NO_MOMENT = _l("Please write the day and the time like this: 2026-11-30T08:00")


class MomentField(DateTimeLocalField):
    """A day and a time of day, as a browser asks for them: without a time zone."""

    def __init__(self, label: str, *, missing: str = "", **more: Any) -> None:
        """Take what every field takes; it may be left empty, unless there are words for that."""
        told = {"format": _SHAPES, "invalid_value_message": _NO_MOMENT}
        validators = [InputRequired(missing)] if missing else [Optional()]
        super().__init__(label, validators, **told, **more)

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: ARG002, FBT001 - as WTForms calls it
        """Refuse a year that nobody means: it may not even have a time in another zone."""
        if self.data is not None and self.data.year not in _YEARS:
            raise ValidationError(_NO_MOMENT)


@dataclass(frozen=True, slots=True)
class Zone:
    """The time zone in which somebody fills moments in, by its IANA name."""

    name: str

    def here(self, moment: datetime | None) -> datetime | None:
        """Return a moment as a browser shows it in a field."""
        return moment.astimezone(ZoneInfo(self.name)).replace(tzinfo=None) if moment else None

    def moment(self, typed: datetime | None) -> datetime | None:
        """Return the moment that was typed."""
        return typed.replace(tzinfo=ZoneInfo(self.name)).astimezone(UTC) if typed else None
