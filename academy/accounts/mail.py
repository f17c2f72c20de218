"""What letters about accounts say."""

from academy.kernel.languages import Language
from academy.mail import Letter
from academy.web.i18n import words_in


def reset_letter(to: str, language: Language, *, name: str, address: str) -> Letter:
    """Return the letter that leads to a new password, in the recipient's language."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello %(name)s,") % {"name": name},
        _("somebody, probably you, asked for a new password at the China-ASEAN Digital Academy."),
        _("Open this page within one hour and choose one:"),
        address,
        _("If it was not you, do nothing: your password stays as it is."),
    )
    return Letter(to, _("Choose a new password"), "\n\n".join(paragraphs) + "\n")
