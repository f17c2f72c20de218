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


def welcome_letter(to: str, language: Language, *, name: str, address: str) -> Letter:
    """Return the letter that leads somebody in whose access an administrator opened."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello %(name)s,") % {"name": name},
        _("your organisation opened a way for you into the China-ASEAN Digital Academy."),
        _("Open this page within seven days and choose a password:"),
        address,
        _("Then sign in with this e-mail address and that password."),
    )
    return Letter(to, _("Choose your password"), "\n\n".join(paragraphs) + "\n")


def guardian_letter(to: str, language: Language, *, name: str, address: str) -> Letter:
    """Return the letter that asks a parent or guardian, in the learner's language."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello,"),
        _(
            "%(name)s would like to learn at the China-ASEAN Digital Academy and gave us your "
            "address as that of a parent or guardian. The courses are free of charge."
        )
        % {"name": name},
        _(
            "At that age you have to agree first. Open this page within 14 days: it says what we "
            "keep, and lets you answer yes or no."
        ),
        address,
        _("If you answer no, everything is erased. If you do nothing, the account stays closed."),
    )
    return Letter(to, _("May your child learn with us?"), "\n\n".join(paragraphs) + "\n")


def opened_letter(to: str, language: Language, *, name: str, address: str) -> Letter:
    """Return the letter that tells a learner that the guardian agreed."""
    _ = words_in(language).gettext
    paragraphs = (
        _("Hello %(name)s,") % {"name": name},
        _("your parent or guardian agreed: your account is open now. Sign in here:"),
        address,
    )
    return Letter(to, _("Your account is open"), "\n\n".join(paragraphs) + "\n")
