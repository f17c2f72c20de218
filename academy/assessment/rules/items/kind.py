"""The interface of a question type. The grading engine knows nothing else about any of them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Generic, TypeVar

from academy.content.model import Question
from academy.content.quiz_texts import LocalisedQuestion

Answer = (
    str
    | bool
    | list[str]
    | dict[str, str]
    | dict[str, int]
    | dict[str, list[str]]
    | list[dict[str, str | int]]
)
"""What somebody answered, as JSON: by ids, never by text or place, which change by language."""

Fields = Mapping[str, Sequence[str]]
"""What a question's fields hold: by the field's own name (`""` where there is one), every value."""

Words = Callable[[tuple[str, ...]], tuple[str, ...]]
"""Returns accepted words of the source language together with those of every other language."""

Q = TypeVar("Q", bound=Question)
A = TypeVar("A", bound=Answer)


class FaultCode(StrEnum):
    """Why something that was filled in is not an answer."""

    NOT_OFFERED = "not-offered"
    NOT_A_NUMBER = "not-a-number"
    TWO_READINGS = "two-readings"
    TOO_LONG = "too-long"
    SAME_PLACE = "same-place"
    UNIT_MISSING = "unit-missing"
    NUMBER_MISSING = "number-missing"
    EMPTY_FILE = "empty-file"
    FILE_KIND = "file-kind"
    FILE_IS_OTHER = "file-is-other"
    FILE_TOO_LARGE = "file-too-large"
    TOO_MANY_FILES = "too-many-files"


@dataclass(frozen=True, slots=True)
class InputFault:
    """What is wrong with what was filled in, and the values its sentence needs."""

    code: FaultCode
    values: Mapping[str, str] = field(default_factory=dict[str, str])


class Kind(ABC, Generic[Q, A]):
    """A question type: how its fields are read and filled, and what share of its marks is earned.

    Fields name choices by their place in the reader's order (`"1"`, `"2"`, …): `order` holds the
    ids in that order, and is the only bridge between the two.
    """

    name: ClassVar[str]
    """The type's name in packages, and the name of the template that draws it."""

    is_always_shuffled: ClassVar[bool] = False
    """Whether the written order would give the answer away."""

    is_marked_by_people: ClassVar[bool] = False
    """Whether only people can say what an answer is worth; `share` is never asked then."""

    def choices(self, question: Q) -> tuple[str, ...]:
        """Return the ids that the reader sees in an order of their own, as written."""
        del question
        return ()

    script: ClassVar[str] = ""
    """The file of the script that makes it nicer, if there is one; it works without."""

    is_upload: ClassVar[bool] = False
    """Whether files come with it, so that the form has to carry them."""

    def realised(self, question: Q, seed: int) -> Q:
        """Return the question as the seed of an attempt makes it, where its numbers are drawn."""
        del seed
        return question

    def spoken(self, question: Q, words: LocalisedQuestion) -> LocalisedQuestion:
        """Return the words as they are for this question, where drawn numbers stand in them."""
        del question
        return words

    def accepting(self, question: Q, words: Words) -> Q:
        """Return the question with what counts as right in every language there is."""
        del words
        return question

    def taken(self, question: Q, answer: A) -> tuple[str, ...]:
        """Return what an answer takes of what is on offer, by name, to count who took what.

        Parts of an answer are named `part:choice`. Nothing where there is nothing on offer.
        """
        del question, answer
        return ()

    def offered(self, question: Q) -> Mapping[str, bool]:
        """Return all that `taken` may name, in the written order, and whether it is right."""
        del question
        return {}

    def remarks(self, question: Q, answer: A) -> tuple[tuple[str, str], ...]:
        """Return what is said of typed answers that are known: a group of words, and an id there.

        `question` is as it is marked, with the words of every language.
        """
        del question, answer
        return ()

    @abstractmethod
    def parse(self, question: Q, fields: Fields, order: Sequence[str]) -> A | InputFault | None:
        """Read the fields: an answer in its canonical form, a fault, or `None` if all are blank."""

    @abstractmethod
    def fill(self, question: Q, answer: A, order: Sequence[str]) -> Fields:
        """Return the fields that `parse` reads as this very answer."""

    @abstractmethod
    def share(self, question: Q, answer: A) -> Fraction:
        """Return the share of the marks that the answer earns, from -1 to 1."""

    @abstractmethod
    def key(self, question: Q) -> A:
        """Return an answer that earns everything."""


def value_of(fields: Fields, name: str = "") -> str:
    """Return what one field holds, without white space around it; empty where it is missing."""
    values = fields.get(name) or ("",)
    return values[0].strip()


def place(value: str, order: Sequence[str]) -> str | None:
    """Return the id at a place that a field names, or `None` where there is no such place."""
    places = {str(number): chosen for number, chosen in enumerate(order, start=1)}
    return places.get(value)


def place_of(chosen: str, order: Sequence[str]) -> str:
    """Return the name of the place at which an id stands."""
    return str(order.index(chosen) + 1)
