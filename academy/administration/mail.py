"""What letters about people's data say."""

from collections.abc import Iterable

from academy.kernel.languages import Language
from academy.mail import Letter
from academy.web.i18n import words_in


def idle_letter(to: str, language: Language, *, name: str, address: str) -> Letter:
    """Return the warning that an account which nobody uses will be erased."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello %(name)s,") % {"name": name},
        _("you have not used your account at the China-ASEAN Digital Academy for a long time."),
        _("In thirty days it will be erased, with everything in it. To keep it, open this page:"),
        address,
        _("If you do not need it any more, do nothing."),
    )
    return _written(to, _("Your account will be erased"), paragraphs)


def merged_letter(to: str, language: Language, *, name: str, login: str, address: str) -> Letter:
    """Return the letter that says by what to sign in, now that two accounts are one."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello %(name)s,") % {"name": name},
        _("you had two accounts at the China-ASEAN Digital Academy. They are one now, with all "
          "your courses and certificates."),
        _("From now on, sign in as %(login)s:") % {"login": login},
        address,
        _("If you think that this is a mistake, please write to your organisation."),
    )  # fmt: skip
    return _written(to, _("Your two accounts are one now"), paragraphs)


def gathered_letter(to: str, language: Language, *, name: str, address: str) -> Letter:
    """Return the letter that says that an administrator has gathered a person's data."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello %(name)s,") % {"name": name},
        _("an administrator has gathered everything that the China-ASEAN Digital Academy keeps "
          "about you, because somebody asked for it in your name."),
        _("You can have the same file at any time, on this page:"),
        address,
        _("If you did not ask for it, please write to your organisation."),
    )  # fmt: skip
    return _written(to, _("Your data was gathered"), paragraphs)


def _written(to: str, subject: str, paragraphs: Iterable[str]) -> Letter:
    return Letter(to, subject, "\n\n".join(paragraphs) + "\n")
