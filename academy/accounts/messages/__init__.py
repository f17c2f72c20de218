"""What refusals say, and what other pages of accounts call things."""

from enum import StrEnum

from academy.accounts.messages.consents import AGREEMENTS, CONSENT_REFUSALS
from academy.accounts.messages.importing import ROWS
from academy.accounts.messages.people import DEEDS, KINDS, PEOPLE, ROLES
from academy.accounts.messages.signing import REFUSALS as SIGNING

__all__ = [
    "AGREEMENTS",
    "DEEDS",
    "KINDS",
    "REFUSALS",
    "ROLES",
]

REFUSALS: dict[StrEnum, str] = {**SIGNING, **CONSENT_REFUSALS, **PEOPLE, **ROWS}
