"""What an organisation may be called, and where in the tree it may stand. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

LONGEST_ORGANISATION = 200


class Kind(StrEnum):
    """What sort of body an organisation is."""

    MEMBER_STATE = "member_state"
    MINISTRY = "ministry"
    UNIVERSITY = "university"
    HUB = "hub"
    COMPANY = "company"
    OTHER = "other"


class OrganisationRefused(StrEnum):
    """Why an organisation cannot be as somebody wants it."""

    ORGANISATION_UNNAMED = "organisation_unnamed"
    ORGANISATION_NAME_LONG = "organisation_name_long"
    ORGANISATION_NAME_TAKEN = "organisation_name_taken"
    BELOW_ITSELF = "below_itself"
    IS_ACADEMY = "is_academy"
    ABOVE_IS_CLOSED = "above_is_closed"
    OPEN_BELOW = "open_below"
    ORGANISATION_CLOSED = "organisation_closed"


def organisation_name_refused(name: str) -> OrganisationRefused | None:
    """Say what is wrong with what an organisation is to be called."""
    if not any(letter.isalnum() for letter in name):
        return OrganisationRefused.ORGANISATION_UNNAMED
    too_long = len(name) > LONGEST_ORGANISATION
    return OrganisationRefused.ORGANISATION_NAME_LONG if too_long else None


def move_refused(
    lines: Mapping[UUID, UUID | None], moved: UUID, to: UUID
) -> OrganisationRefused | None:
    """Say why an organisation cannot stand below another: it would stand below itself.

    `lines` gives the parent of every organisation.
    """
    return OrganisationRefused.BELOW_ITSELF if moved in above(lines, to) else None


def above(lines: Mapping[UUID, UUID | None], organisation: UUID) -> list[UUID]:
    """Return an organisation and all above it, from itself upward; a ring ends where it began."""
    found: list[UUID] = []
    here: UUID | None = organisation
    while here is not None and here not in found:
        found.append(here)
        here = lines.get(here)
    return found
