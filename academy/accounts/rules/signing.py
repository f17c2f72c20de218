"""What a name, a way in and a password may look like. Pure."""

import re
import unicodedata
from enum import StrEnum

from academy.kernel.text import fold, normal

LONGEST_NAME = 120
LONGEST_EMAIL = 254
LONGEST_USERNAME = 64
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
"""A bound on work, far above any passphrase: hashing takes longer for longer texts."""

_SHORTEST_USERNAME = 2
_LONGEST_LOCAL_PART = 64
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_NOT_IN_ADDRESSES = frozenset(' "(),:;<>[]\\')
_IN_USERNAMES = frozenset(".-_")
_IN_LATIN_NAMES = frozenset(" .,-'’ʼ")

_COMMON_ONES = """
00000000 11111111 12121212 12341234 12344321 123123123 12345678 123456789 1234567890 1234qwer
11223344 22222222 55555555 66666666 77777777 87654321 88888888 987654321 9876543210 99999999
147258369 123qwe123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx a1234567 a12345678 aa123456 aa123456789
abc12345 abcd1234 abcdefgh admin123 administrator adobe123 asdf1234 asdfasdf asdfghjk asdfghjkl
baseball bismillah charlie1 computer football iloveyou iloveyou1 internet jakarta1 kamusta123
letmein1 liverpool mahalkita malaysia michelle monkey123 myanmar1 mypassword p@ssw0rd p@ssword
pass1234 passw0rd password password! password1 password12 password123 princess q1w2e3r4
q1w2e3r4t5 qazwsxedc qwer1234 qwerty12 qwerty123 qwertyui qwertyuiop rahasia1 sayang123
sayangku secret123 singapore starwars student1 students sunshine superman thailand trustno1
vietnam1 welcome1 welcome123 whatever woaini1314 woaini520 zaq12wsx zxcvbnm1 zxcvbnm123
"""
_COMMON = frozenset(_COMMON_ONES.split())
"""Passwords that every list of stolen ones begins with, here and in the countries we serve."""


class InputRefused(StrEnum):
    """What is wrong with something a person typed about themselves."""

    EMAIL_MALFORMED = "email_malformed"
    USERNAME_MALFORMED = "username_malformed"
    NAME_WITHOUT_LETTERS = "name_without_letters"
    NAME_TOO_LONG = "name_too_long"
    NAME_NOT_LATIN = "name_not_latin"
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105 - a code
    PASSWORD_TOO_LONG = "password_too_long"  # noqa: S105 - a code
    PASSWORD_COMMON = "password_common"  # noqa: S105 - a code
    PASSWORD_IS_LOGIN = "password_is_login"  # noqa: S105 - a code


class AccountRefused(StrEnum):
    """Why an account could not be made, entered or changed."""

    EMAIL_TAKEN = "email_taken"
    USERNAME_TAKEN = "username_taken"
    HAS_EMAIL = "has_email"
    NOT_RECOGNISED = "not_recognised"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a code


def is_email(login: str) -> bool:
    """Tell whether somebody meant an e-mail address: user names have no `@`."""
    return "@" in fold(login)


def valid_email(text: str) -> bool:
    """Tell whether a text has the shape of an e-mail address, in any script.

    Only a letter sent there proves more, so nothing is refused that could be one (RFC 6531).
    """
    address = fold(text)
    local, _, domain = address.rpartition("@")
    labels = domain.split(".")
    return (
        0 < len(local) <= _LONGEST_LOCAL_PART
        and len(address) <= LONGEST_EMAIL
        and "@" not in local
        and address.isprintable()
        and not _NOT_IN_ADDRESSES & set(address)
        and len(labels) > 1
        and all(_is_label(label) for label in labels)
    )


def valid_username(text: str) -> bool:
    """Tell whether a text may be a user name: letters and digits of any script, `.-_` inside."""
    name = fold(text)
    return (
        _SHORTEST_USERNAME <= len(name) <= LONGEST_USERNAME
        and name[0].isalnum()
        and all(_is_kept(letter) or letter in _IN_USERNAMES for letter in name)
    )


def login_refused(login: str) -> InputRefused | None:
    """Say what is wrong with a new e-mail address or user name."""
    if is_email(login):
        return None if valid_email(login) else InputRefused.EMAIL_MALFORMED
    return None if valid_username(login) else InputRefused.USERNAME_MALFORMED


def email_refused(text: str) -> InputRefused | None:
    """Say what is wrong with an e-mail address."""
    return None if valid_email(text) else InputRefused.EMAIL_MALFORMED


def name_refused(name: str) -> InputRefused | None:
    """Say what is wrong with a person's name, in whatever script they write it."""
    if not any(unicodedata.category(letter).startswith("L") for letter in name):
        return InputRefused.NAME_WITHOUT_LETTERS
    return InputRefused.NAME_TOO_LONG if len(name) > LONGEST_NAME else None


def latin_name_refused(name: str) -> InputRefused | None:
    """Say what is wrong with the Latin spelling of a name; having none is fine."""
    if len(name) > LONGEST_NAME:
        return InputRefused.NAME_TOO_LONG
    return None if not name or is_latin_name(name) else InputRefused.NAME_NOT_LATIN


def is_latin_name(name: str) -> bool:
    """Tell whether a name is written in Latin letters, with any accents (`Đặng Thị Ngọc`)."""
    return any(letter.isalpha() for letter in name) and all(map(_is_latin, name))


def password_refused(password: str, login: str = "") -> InputRefused | None:
    """Say what is wrong with a new password: its length decides, not its kinds of letters."""
    known, new = fold(login), normal_password(password)
    if len(new) < SHORTEST_PASSWORD:
        return InputRefused.PASSWORD_TOO_SHORT
    if len(new) > LONGEST_PASSWORD:
        return InputRefused.PASSWORD_TOO_LONG
    if fold(new) in _COMMON or len(set(new)) == 1:
        return InputRefused.PASSWORD_COMMON
    if known and fold(new) in {known, known.partition("@")[0]}:
        return InputRefused.PASSWORD_IS_LOGIN
    return None


def normal_password(password: str) -> str:
    """Return a password as every keyboard gives it: one text has one form (NFC)."""
    return normal(password)


def searched_text(*told: str | None) -> str:
    """Return what a person is looked for by: names and ways in, folded, in one line."""
    return fold(" ".join(filter(None, told)))


def _is_label(label: str) -> bool:
    # Marks are letters' parts in Thai, Khmer or Tamil, though `\w` knows nothing of them.
    bare = "".join(letter for letter in label if not unicodedata.category(letter).startswith("M"))
    return bool(_LABEL.fullmatch(bare))


def _is_kept(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"


def _is_latin(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return letter in _IN_LATIN_NAMES or name.startswith(("LATIN ", "COMBINING "))
