"""Pages of accounts: coming in, one's own account, and the people and organisations of others."""

from academy.accounts.views import (
    account,
    cards,
    consents,
    entering,
    guardian,
    importing,
    importing_rows,
    organisations,
    people,
    person,
    person_acts,
    recovery,
)
from academy.accounts.views.shared import pages

__all__ = (
    "account",
    "cards",
    "consents",
    "entering",
    "guardian",
    "importing",
    "importing_rows",
    "organisations",
    "pages",
    "people",
    "person",
    "person_acts",
    "recovery",
)
