"""Short names of what a page has shown, for its form to carry. Pure."""

import hashlib


def token_of(*texts: str) -> str:
    """Return the name of these texts, in this order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]
