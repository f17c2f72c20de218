"""The glossary of the Academy: what a file would change in it, and what is refused. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from academy.authoring.rules.tokens import token_of
from academy.content.differences import Piece, word_changes
from academy.content.glossary_file import Term, read_csv, read_tbx
from academy.content.text import is_xml
from academy.kernel.text import fold

NOTE = "note"
"""The part of a term that is no word: the others are called by the tags of their languages."""


class TermsKind(StrEnum):
    """The kinds of files that a glossary is kept in elsewhere, by the ends of their names."""

    CSV = ".csv"
    TBX = ".tbx"


class GlossaryRefused(StrEnum):
    """Why a term was not kept."""

    TERM_TAKEN = "term-taken"
    TERM_EMPTY = "term-empty"
    TERM_TOO_LONG = "term-too-long"
    TERM_GONE = "term-gone"
    TERM_CHANGED = "term-changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a term that a file says something else about; `before` may be empty."""

    term: str
    part: str
    before: str
    after: str

    @property
    def token(self) -> str:
        """The name of what was decided about: another word here meanwhile is another matter."""
        return token_of(fold(self.term), self.part, self.before)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What changes, word by word."""
        return word_changes(self.before, self.after)


@dataclass(frozen=True, slots=True)
class TermsPlan:
    """All that a file would do to the glossary. `same` are terms it says nothing new about."""

    new: tuple[Term, ...]
    filled: tuple[Difference, ...]
    conflicts: tuple[Difference, ...]
    same: int

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do and nothing to decide."""
        return not (self.new or self.filled or self.conflicts)

    @property
    def version(self) -> str:
        """The name of all this: another one means that something changed meanwhile."""
        terms = (fold(term.source) for term in self.new)
        return token_of(*terms, "", *(each.token for each in (*self.filled, *self.conflicts)))

    def taken(self, tokens: Collection[str]) -> list[Difference]:
        """Return the conflicts in which the file's words are to be taken."""
        return [each for each in self.conflicts if each.token in tokens]


def version_of(term: Term) -> str:
    """Return the name of a term as it stands, for a form to begin from."""
    words = (part for word in sorted(term.words.items()) for part in word)
    return token_of(term.source, term.note, *words)


def kind_of(data: bytes) -> TermsKind:
    """Tell which kind a file is of."""
    return TermsKind.TBX if is_xml(data) else TermsKind.CSV


def read_terms(data: bytes) -> tuple[Term, ...]:
    """Return the terms of a file of either kind; raise `InterchangeRefused`."""
    return read_tbx(data) if kind_of(data) is TermsKind.TBX else read_csv(data)


def plan_terms(current: Iterable[Term], incoming: Iterable[Term]) -> TermsPlan:
    """Return what a file would do: what it leaves out or open changes nothing.

    A file does not say when its words were agreed on, so each that differs is a conflict.
    """
    here = {fold(term.source): term for term in current}
    new: list[Term] = []
    differing: list[Difference] = []
    same = 0
    for term in incoming:
        ours = here.get(fold(term.source))
        found = list(_differences(ours, term)) if ours else []
        differing += found
        same += ours is not None and not found
        if ours is None:
            new.append(term)
    return TermsPlan(
        new=tuple(new),
        filled=tuple(each for each in differing if not each.before),
        conflicts=tuple(each for each in differing if each.before),
        same=same,
    )


def merged(current: Mapping[str, Term], decided: Iterable[Difference]) -> dict[str, Term]:
    """Return the terms that change, as they become; `current` has them by their folded names."""
    found: dict[str, Term] = {}
    for each in decided:
        key = fold(each.term)
        term = found.get(key) or current[key]
        if each.part == NOTE:
            found[key] = replace(term, note=each.after)
        else:
            found[key] = replace(term, words={**term.words, each.part: each.after})
    return found


def _differences(ours: Term, theirs: Term) -> Iterator[Difference]:
    parts = {NOTE: (ours.note, theirs.note)} | {
        tag: (ours.words.get(tag, ""), word) for tag, word in theirs.words.items()
    }
    for part, (before, after) in parts.items():
        if after and before != after:
            yield Difference(ours.source, part, before, after)
