"""What refusals say."""

from enum import StrEnum

from academy.accounts.rules import AccountRefused, InputRefused
from academy.web.i18n import _l

# Whoever registers is told that an address or a user name is taken. For user names there is no
# other way. For e-mail addresses there is (pretend, and write to the owner), but our learners often
# forget that they have an account, or share a phone, and a letter that they never open would leave
# them outside. What this tells a stranger is slowed by the limit on guesses.
REFUSALS: dict[StrEnum, str] = {
    AccountRefused.EMAIL_TAKEN: _l(
        "There is an account with this e-mail address already. Sign in, or ask for a new password."
    ),
    AccountRefused.USERNAME_TAKEN: _l(
        "Somebody has this user name already. Choose another, for example with a number at the end."
    ),
    AccountRefused.HAS_EMAIL: _l("Your account has an e-mail address already."),
    AccountRefused.NOT_RECOGNISED: _l(
        "The name or the password is not right. Check both: is the keyboard in the right language?"
    ),
    AccountRefused.WRONG_PASSWORD: _l("This is not your present password."),
    InputRefused.EMAIL_MALFORMED: _l(
        "This is not an e-mail address. One looks like noi@example.org."
    ),
    InputRefused.USERNAME_MALFORMED: _l(
        "A user name has 2 to 64 letters or digits, and no spaces. Dots, hyphens and underscores "
        "may stand between them."
    ),
    InputRefused.NAME_WITHOUT_LETTERS: _l("Write your name with letters of any script."),
    InputRefused.NAME_TOO_LONG: _l("This name is too long: at most 120 letters fit."),
    InputRefused.NAME_NOT_LATIN: _l(
        "Use Latin letters only here, as in your passport. Leave it empty if you have no such "
        "spelling."
    ),
    InputRefused.PASSWORD_TOO_SHORT: _l("Use at least 8 letters. Three or four words are good."),
    InputRefused.PASSWORD_TOO_LONG: _l("Use at most 200 letters."),
    InputRefused.PASSWORD_COMMON: _l(
        "Many people use this password, so it is the first that a thief tries. Choose another."
    ),
    InputRefused.PASSWORD_IS_LOGIN: _l(
        "A password must differ from your e-mail address or user name."
    ),
}
