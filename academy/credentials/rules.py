"""What makes a certificate, and how one is named."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from academy.content.catalogues import Localised as Words
from academy.kernel.ids import CROCKFORD
from academy.kernel.text import normal

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_PARTING = re.compile(r"[\s\u200b-\u200d\u2010-\u2015\u2212\u30fc_.-]+")
_GROUP, _GROUPS = 4, 3
_LETTERS = frozenset(CROCKFORD)


class CredentialRefused(StrEnum):
    """Why a certificate is not issued, or not revoked."""

    NOT_COMPLETED = "not-completed"
    UNKNOWN = "unknown"
    ALREADY_REVOKED = "already-revoked"
    NO_REASON = "no-reason"


class Standing(StrEnum):
    """What anyone may learn about a certificate's number."""

    GENUINE = "genuine"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def may_revoke(*, revoked_at: datetime | None, why: str) -> CredentialRefused | None:
    """Tell why a certificate cannot be revoked: it is already, or nobody says what for."""
    if revoked_at is not None:
        return CredentialRefused.ALREADY_REVOKED
    return None if why else CredentialRefused.NO_REASON


def canonical_id(typed: str) -> str | None:
    """Return the public id that somebody means, as it is printed; `None` where it cannot be one.

    Case, full-width letters, and hyphens and spaces anywhere do not matter; `O` is read as zero,
    `I` and `L` as one (Crockford's base 32). A canonical id is returned as it is.
    """
    plain = _PARTING.sub("", normal(typed, "NFKC")).upper().translate(_MISREAD)
    if len(plain) != _GROUP * _GROUPS or not _LETTERS.issuperset(plain):
        return None
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def words_in(texts: Mapping[str, str], language: str, source: str) -> Words:
    """Return a text as it was issued in a language, or else in the course's own."""
    found = language if language in texts else source
    return Words(texts[found], found)
