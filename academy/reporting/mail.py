"""What letters about scheduled reports say."""

from dataclasses import dataclass
from datetime import date

from academy.kernel.languages import Language
from academy.mail import Letter
from academy.web.i18n import date_text, number_text, words_in


@dataclass(frozen=True, slots=True)
class Made:
    """What a letter tells of a report that was made: nothing that is in it.

    `rows` is empty where it could not be made. `address` is where it lies, `settings` where the
    letters are ended.
    """

    name: str
    day: date
    rows: int | None
    address: str
    settings: str


def report_letter(to: str, language: Language, *, name: str, made: Made) -> Letter:
    """Return the letter about a scheduled report, in the recipient's language."""
    _ = words_in(language).gettext
    ready = made.rows is not None
    subject = _("Your report is ready") if ready else _("Your report could not be made")
    told = (_ready if ready else _failed)(language, made)
    paragraphs = (_("Hello %(name)s,") % {"name": name}, *told)
    return Letter(to, subject, "\n\n".join(paragraphs) + "\n")


def _ready(language: Language, made: Made) -> tuple[str, ...]:
    _, _n = words_in(language).gettext, words_in(language).ngettext
    rows = made.rows or 0
    told = {"report": made.name, "day": date_text(made.day, language=language)}
    number = {"number": number_text(rows, language)}
    return (
        _("the report “%(report)s” is ready, as of the end of %(day)s (UTC).") % told,
        _n("It has %(number)s row.", "It has %(number)s rows.", rows) % number,
        _("Sign in and open this page to see it and to take it away:"),
        made.address,
        _("You get this letter because you asked for it. To end these letters, open this page:"),
        made.settings,
    )


def _failed(language: Language, made: Made) -> tuple[str, ...]:
    _ = words_in(language).gettext
    told = {"report": made.name, "day": date_text(made.day, language=language)}
    return (
        _("the report “%(report)s”, as of the end of %(day)s (UTC), could not be made.") % told,
        _("Sign in and open this page to make it yourself, or to end these letters:"),
        made.settings,
    )
