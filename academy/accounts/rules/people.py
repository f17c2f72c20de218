"""What administrators may do to other people, and which user name a newcomer gets. Pure."""

import unicodedata
from collections.abc import Collection
from enum import StrEnum
from itertools import count
from uuid import UUID

from academy.kernel.actor import Role
from academy.kernel.text import fold

Held = Collection[tuple[Role, UUID]]
"""Roles, each with the organisation in which it is held."""

_LONGEST_STEM = 40
_SPELT = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
"""Latin letters that Unicode does not take apart."""


class PersonRefused(StrEnum):
    """Why something cannot be done to a person."""

    EMAIL_IN_USE = "email_in_use"
    USERNAME_IN_USE = "username_in_use"
    OWN_LAST_ROLE = "own_last_role"
    OWN_ACCOUNT = "own_account"
    NO_WAY_IN = "no_way_in"
    NOT_ACTIVE = "not_active"
    ACCOUNT_MERGED = "account_merged"
    AWAITS_GUARDIAN = "awaits_guardian"


def removal_refused(held: Held, role: Role, organisation: UUID) -> PersonRefused | None:
    """Say why a person cannot give up a role of their own: they would be shut out.

    `held` are all the roles that the person has.
    """
    administers = {(kept, where) for kept, where in held if kept is Role.ADMIN}
    is_last = administers == {(role, organisation)}
    return PersonRefused.OWN_LAST_ROLE if is_last else None


def username_stem(name: str) -> str | None:
    """Return a name as a user name would have it, `dang.thi.ngoc`; `None` if it is not Latin."""
    plain = unicodedata.normalize("NFKD", fold(name).translate(_SPELT))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in kept).split()
    stem = ".".join(words)[:_LONGEST_STEM].strip(".")
    return stem if len(stem) > 1 and stem.replace(".", "").isascii() else None


def free_username(stem: str, taken: Collection[str]) -> str:
    """Return the user name, with the lowest number behind it that nobody has."""
    if stem not in taken:
        return stem
    return next(name for number in count(2) if (name := f"{stem}{number}") not in taken)


def random_username(country: str | None, tail: str) -> str:
    """Return a short user name that anybody can type, `la-7k2q`: a country and a random tail."""
    return f"{country or 'me'}-{tail}".lower()
