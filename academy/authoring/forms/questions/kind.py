"""The interface of a question type to its author. The builder knows nothing else about any."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Generic, TypedDict, TypeVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.content.model import Feedback, Question

Q = TypeVar("Q", bound=Question)

Lists = Mapping[str, Sequence[str]]
NONE: Lists = MappingProxyType({})


class Common(TypedDict):
    """What every question has, as keyword arguments of the model."""

    id: str
    marks: int
    text: str
    feedback: Feedback


class QuestionForm(ABC, Generic[Q]):
    """A question type: how its author's fields are read into the model, and filled from it."""

    name: ClassVar[str]
    """The type's name in packages, and the name of the template that draws its fields."""

    label: ClassVar[str]
    """What authors call it."""

    model: ClassVar[type[Question]]

    starts: ClassVar[Fields] = NONE
    """What the fields of an empty question hold."""

    adds: ClassVar[Lists] = NONE
    """What adding to a list adds to: itself, unless it is named here with others."""

    turns_into: ClassVar[Sequence[str]] = ()
    """The types that understand the same fields, so that a question may become one of them."""

    @abstractmethod
    def read(self, common: Common, fields: Reader) -> Q:
        """Return the question that the fields hold."""

    @abstractmethod
    def fill(self, question: Q) -> Fields:
        """Return the fields that `read` reads as this very question."""
