"""A quiz as a page shows it: what is asked, what was filled in, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from academy.assessment.rules.items.kind import Answer, Fields, InputFault
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.paper import Slot
from academy.assessment.rules.sheet import Sheet, base_name, base_of, field_name
from academy.content.model import Quiz
from academy.content.quiz_texts import Choice, LocalisedQuestion, LocalisedQuiz

Answers = Mapping[str, Answer]
Marks = Mapping[str, Fraction]

_NOTHING: Mapping[int, InputFault] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the paper. Nothing of it names a choice but by its place."""

    place: int
    kind: str
    marks: int
    words: LocalisedQuestion
    choices: tuple[tuple[str, Choice], ...]
    fields: Fields
    base: str
    fault: InputFault | None

    @property
    def base_name(self) -> str:
        """The name of the field that says which answer was shown."""
        return base_name(self.place)

    def name(self, part: str = "") -> str:
        """Return the name of a field on the form."""
        return field_name(self.place, part)

    def value(self, part: str = "") -> str:
        """Return what a field holds."""
        return next(iter(self.fields.get(part, ())), "")

    def holds(self, value: str, part: str = "") -> bool:
        """Tell whether a choice is taken."""
        return value in self.fields.get(part, ())


@dataclass(frozen=True, slots=True)
class Told:
    """One question on the result: what was answered, what it earned, and why."""

    place: int
    kind: str
    words: LocalisedQuestion
    available: int
    marks: Fraction
    answer: Answer | None
    key: Answer | None

    @property
    def is_right(self) -> bool:
        """Whether nothing is missing."""
        return self.marks == self.available

    @property
    def is_partly_right(self) -> bool:
        """Whether something is right and something is missing."""
        return 0 < self.marks < self.available

    def choice(self, choice_id: str) -> Choice:
        """Return the words of a choice."""
        return next(choice for choice in self.words.choices if choice.id == choice_id)


def asked(
    paper: tuple[Slot, ...],
    words: LocalisedQuiz,
    answers: Answers,
    *,
    sheet: Sheet | None = None,
) -> list[Asked]:
    """Return the questions as they stand: with their answers, or what was typed and is none."""
    return [
        _asked(slot, words.question(slot.question.id), answers.get(slot.question.id), sheet=sheet)
        for slot in paper
    ]


def told(
    paper: tuple[Slot, ...],
    words: LocalisedQuiz,
    answers: Answers,
    *,
    marks: Marks,
    key: Quiz | None,
) -> list[Told]:
    """Return the questions with answers and marks; with a `key`, the right answers as well."""
    return [
        Told(
            place=slot.place,
            kind=slot.kind.name,
            words=words.question(slot.question.id),
            available=slot.question.marks,
            marks=marks.get(slot.question.id, Fraction(0)),
            answer=answers.get(slot.question.id),
            key=_key(slot, key),
        )
        for slot in paper
    ]


def _asked(
    slot: Slot, words: LocalisedQuestion, answer: Answer | None, *, sheet: Sheet | None
) -> Asked:
    by_id = {choice.id: choice for choice in words.choices}
    fault = (sheet.faults if sheet else _NOTHING).get(slot.place)
    typed = sheet.typed[slot.place] if sheet and fault else slot.fill(answer)
    return Asked(
        place=slot.place,
        kind=slot.kind.name,
        marks=slot.question.marks,
        words=words,
        choices=tuple((str(n), by_id[one]) for n, one in enumerate(slot.order, start=1)),
        fields=typed,
        base=base_of(answer),
        fault=fault,
    )


def _key(slot: Slot, key: Quiz | None) -> Answer | None:
    question = key.question(slot.question.id) if key else None
    return kind_of(question).key(question) if question else None
