"""The builder's form as its page draws it: fields by name, with what there is to say of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from academy.authoring.forms.questions.fields import (
    QUESTIONS,
    Fields,
    anchor,
    first,
    joined,
    part_ids,
)
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.kinds import KINDS
from academy.content.draft import QuizFault

NOWHERE = anchor("")
"""Where a fault of the quiz as a whole is shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said at a field. What was typed and is not kept matters more than the rest."""

    words: str
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole form: what its fields hold, what is said at each, and their language."""

    fields: Fields
    language: str
    said: Mapping[str, Sequence[Said]] = field(default_factory=dict[str, Sequence[Said]])
    pictures: Mapping[str, str] = field(default_factory=dict[str, str])
    """The addresses of the course's pictures, by name."""

    @property
    def quiz(self) -> "Spot":
        """The quiz itself."""
        return Spot(self)

    @property
    def questions(self) -> Sequence["Spot"]:
        """The questions, in order."""
        return self.quiz.parts(QUESTIONS)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a form: the quiz, a question, an option. Its fields are named from here."""

    drawing: Drawing
    at: str = ""
    number: int = 0
    total: int = 0

    @property
    def id(self) -> str:
        """The id of the part."""
        return self.at.rpartition(".")[2]

    @property
    def anchor(self) -> str:
        """The id of this place on the page."""
        return anchor(self.at)

    @property
    def kind(self) -> QuestionForm[Any]:
        """The type of the question."""
        return KINDS[self.value("type")]

    @property
    def lang(self) -> str:
        """The language that the course is written in."""
        return self.drawing.language

    def name(self, *steps: str) -> str:
        """Return the name of a field."""
        return joined(self.at, *steps)

    def value(self, *steps: str) -> str:
        """Return what a field holds."""
        return first(self.drawing.fields, self.name(*steps))

    def values(self, *steps: str) -> Sequence[str]:
        """Return everything that a field holds."""
        return self.drawing.fields.get(self.name(*steps), ())

    def said(self, *steps: str) -> Sequence[Said]:
        """Return what is to be said at a field, or at this place itself."""
        place = self.name(*steps) if any(steps) else self.anchor
        return self.drawing.said.get(place, ())

    def parts(self, name: str) -> Sequence["Spot"]:
        """Return the parts of a list."""
        start = "" if name == QUESTIONS else self.name(name)
        ids = part_ids(self.drawing.fields, self.name(name))
        return tuple(
            Spot(self.drawing, joined(start, each), number, len(ids))
            for number, each in enumerate(ids, start=1)
        )


def field_of(fields: Fields, found: QuizFault) -> str:
    """Return where a fault is shown: at the nearest field, or else at its question or the quiz."""
    question = found.question or ""
    whole = anchor(question) if question in fields.get(QUESTIONS, ()) else NOWHERE
    steps = (*filter(None, (question,)), *found.path)
    shorter = (joined(*steps[:length]) for length in range(len(steps), 0, -1))
    return next((name for name in shorter if name != question and _is_shown(fields, name)), whole)


def _is_shown(fields: Fields, name: str) -> bool:
    return name in fields and not name.endswith(".type")
