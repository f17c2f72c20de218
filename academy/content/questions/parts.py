"""Lists of parts that several types have: options to choose from, and entries with a text alone."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Protocol

from academy.content.changes import Change, How, Thing, ids_change, text_change
from academy.content.codes import FaultCode
from academy.content.model import Entry, Marking, Option
from academy.content.questions.words import Choice, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

_DECIMALS = 30


class Part(Protocol):
    """Something with an id and a text."""

    @property
    def id(self) -> str:
        """What it is known by."""
        ...

    @property
    def text(self) -> str:
        """What it says."""
        ...


def read_options(source: Source, question: str, marking: Marking) -> tuple[Option, ...]:
    """Return the options to choose from; with weights, what earns something is right."""
    by_weight = marking is Marking.WEIGHTS
    own: dict[str, int] = {}
    options: list[Option] = []
    for each in source.records("options", at_least=2):
        weight = each.number("weight") if by_weight else Fraction(0)
        if abs(weight) > 1:
            each.fault(FaultCode.OUT_OF_RANGE, "weight", key="weight", low="-1", high="1")
        option = Option(
            id=unique_id(each, own),
            text=each.text("text"),
            correct=weight > 0 if by_weight else each.flag("correct", default=False),
            feedback=each.text("feedback", optional=True),
            weight=weight,
        )
        each.end()
        options.append(option)
    if options and not any(option.correct for option in options):
        source.fault(FaultCode.NO_RIGHT_OPTION, "options", question=question)
    check_texts(source, "options", options)
    return tuple(options)


def read_entries(source: Source, key: str, at_least: int = 2) -> tuple[Entry, ...]:
    """Return a list of entries."""
    own: dict[str, int] = {}
    entries: list[Entry] = []
    for each in source.records(key, at_least):
        entries.append(Entry(unique_id(each, own), each.text("text")))
        each.end()
    check_texts(source, key, entries)
    return tuple(entries)


def check_texts(source: Source, key: str, parts: Iterable[Part]) -> None:
    """Note two parts that read the same: no answer could be told from another."""
    seen: dict[str, str] = {}
    for part in parts:
        first = seen.setdefault(part.text, part.id)
        if part.text and first != part.id:
            source.fault(FaultCode.SAME_TEXT, key, first=first, second=part.id)


def option_plain(option: Option, marking: Marking) -> dict[str, Any]:
    """Return an option as a quiz file has it."""
    if marking is Marking.WEIGHTS:
        worth: dict[str, Any] = {"weight": number_text(option.weight)}
    else:
        worth = {"correct": True} if option.correct else {}
    return {"id": option.id, "text": option.text, **worth, **given("feedback", option.feedback)}


def entry_plain(entry: Entry) -> dict[str, str]:
    """Return an entry as a quiz file has it."""
    return {"id": entry.id, "text": entry.text}


def given(key: str, text: str) -> dict[str, str]:
    """Return a key that is written only where there is a text."""
    return {key: text} if text else {}


def number_text(number: Fraction) -> str:
    """Return a number exactly: with a decimal point where that is possible, else as `1/3`."""
    for places in range(_DECIMALS + 1):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            cut = len(digits) - places
            sign = "-" if number < 0 else ""
            return sign + (f"{digits[:cut]}.{digits[cut:]}" if places else digits)
    return str(number)


def tolerance_text(tolerance: Fraction, *, relative: bool) -> str:
    """Return how far an answer may be away: by an amount, or by a share of what is right."""
    return f"± {number_text(100 * tolerance)} %" if relative else f"± {number_text(tolerance)}"


def spoken(parts: Iterable[Part], speaker: Speaker) -> tuple[Choice, ...]:
    """Return the words of parts that have a text alone."""
    return tuple(speaker.choice(part.id, part.text) for part in parts)


def option_texts(options: Iterable[Option]) -> Iterator[tuple[str, SegmentKind]]:
    """Yield the texts of options."""
    for option in options:
        yield option.text, SegmentKind.OPTION
        yield option.feedback, SegmentKind.FEEDBACK


def parts_change(thing: Thing, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Change]:
    """Yield how parts changed that are known by their ids."""
    before = {part.id: part.text for part in old}
    after = {part.id: part.text for part in new}
    return ids_change(thing, before, after)


def options_change(old: Sequence[Option], new: Sequence[Option]) -> Iterator[Change]:
    """Yield how options changed, and what is said to whoever chooses them."""
    yield from parts_change(Thing.OPTION, old, new)
    said = {option.id: option.feedback for option in old}
    for option in new:
        feedback = said.get(option.id, "")
        yield from text_change(Thing.OPTION_FEEDBACK, feedback, option.feedback, part=option.id)


def without_moves(changes: Iterable[Change]) -> Iterator[Change]:
    """Leave out where parts stand: in an ordering that is its key."""
    return (change for change in changes if change.how is not How.MOVED)
