"""What is said of files that came into the glossary."""

from collections.abc import Iterator

from academy.authoring.service.glossary import TermsDone
from academy.web.i18n import _l, _n, number_text


def terms_done_words(done: TermsDone, *, seen: str) -> Iterator[str]:
    """Say what came of a file; `seen` names what its sender was shown before."""
    if done.new:
        yield _n(
            "One term was added.",
            "%(number)s terms were added.",
            done.new, number=number_text(done.new),
        )  # fmt: skip
    if done.words:
        yield _n(
            "One word or note was taken from the file.",
            "%(number)s words and notes were taken from the file.",
            done.words, number=number_text(done.words),
        )  # fmt: skip
    if done.kept:
        yield _n(
            "One word or note that differs from the file was kept as it is here.",
            "%(number)s words and notes that differ from the file were kept as they are here.",
            done.kept, number=number_text(done.kept),
        )  # fmt: skip
    if done.version != seen:
        yield str(_CHANGED)


_CHANGED = _l(
    "Somebody changed the glossary while you were looking: what they wrote was kept. "
    "Send the file again to see what differs."
)
