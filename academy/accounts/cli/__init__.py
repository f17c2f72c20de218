"""`flask users` and `flask organisations`: people, their roles, and where they belong."""

from academy.accounts.cli import care, importing
from academy.accounts.cli.organisations import organisations
from academy.accounts.cli.users import (
    add,
    grant,
    list_people,
    users,
)

__all__ = [
    "add",
    "care",
    "grant",
    "importing",
    "list_people",
    "organisations",
    "users",
]
