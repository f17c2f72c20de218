"""What people agree to, in which version, and from which age they do so alone. Pure.

The texts themselves are pages; a version is the month from which its words hold. Whoever changes
what a text means gives it a new version here: everybody is then asked again when they sign in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from academy.accounts.rules.signing import valid_email
from academy.kernel import privacy
from academy.kernel.text import fold

_OLDEST = 130


class Agreement(StrEnum):
    """What may be agreed to. A guardian agrees for a learner under age to both texts."""

    TERMS = "terms"
    PRIVACY = "privacy"
    GUARDIAN = "guardian"


class ConsentRefused(StrEnum):
    """Why an account cannot be made, opened or moved to another country yet."""

    BIRTH_MISSING = "birth_missing"
    BIRTH_IMPOSSIBLE = "birth_impossible"
    GUARDIAN_MISSING = "guardian_missing"
    GUARDIAN_MALFORMED = "guardian_malformed"
    GUARDIAN_IS_LEARNER = "guardian_is_learner"
    GUARDIAN_AWAITED = "guardian_awaited"
    COUNTRY_ASKS_GUARDIAN = "country_asks_guardian"


VERSIONS: dict[Agreement, str] = {
    Agreement.TERMS: "2026-11",
    Agreement.PRIVACY: "2026-11",
    Agreement.GUARDIAN: "2026-11",
}
"""The version of each that holds now."""
NECESSARY = (Agreement.TERMS, Agreement.PRIVACY)
"""Without these nobody can have an account: to take one back is to have the account erased."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a date of birth means: whether a guardian has to agree, and until when.

    `adult_on` is kept of those only who would be under age in some country that we know.
    """

    adult_on: date | None
    needs_guardian: bool


OPEN = Gate(None, needs_guardian=False)


def outstanding(agreed: Collection[tuple[str, str]]) -> list[Agreement]:
    """Return the necessary texts whose present version is not among those (kind, version)."""
    return [one for one in NECESSARY if (one.value, VERSIONS[one]) not in agreed]


def asks_birth(country: str | None) -> bool:
    """Tell whether the law of a country makes us ask how old somebody is."""
    rule = privacy.rule_for(country)
    return rule.needs_guardian and rule.consent_age is not None


def asks_birth_anywhere() -> bool:
    """Tell whether there is any country whose law makes us ask."""
    return any(asks_birth(country) for country in _known())


def birth_refused(born: date | None, country: str | None, *, today: date) -> ConsentRefused | None:
    """Say what is wrong with a date of birth; where the law does not ask, nothing is."""
    if not asks_birth(country):
        return None
    if born is None:
        return ConsentRefused.BIRTH_MISSING
    is_possible = born < today and today.year - born.year <= _OLDEST
    return None if is_possible else ConsentRefused.BIRTH_IMPOSSIBLE


def gate(born: date | None, country: str | None, *, today: date) -> Gate:
    """Return what a person's age means in their country."""
    grown = privacy.adult_on(born, country) if born else None
    if grown is None:
        return OPEN
    strictest = _later(grown, _strictest_age() - _age(country))
    return Gate(grown if strictest > today else None, needs_guardian=grown > today)


def guardian_refused(email: str, login: str, *, on_paper: bool) -> ConsentRefused | None:
    """Say what is wrong with how a guardian is to be reached."""
    if not email:
        return None if on_paper else ConsentRefused.GUARDIAN_MISSING
    if not valid_email(email):
        return ConsentRefused.GUARDIAN_MALFORMED
    return ConsentRefused.GUARDIAN_IS_LEARNER if fold(email) == fold(login) else None


def moved(adult_on: date | None, *, before: str | None, after: str | None) -> date | None:
    """Return from which day somebody needs no guardian once they live in another country."""
    if adult_on is None or not asks_birth(before) or not asks_birth(after):
        return adult_on
    return _later(adult_on, _age(after) - _age(before))


def _age(country: str | None) -> int:
    return privacy.rule_for(country).consent_age or 0


def _strictest_age() -> int:
    return max(_age(country) for country in _known() if asks_birth(country))


def _known() -> list[str]:
    return [rule.country for rule in (*privacy.RULES.values(), privacy.DEFAULT)]


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
