"""Changes to people, to how they come in, and to where they belong."""

from academy.accounts.service.acting import (
    By,
)
from academy.accounts.service.cards import (
    MOST_CARDS,
    PrintedCard,
    digest_of,
    drawn,
    make_cards,
    use_card,
)
from academy.accounts.service.organisations import add_organisation, grant
from academy.accounts.service.others import (
    NO_PASSWORD,
    WaysIn,
    add_person,
    change_person,
    deactivate,
    invite,
    propose_username,
    reactivate,
    reset_access,
)
from academy.accounts.service.people import (
    TERMS,
    TERMS_VERSION,
    Newcomer,
    Profile,
    add_email,
    register,
    update_profile,
)
from academy.accounts.service.places import (
    OrganisationFacts,
    add_below,
    change_organisation,
    close_organisation,
    move_organisation,
    open_organisation,
)
from academy.accounts.service.roles import (
    give_role,
    take_role,
)
from academy.accounts.service.signing import (
    INVITED_FOR,
    account_of_token,
    ask_reset,
    change_password,
    hash_password,
    is_outdated,
    recognise,
    renew_hash,
    reset_token,
)

__all__ = [
    "INVITED_FOR",
    "MOST_CARDS",
    "NO_PASSWORD",
    "TERMS",
    "TERMS_VERSION",
    "By",
    "Newcomer",
    "OrganisationFacts",
    "PrintedCard",
    "Profile",
    "WaysIn",
    "account_of_token",
    "add_below",
    "add_email",
    "add_organisation",
    "add_person",
    "ask_reset",
    "change_organisation",
    "change_password",
    "change_person",
    "close_organisation",
    "deactivate",
    "digest_of",
    "drawn",
    "give_role",
    "grant",
    "hash_password",
    "invite",
    "is_outdated",
    "make_cards",
    "move_organisation",
    "open_organisation",
    "propose_username",
    "reactivate",
    "recognise",
    "register",
    "renew_hash",
    "reset_access",
    "reset_token",
    "take_role",
    "update_profile",
    "use_card",
]
