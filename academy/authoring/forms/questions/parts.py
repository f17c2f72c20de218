"""Lists of parts that several types have: options to choose, and entries with a text alone."""

from collections.abc import Iterable, Sequence

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.content.model import Entry, Option

CORRECT = "correct"
"""Holds the ids of the right options: one type has buttons for it, another boxes."""


def read_options(fields: Reader) -> tuple[Option, ...]:
    """Return the options to choose."""
    right = fields.chosen(CORRECT)
    return tuple(
        Option(
            id=each,
            text=fields.within("options", each).text("text"),
            correct=each in right,
            feedback=fields.within("options", each).text("feedback"),
        )
        for each in fields.ids("options")
    )


def fill_options(options: Iterable[Option]) -> Fields:
    """Return the fields that hold these options."""
    filled: dict[str, Sequence[str]] = {"options": [], CORRECT: []}
    for option in options:
        filled["options"] = [*filled["options"], option.id]
        filled[CORRECT] = [*filled[CORRECT], *([option.id] if option.correct else [])]
        filled[joined("options", option.id, "text")] = [option.text]
        filled[joined("options", option.id, "feedback")] = [option.feedback]
    return filled


def read_entries(fields: Reader, name: str) -> tuple[Entry, ...]:
    """Return the entries of a list."""
    return tuple(Entry(each, fields.within(name, each).text("text")) for each in fields.ids(name))


def fill_entries(name: str, entries: Iterable[Entry]) -> Fields:
    """Return the fields that hold these entries."""
    listed = tuple(entries)
    texts = {joined(name, entry.id, "text"): [entry.text] for entry in listed}
    return {name: [entry.id for entry in listed], **texts}
