"""One change as a value, and how two texts, two values or two lists are told apart."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from academy.content.differences import Piece, likeness, paired, word_changes
from academy.content.model import UnitKind

T = TypeVar("T", bound=Hashable)


class How(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Thing(StrEnum):
    """What changed."""

    # the course
    TITLE = "title"
    SUMMARY = "summary"
    OUTCOME = "outcome"
    STATEMENT = "statement"
    COMPETENCE = "competence"
    IDENTITY = "identity"
    TRACK = "track"
    LEVEL = "level"
    LANGUAGE = "language"
    HOURS = "hours"
    MINIMUM_SCORE = "minimum-score"
    MODULE = "module"

    # any unit
    UNIT = "unit"
    MINUTES = "minutes"
    REQUIRED = "required"

    # a lesson
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CELL = "cell"
    BOX = "box"
    PICTURE = "picture"
    CODE = "code"
    FACT = "fact"
    LAYOUT = "layout"
    MARKUP = "markup"

    # a quiz
    INTRO = "intro"
    PASS_MARK = "pass-mark"  # noqa: S105 - how much of a quiz has to be right
    ATTEMPTS = "attempts"
    SHUFFLE = "shuffle"
    DRAW = "draw"
    MODE = "mode"
    COUNTS = "counts"
    CERTAINTY = "certainty"
    TIME_LIMIT = "time-limit"
    WAIT = "wait"
    REQUIRES = "requires"
    MARKERS = "markers"
    PEERS = "peers"
    QUESTION = "question"
    QUESTION_TYPE = "question-type"
    MARKS = "marks"
    OUTCOME_TAG = "outcome-tag"
    DIFFICULTY = "difficulty"
    MARKING = "marking"
    KEY = "key"
    OPTION = "option"
    PROMPT = "prompt"
    ORDER_ITEM = "order-item"
    ACCEPTED = "accepted"
    NUMBER_UNIT = "number-unit"
    RIGHT_FEEDBACK = "right-feedback"
    WRONG_FEEDBACK = "wrong-feedback"
    PARTLY_FEEDBACK = "partly-feedback"
    GENERAL_FEEDBACK = "general-feedback"
    HINT = "hint"
    PENALTY = "penalty"
    PASSAGE = "passage"
    GAP = "gap"
    ROW = "row"
    COLUMN = "column"
    SPOT = "spot"
    GROUP = "group"
    GROUP_ITEM = "group-item"
    SEVERAL = "several"
    UNIT_OF_MEASURE = "unit-of-measure"
    CRITERION = "criterion"
    LEVEL_OF_CRITERION = "level-of-criterion"
    MARKERS_NOTES = "markers-notes"
    ANSWER_LIMITS = "answer-limits"
    OPTION_FEEDBACK = "option-feedback"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `pieces` are words; `before` and `after` are what is no prose.

    That is a number, a code of the package's files (`true`, `quiz`, `partial`), the texts that are
    right, or the module that a unit stands in. `question` is an id and `about` the question's
    text; `part` is the id of an option, a prompt, an item or a module. LAYOUT: the same words in
    another form, such as numbers for bullets. MARKUP: the file differs, and no word does.
    """

    thing: Thing
    how: How
    pieces: tuple[Piece, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    part: str = ""
    question: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What changed in a unit; or in the course's own words, where `kind` is `None`.

    `title` is what the reader calls it now, or did before it was removed.
    """

    unit: str
    kind: UnitKind | None
    title: str
    changes: tuple[Change, ...]


def text_change(thing: Thing, old: str, new: str, *, part: str = "") -> Iterator[Change]:
    """Yield how a text changed; an empty one is not there."""
    if old != new:
        how = How.CHANGED if old and new else How.ADDED if new else How.REMOVED
        yield Change(thing, how, word_changes(old, new), part=part)


def value_change(thing: Thing, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield how something changed that is no text."""
    if old != new:
        yield Change(thing, How.CHANGED, before=tuple(old), after=tuple(new))


def texts_change(thing: Thing, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield how a list of texts changed that have no ids."""
    for how, before, after in aligned(old, new, alike=likeness):
        yield Change(thing, how, pieces_of(how, before, after))


def ids_change(thing: Thing, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield how a list of texts changed that are known by their ids."""
    order = moved(list(old), list(new))
    for part, text in new.items():
        if part in order:
            yield Change(thing, How.MOVED, word_changes(text, text), part=part)
        if part not in old:
            yield Change(thing, How.ADDED, word_changes("", text), part=part)
        elif old[part] != text:
            yield Change(thing, How.CHANGED, word_changes(old[part], text), part=part)
    for part, text in old.items():
        if part not in new:
            yield Change(thing, How.REMOVED, word_changes(text, ""), part=part)


def flag(value: bool) -> tuple[str]:  # noqa: FBT001 - it is the value
    """Return a flag as the package's files write it."""
    return ("true" if value else "false",)


def pieces_of(how: How, old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of a text that changed, or the one text that came or went."""
    return word_changes("" if how is How.ADDED else old, "" if how is How.REMOVED else new)


def aligned(
    old: Sequence[T], new: Sequence[T], *, alike: Callable[[T, T], float]
) -> Iterator[tuple[How, T, T]]:
    """Yield what happened to each member of a list that is not what and where it was.

    What changed comes as it was and as it is, anything else twice. What went in one place and came
    in another was moved, and is told where it stands now.
    """
    pairs = list(paired(old, new, alike=alike))
    gone = Counter(old[left] for left, right in pairs if left is not None and right is None)
    come = Counter(new[right] for left, right in pairs if left is None and right is not None)
    untold, unmet = gone & come, gone & come
    for left, right in pairs:
        if left is None and right is not None:
            how = How.MOVED if _take(unmet, new[right]) else How.ADDED
            yield how, new[right], new[right]
        elif right is None and left is not None:
            if not _take(untold, old[left]):
                yield How.REMOVED, old[left], old[left]
        elif left is not None and right is not None and old[left] != new[right]:
            yield How.CHANGED, old[left], new[right]


def _take(moves: Counter[T], member: T) -> bool:
    """Tell whether a member was moved, and count it off."""
    is_moved = moves[member] > 0
    moves[member] -= is_moved
    return is_moved


def moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return which ids, of those in both lists, changed their place among the others."""
    return frozenset(
        member for how, member, _ in aligned(old, new, alike=_never) if how is How.MOVED
    )


def _never(_old: str, _new: str) -> float:
    return 0.0
