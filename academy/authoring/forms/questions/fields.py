"""The fields of a form, by names with dots: `q1.options.b.text` is the text of option b of q1.

A name that holds a list (`questions`, `q1.options`) has one value for each part, its id, in order.
Changes of a quiz are changes of such lists, whatever type a question has: see `changes`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, count
from string import ascii_lowercase

from academy.authoring.rules.typed import Problem, read_exact, read_text, read_whole
from academy.content.bounds import PARTS

Fields = Mapping[str, Sequence[str]]
"""What the fields hold: every value of each, by its name."""

QUESTIONS = "questions"
"""The list of the questions. It is named by itself, while a question is named by its id alone."""

_ID = re.compile(r"[a-z0-9-]{1,64}")


def joined(*steps: str) -> str:
    """Return the name of a field by the steps that lead to it."""
    return ".".join(filter(None, steps))


def anchor(at: str) -> str:
    """Return the id, on the page, of a question or a part: no field has it, whatever its name."""
    return at if "." in at else f"question:{at}"


def first(fields: Fields, name: str) -> str:
    """Return what one field holds; empty where there is no such field."""
    return next(iter(fields.get(name, ())), "")


def part_ids(fields: Fields, name: str) -> tuple[str, ...]:
    """Return the ids of a list, each once, at most as many as a course has room for."""
    known = dict.fromkeys(each for each in fields.get(name, ()) if _ID.fullmatch(each))
    return tuple(known)[:PARTS]


def letters() -> Iterator[str]:
    """Yield ids of parts: letters, then letters with a number: a, b, …, z, a2, b2, ….

    They are short, since authors and translators see them.
    """
    return (f"{letter}{turn or ''}" for turn in chain([0], count(2)) for letter in ascii_lowercase)


def under(fields: Fields, name: str) -> dict[str, Sequence[str]]:
    """Return the fields of one part, named from there."""
    start = f"{name}."
    return {key[len(start) :]: held for key, held in fields.items() if key.startswith(start)}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the fields of a part. What cannot be read is noted, and stays what it was `before`."""

    fields: Fields
    before: Fields
    place: str = ""
    problems: dict[str, Problem] = field(default_factory=dict[str, Problem])

    def within(self, *steps: str) -> "Reader":
        """Return a reader of a part of this one."""
        return Reader(self.fields, self.before, self._name(*steps), self.problems)

    def has(self, name: str) -> bool:
        """Tell whether there is such a field at all: what was just added has none yet."""
        return self._name(name) in self.fields

    def text(self, name: str) -> str:
        """Return a text."""
        read = read_text(first(self.fields, self._name(name)))
        if isinstance(read, Problem):
            read = self._note(name, read) or read_text(self._earlier(name))
        return "" if isinstance(read, Problem) else read

    def word(self, name: str) -> str:
        """Return one of a few words that the form itself offers."""
        return first(self.fields, self._name(name))

    def id(self, name: str) -> str:
        """Return the id of a part of the same question; empty where none is named."""
        word = self.word(name)
        return word if _ID.fullmatch(word) else ""

    def flag(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return bool(self.word(name))

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids of a list, in order."""
        return part_ids(self.fields, self._name(name))

    def chosen(self, name: str) -> frozenset[str]:
        """Return every value of a field that has several."""
        return frozenset(self.fields.get(self._name(name), ()))

    def whole(self, name: str, default: int, *, blank: int | None = None) -> int:
        """Return a whole number; a field left blank is `blank`, if that may be."""
        if not self.has(name):
            return default
        typed = self.word(name)
        if blank is not None and not typed.strip():
            return blank
        read = read_whole(typed)
        if isinstance(read, Problem):
            read = self._note(name, read) or read_whole(self._earlier(name))
        return default if isinstance(read, Problem) else read

    def exact(self, name: str, *, blank: Fraction | None = None) -> Fraction:
        """Return an exact number; a field left blank is `blank`, if that may be."""
        typed = self.word(name)
        if blank is not None and not typed.strip():
            return blank
        read = read_exact(typed)
        if isinstance(read, Problem):
            read = self._note(name, read) or read_exact(self._earlier(name))
        return Fraction(0) if isinstance(read, Problem) else read

    def _note(self, name: str, problem: Problem) -> None:
        self.problems[self._name(name)] = problem

    def _earlier(self, name: str) -> str:
        return first(self.before, self._name(name))

    def _name(self, *steps: str) -> str:
        return joined(self.place, *steps)
