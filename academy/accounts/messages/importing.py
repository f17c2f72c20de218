"""What pages about files of people say."""

from enum import StrEnum

from academy.accounts.rules.importing import RowRefused
from academy.web.i18n import _l

ROWS: dict[StrEnum, str] = {
    RowRefused.UNKNOWN_COUNTRY: _l(
        "“%(word)s” is none of the countries that the Academy serves, in any of its languages."
    ),
    RowRefused.UNKNOWN_LANGUAGE: _l("“%(word)s” is none of the languages of the Academy."),
    RowRefused.UNKNOWN_ROLE: _l(
        "“%(word)s” is no role: learner, instructor, translator or administrator."
    ),
    RowRefused.UNKNOWN_ORGANISATION: _l(
        "You administer no open organisation that is called “%(word)s”."
    ),
    RowRefused.NO_ORGANISATION: _l("The row names no organisation, and none was chosen."),
    RowRefused.ROLE_NOT_ALLOWED: _l(
        "The role “%(word)s” is more than a learner’s. Allow such roles for this file first."
    ),
    RowRefused.BEYOND_REACH: _l(
        "Somebody whom you do not administer signs in by this. "
        "Send them an invitation link of a cohort instead."
    ),
    RowRefused.PARTLY_BEYOND_REACH: _l(
        "This person belongs to other organisations too, so that what is said of them is not yours "
        "to change. Leave the cell blank."
    ),
    RowRefused.CLOSED_ACCOUNT: _l("This account is deactivated. Reactivate it first."),
    RowRefused.TWO_PEOPLE: _l("The user name is one person’s and the e-mail address another’s."),
    RowRefused.OTHER_EMAIL: _l(
        "This person has another e-mail address. Files do not change the address of anybody."
    ),
    RowRefused.OTHER_USERNAME: _l(
        "This person has another user name. Files do not change the user name of anybody."
    ),
}
NO_NAME_COLUMN = _l("Say which column has the names.")
NO_PLACE = _l("Choose the organisation that people belong to, or a column that names it.")
