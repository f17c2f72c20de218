"""Names for things: keys that sort by time, and short ones that people can read aloud."""

import secrets
from datetime import datetime
from uuid import UUID

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7(now: datetime) -> UUID:
    """Return a UUID version 7 (RFC 9562, section 5.7): milliseconds, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    random = secrets.randbits(74)
    value = (
        milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (2**62 - 1)
    )
    return UUID(int=value)


def key_in(text: str | None) -> UUID | None:
    """Return the key that a text is, or `None` where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def readable_id(groups: int = 3) -> str:
    """Return a random name such as `7KQ2-9XWM-3FTB`, 20 bits a group, without I, L, O and U.

    Crockford's alphabet: nobody mistakes one letter for another, and none makes a word.
    """
    return "-".join("".join(secrets.choice(CROCKFORD) for _ in range(4)) for _ in range(groups))
