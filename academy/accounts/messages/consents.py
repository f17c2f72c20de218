"""What is said about consents: their names, and why an account cannot be used yet."""

from enum import StrEnum

from academy.accounts.rules.consents import Agreement, ConsentRefused
from academy.web.i18n import _l

CONSENT_REFUSALS: dict[StrEnum, str] = {
    ConsentRefused.BIRTH_MISSING: _l(
        "Enter your date of birth. The law of your country makes us ask how old you are; we do not "
        "keep the date."
    ),
    ConsentRefused.BIRTH_IMPOSSIBLE: _l(
        "This cannot be your date of birth. Enter the year of the international calendar, for "
        "example 2009."
    ),
    ConsentRefused.GUARDIAN_MISSING: _l(
        "At your age a parent or guardian has to agree first. Enter their e-mail address, or say "
        "that they will sign a paper."
    ),
    ConsentRefused.GUARDIAN_MALFORMED: _l(
        "This is not the e-mail address of anybody. One looks like noi@example.org."
    ),
    ConsentRefused.GUARDIAN_IS_LEARNER: _l(
        "This is your own address. Enter that of a parent or guardian."
    ),
    ConsentRefused.GUARDIAN_AWAITED: _l(
        "Your account waits until a parent or guardian agrees to it. Then you can sign in."
    ),
    ConsentRefused.COUNTRY_ASKS_GUARDIAN: _l(
        "In this country a parent or guardian has to agree first at your age. Ask whoever runs "
        "your course to write their consent down."
    ),
}
AGREEMENTS: dict[str, str] = {
    Agreement.TERMS.value: _l("Terms of use"),
    Agreement.PRIVACY.value: _l("Privacy notice"),
    Agreement.GUARDIAN.value: _l("Consent of a parent or guardian"),
}
