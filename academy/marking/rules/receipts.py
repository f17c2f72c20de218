"""Receipts as people write them down and read them out."""

from academy.kernel.ids import CROCKFORD
from academy.kernel.text import normal

_LETTERS = 8
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = str.maketrans(dict.fromkeys("-‐‑‒–—−_. \u00a0", None))


def receipt_meant(text: str) -> str | None:
    """Return the receipt that somebody meant, such as `K7Q2-9XWM`; `None` where it is none.

    Capitals, spaces and the dash do not matter, nor does a letter that looks like a digit.
    """
    plain = normal(text[:200], "NFKC").upper().translate(_BETWEEN).translate(_MEANT).strip()
    if len(plain) != _LETTERS or set(plain) - set(CROCKFORD):
        return None
    return f"{plain[:4]}-{plain[4:]}"
