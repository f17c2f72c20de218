"""Files that are sent to be looked at first: kept by their digests, and decided about in a form.

A page names the file it speaks of in its address, so it can be loaded again and needs no script.
"""

from collections.abc import Iterable

from flask import request

from academy.files.store import NotStored, current_store
from academy.kernel.refusal import NotFound

DECISION = "text-"
"""What the names of fields begin with that decide a conflict; its token follows."""

SHOWN = 100
"""How many changes of a kind a page shows; a conflict that is not shown is kept."""


def sent_file() -> bytes:
    """Return the file that was sent, empty for none."""
    sent = request.files.get("file")
    return sent.read() if sent else b""


def stored_file(name: str, kinds: Iterable[str]) -> bytes:
    """Return a file of one of these kinds that was sent before."""
    if not name.endswith(tuple(kinds)):
        raise NotFound
    try:
        return current_store().get(name)
    except NotStored:
        raise NotFound from None


def taken() -> set[str]:
    """Return the tokens of conflicts in which what the file says is to be taken."""
    every = request.form.get("every", "")
    return {
        name.removeprefix(DECISION)
        for name, value in request.form.items()
        if name.startswith(DECISION) and (every or value) == "take"
    }
