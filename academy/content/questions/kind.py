"""The interface of a question type in a package.

What reads, writes, translates and compares quizzes knows nothing else about any of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, ClassVar, Generic, TypedDict, TypeVar

from academy.content.changes import Change
from academy.content.model import Difficulty, Feedback, Marking, Question
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source

Q = TypeVar("Q", bound=Question)

Plain = dict[str, Any]
Found = Iterator[tuple[str, SegmentKind]]
Size = tuple[int, int]


class Common(TypedDict):
    """What every question has, as keyword arguments of the model."""

    id: str
    marks: Fraction
    text: str
    feedback: Feedback
    marking: Marking
    outcome: str
    difficulty: Difficulty
    hints: tuple[str, ...]
    penalty: Fraction


class QuestionKind(ABC, Generic[Q]):
    """A question type: how it is read and written, and which of its texts are translated."""

    name: ClassVar[str]
    """The type's name in packages, and of the templates that draw it."""

    model: ClassVar[type[Question]]

    markings: ClassVar[tuple[Marking, ...]] = (Marking.ALL_OR_NOTHING,)
    """The marking rules it knows. The first holds where a file names none."""

    names_marking: ClassVar[bool] = False
    """Whether a file has to name the rule, and always does."""

    @abstractmethod
    def read(self, source: Source, common: Common) -> Q:
        """Return the question; what is wrong is noted."""

    @abstractmethod
    def plain(self, question: Q) -> Plain:
        """Return what only this type has, as a quiz file writes it: `read` reads it back."""

    @abstractmethod
    def key(self, question: Q) -> object:
        """Return all that decides which answers are right, and nothing only said of them."""

    @abstractmethod
    def right(self, question: Q) -> dict[object, str]:
        """Return what is right, by what tells it from another answer, as it reads."""

    def order(self, question: Q) -> list[str]:
        """Return the order that is right, where an order is the answer."""
        del question
        return []

    def texts(self, question: Q) -> Found:
        """Yield the texts that only this type has, each with its kind."""
        del question
        return iter(())

    def words(self, question: Q, speaker: Speaker) -> OwnWords:
        """Return the words that only this type has."""
        del question, speaker
        return OwnWords()

    def changes(self, old: Q, new: Q) -> Iterator[Change]:
        """Yield what changed in what only this type has, besides what is right."""
        del old, new
        return iter(())

    def pictures(self, question: Q) -> Mapping[str, Size]:
        """Return the pictures that it shows, by name, with the size that each is to have."""
        del question
        return {}
