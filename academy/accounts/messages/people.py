"""What pages about people, organisations and cards say."""

from collections.abc import Mapping
from enum import StrEnum

from academy.accounts.rules import CardRefused, Kind, OrganisationRefused, PersonRefused
from academy.kernel.actor import Role
from academy.web.i18n import _l

PEOPLE: dict[StrEnum, str] = {
    PersonRefused.EMAIL_IN_USE: _l(
        "Somebody has an account with this e-mail address already. Look for them among the people; "
        "if they are not there, ask those who run the Academy to add them to your organisation."
    ),
    PersonRefused.USERNAME_IN_USE: _l("Somebody has this user name already. Choose another."),
    PersonRefused.OWN_LAST_ROLE: _l(
        "This is the last organisation that you administer. Somebody else has to take it from you."
    ),
    PersonRefused.OWN_ACCOUNT: _l("This cannot be done to your own account."),
    PersonRefused.NO_WAY_IN: _l("A person needs an e-mail address or a user name to sign in."),
    PersonRefused.NOT_ACTIVE: _l("This account is deactivated. Reactivate it first."),
    PersonRefused.ACCOUNT_MERGED: _l("This account was merged into another and is used no more."),
    PersonRefused.AWAITS_GUARDIAN: _l(
        "A parent or guardian has not agreed to this account yet. Write down their consent first."
    ),
    OrganisationRefused.ORGANISATION_UNNAMED: _l("Give the organisation a name."),
    OrganisationRefused.ORGANISATION_NAME_LONG: _l(
        "This name is too long: at most 200 letters fit."
    ),
    OrganisationRefused.ORGANISATION_NAME_TAKEN: _l(
        "Another organisation has this name already. Add a place or a department to it."
    ),
    OrganisationRefused.BELOW_ITSELF: _l("An organisation cannot stand below itself."),
    OrganisationRefused.IS_ACADEMY: _l("The Academy itself cannot be changed, moved or closed."),
    OrganisationRefused.ABOVE_IS_CLOSED: _l("The organisation above is closed. Open it first."),
    OrganisationRefused.OPEN_BELOW: _l(
        "There are organisations below this one that are open. Close or move them first."
    ),
    OrganisationRefused.ORGANISATION_CLOSED: _l(
        "This organisation is closed: nobody can be added to it."
    ),
    CardRefused.CARD_NOT_GOOD: _l(
        "This card lets nobody in. A card is good for one time and for 30 days: check what you "
        "typed, or ask for a new card."
    ),
}
ROLES: Mapping[Role, str] = {
    Role.LEARNER: _l("Learner"),
    Role.INSTRUCTOR: _l("Instructor"),
    Role.TRANSLATOR: _l("Translator"),
    Role.ADMIN: _l("Administrator"),
}
KINDS: Mapping[Kind, str] = {
    Kind.MEMBER_STATE: _l("Member state"),
    Kind.MINISTRY: _l("Ministry"),
    Kind.UNIVERSITY: _l("University"),
    Kind.HUB: _l("Vocational hub"),
    Kind.COMPANY: _l("Company"),
    Kind.OTHER: _l("Other organisation"),
}
DEEDS: Mapping[str, str] = {
    "account.email-added": _l("Added an e-mail address"),
    "account.new-password": _l("Chose a new password"),
    "account.registered": _l("Made the account"),
    "account.reset-asked": _l("Somebody asked for a new password"),
    "card.made": _l("A card was made"),
    "card.used": _l("Came in by a card"),
    "consent.given": _l("Agreed to a text"),
    "consent.recorded": _l("A consent on paper was written down"),
    "consent.refused": _l("A consent was refused"),
    "consent.withdrawn": _l("A consent was taken back"),
    "person.access-reset": _l("Access was reset"),
    "person.added": _l("Was added"),
    "person.changed": _l("What is said of the person was changed"),
    "person.deactivated": _l("Was deactivated"),
    "person.reactivated": _l("Was reactivated"),
    "role.granted": _l("Was given a role"),
    "role.taken": _l("A role was taken away"),
}
"""What was done to a person, as their page says it; other deeds are shown on the audit trail."""
