"""What letters about cohorts say."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale, dates

from academy.kernel.languages import Language
from academy.mail import Letter
from academy.web.i18n import words_in

_UTC = "UTC"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for. Moments are said in `zone`, or in UTC."""

    to: str
    name: str
    language: Language
    zone: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter is about: the cohort, its course, and its dates for this reader."""

    cohort: str
    course: str
    begins_at: datetime | None
    deadline: datetime | None


def seat_letter(reader: Reader, told: Told, *, address: str) -> Letter:
    """Return the letter to somebody who has a seat now; `address` leads to the course."""
    _ = words_in(reader.language).gettext
    names = {"cohort": told.cohort, "course": told.course}
    paragraphs = [
        _("Hello %(name)s,") % {"name": reader.name},
        _("you have a seat in the cohort “%(cohort)s” of the course “%(course)s”.") % names,
    ]
    if told.begins_at:
        begins = _moment(told.begins_at, reader)
        paragraphs.append(_("It begins on %(moment)s (%(zone)s).") % begins)
    if told.deadline:
        until = _moment(told.deadline, reader)
        paragraphs.append(_("You have time until %(moment)s (%(zone)s).") % until)
    paragraphs += [
        _("The course is here:"),
        address,
        _("If you do not want the seat any more, leave the course there: somebody else gets it."),
    ]
    return _letter(reader, _("You have a seat"), paragraphs)


def declined_letter(reader: Reader, told: Told, *, address: str) -> Letter:
    """Return the letter to somebody who gets no seat; `address` leads to the course's page."""
    _ = words_in(reader.language).gettext
    names = {"cohort": told.cohort, "course": told.course}
    paragraphs = [
        _("Hello %(name)s,") % {"name": reader.name},
        _(
            "you asked for a seat in the cohort “%(cohort)s” of the course “%(course)s”. Those who "
            "look after it could not give you one."
        )
        % names,
        _("What else there is in this course, you see here:"),
        address,
    ]
    return _letter(reader, _("About your request for a seat"), paragraphs)


def _letter(reader: Reader, subject: str, paragraphs: list[str]) -> Letter:
    return Letter(reader.to, subject, "\n\n".join(paragraphs) + "\n")


def _moment(moment: datetime, reader: Reader) -> dict[str, str]:
    """Return a moment in the reader's words and time zone, and what that zone adds to UTC."""
    locale, zone = Locale.parse(reader.language.babel), ZoneInfo(reader.zone or _UTC)
    here = moment.astimezone(zone)
    return {
        "moment": dates.format_datetime(here, "medium", tzinfo=zone, locale=locale),
        "zone": dates.get_timezone_gmt(here, "long", locale),
    }
