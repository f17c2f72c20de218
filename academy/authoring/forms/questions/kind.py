"""The interface of a question type to its author. The builder knows nothing else about any."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Generic, TypeVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.content.model import Marking, Question
from academy.content.questions.kind import Common
from academy.content.questions.kinds import KINDS

Q = TypeVar("Q", bound=Question)

Lists = Mapping[str, Sequence[str]]
NONE: Lists = MappingProxyType({})


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

    inner: ClassVar[Sequence[str]] = ()
    """The lists inside the parts of a list: `rubric.*.levels`, whatever the part is called."""

    turns_into: ClassVar[Sequence[str]] = ()
    """The types that understand the same fields, so that a question may become one of them."""

    @property
    def markings(self) -> Sequence[Marking]:
        """The marking rules it knows; the first is the usual one."""
        return KINDS[self.name].markings

    def has_list(self, name: str) -> bool:
        """Tell whether parts may be added to a list of this name."""
        outer, _, below = name.partition(".")
        return name in self.starts or f"{outer}.*.{below.partition('.')[2]}" in self.inner

    @abstractmethod
    def read(self, common: Common, fields: Reader) -> Q:
        """Return the question that the fields hold."""

    @abstractmethod
    def fill(self, question: Q) -> Fields:
        """Return the fields that `read` reads as this very question."""
