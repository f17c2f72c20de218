"""Marks words for translation where nothing can be translated: pure code has no reader.

gettext calls this a no-op (GNU gettext manual, "Special cases"): the word is collected into the
catalogues under the name `N_`, and whoever knows the reader's language looks it up later.
"""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Return the text as it is."""
    return text
