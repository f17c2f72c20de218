"""Lists of parts that several types have: options to choose, and entries with a text alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.rules.typed import write_exact
from academy.content.bounds import PERCENT
from academy.content.model import Entry, Marking, Option

CORRECT = "correct"
"""Holds the ids of the right options: one type has buttons for it, another boxes."""


def read_options(fields: Reader, marking: Marking) -> tuple[Option, ...]:
    """Return the options to choose; where they are weighed, the right ones are those that earn."""
    right = fields.chosen(CORRECT)
    options = tuple(_option(fields.within("options", each), each) for each in fields.ids("options"))
    if marking is Marking.WEIGHTS:
        return tuple(replace(option, correct=option.weight > 0) for option in options)
    return tuple(
        replace(option, correct=option.id in right, weight=Fraction(0)) for option in options
    )


def _option(fields: Reader, option_id: str) -> Option:
    weight = fields.exact("weight", blank=Fraction(0))
    return Option(option_id, fields.text("text"), False, fields.text("feedback"), weight / PERCENT)  # noqa: FBT003


def fill_options(options: Iterable[Option]) -> Fields:
    """Return the fields that hold these options."""
    filled: dict[str, Sequence[str]] = {"options": [], CORRECT: []}
    for option in options:
        filled["options"] = [*filled["options"], option.id]
        filled[CORRECT] = [*filled[CORRECT], *([option.id] if option.correct else [])]
        filled[joined("options", option.id, "text")] = [option.text]
        filled[joined("options", option.id, "feedback")] = [option.feedback]
        filled[joined("options", option.id, "weight")] = [write_exact(PERCENT * option.weight)]
    return filled


def read_tolerance(fields: Reader) -> tuple[Fraction, bool]:
    """Return how far an answer may be away, and whether that is a share of it: typed in percent."""
    tolerance, relative = fields.exact("tolerance", blank=Fraction(0)), fields.flag("relative")
    return (tolerance / PERCENT if relative else tolerance), relative


def fill_tolerance(tolerance: Fraction, *, relative: bool) -> Fields:
    """Return the fields that hold this tolerance."""
    return {
        "tolerance": [write_exact(PERCENT * tolerance if relative else tolerance)],
        "relative": ["1"] if relative else [],
    }


def read_entries(fields: Reader, name: str) -> tuple[Entry, ...]:
    """Return the entries of a list."""
    return tuple(Entry(each, fields.within(name, each).text("text")) for each in fields.ids(name))


def fill_entries(name: str, entries: Iterable[Entry]) -> Fields:
    """Return the fields that hold these entries."""
    listed = tuple(entries)
    texts = {joined(name, entry.id, "text"): [entry.text] for entry in listed}
    return {name: [entry.id for entry in listed], **texts}
