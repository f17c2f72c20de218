"""A quiz as a page shows it: what is asked, what was filled in, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from academy.assessment.rules.items.kind import Answer, Fields, InputFault
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.paper import Slot
from academy.assessment.rules.sheet import Sheet, base_name, base_of, field_name, sure_name
from academy.content.model import Question, Quiz
from academy.content.quiz_texts import Choice, LocalisedQuestion, LocalisedQuiz, Text

Answers = Mapping[str, Answer]
Marks = Mapping[str, Fraction]

_NOTHING: Mapping[int, InputFault] = MappingProxyType({})
_UNSAID: Mapping[str, int | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the paper. A page names a choice by its place alone.

    `question` is there for what its type draws, such as which field a gap has: never its key.
    """

    place: int
    kind: str
    marks: Fraction
    question: Question
    words: LocalisedQuestion
    choices: tuple[tuple[str, Choice], ...]
    fields: Fields
    base: str
    sure: int | None
    fault: InputFault | None

    @property
    def script(self) -> str:
        """The file of its type's script, if there is one."""
        return kind_of(self.question).script

    @property
    def is_upload(self) -> bool:
        """Whether files come with its answer."""
        return kind_of(self.question).is_upload

    @property
    def sure_name(self) -> str:
        """The name of the field that says how sure the learner is."""
        return sure_name(self.place)

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
    """One question on the result: what was answered, what it earned, and why.

    `is_awaited` tells that people still have to say what it earns; `remarks` are what its author
    says of answers that were typed. `share` is what the answer alone is worth, where a program
    knows that: hints, tries and certainty make it other marks.
    """

    place: int
    kind: str
    question: Question
    words: LocalisedQuestion
    available: Fraction
    marks: Fraction
    answer: Answer | None
    key: Answer | None
    is_awaited: bool = False
    remarks: tuple[Text, ...] = ()
    share: Fraction | None = None

    @property
    def is_by_people(self) -> bool:
        """Whether there is an answer, and people say what it earns."""
        return self.answer is not None and kind_of(self.question).is_marked_by_people

    @property
    def is_right(self) -> bool:
        """Whether nothing is missing in the answer, or it earned everything."""
        return self.marks == self.available or (self.share is not None and self.share >= 1)

    @property
    def is_partly_right(self) -> bool:
        """Whether something is right and something is missing."""
        worth = self.marks if self.share is None else self.share
        return worth > 0 and not self.is_right

    @property
    def feedback(self) -> Text:
        """What is said of such an answer."""
        if self.is_right:
            return self.words.right
        return (self.is_partly_right and self.words.partly) or self.words.wrong

    def has_choice(self, choice_id: str) -> bool:
        """Tell whether there is a choice of that id: a draft may name one that is not."""
        return any(choice.id == choice_id for choice in self.words.choices)

    def choice(self, choice_id: str) -> Choice:
        """Return the words of a choice."""
        return next(choice for choice in self.words.choices if choice.id == choice_id)


def asked(
    paper: tuple[Slot, ...],
    words: LocalisedQuiz,
    answers: Answers,
    *,
    sure: Mapping[str, int | None] = _UNSAID,
    sheet: Sheet | None = None,
) -> list[Asked]:
    """Return the questions as they stand: with their answers, or what was typed and is none.

    `sure` says how sure the learner was of each, by question.
    """
    return [
        _asked(
            slot,
            slot.spoken(words),
            (answers.get(slot.question.id), sure.get(slot.question.id)),
            sheet=sheet,
        )
        for slot in paper
    ]


def told(
    paper: Sequence[Slot],
    words: LocalisedQuiz,
    answers: Answers,
    *,
    marks: Marks,
    marked: Quiz | None = None,
    shows_key: bool = False,
) -> list[Told]:
    """Return the questions with answers and marks.

    `marked` is the quiz of this very attempt as it is marked (`paper.drawn`), with the words of
    every language: by it, what is said of known answers is found, and the right answers are told
    where `shows_key` lets them.
    """
    known = {question.id: question for question in marked.questions} if marked else {}
    return [
        _told(
            slot,
            slot.spoken(words),
            known.get(slot.question.id),
            given=(answers.get(slot.question.id), marks.get(slot.question.id)),
            shows_key=shows_key,
        )
        for slot in paper
    ]


def _told(
    slot: Slot,
    words: LocalisedQuestion,
    marked: Question | None,
    *,
    given: tuple[Answer | None, Fraction | None],
    shows_key: bool,
) -> Told:
    answer, marks = given
    return Told(
        place=slot.place,
        kind=slot.kind.name,
        question=slot.question,
        words=words,
        available=(marked or slot.question).marks,
        marks=marks or Fraction(0),
        answer=answer,
        key=_key(slot, marked) if shows_key else None,
        is_awaited=slot.kind.is_marked_by_people and answer is not None and marks is None,
        remarks=_remarks(slot, words, marked, answer=answer),
        share=_share(slot, marked, answer),
    )


def _share(slot: Slot, marked: Question | None, answer: Answer | None) -> Fraction | None:
    """Return what an answer is worth in itself, where a program knows that."""
    is_unknown = marked is None or answer is None or slot.kind.is_marked_by_people
    return None if is_unknown else slot.kind.share(marked, answer)


def _key(slot: Slot, marked: Question | None) -> Answer | None:
    """Return the right answer, where a program knows one."""
    return None if marked is None or slot.kind.is_marked_by_people else slot.kind.key(marked)


def _remarks(
    slot: Slot, words: LocalisedQuestion, marked: Question | None, *, answer: Answer | None
) -> tuple[Text, ...]:
    """Return what the author says of the very answers that were typed."""
    if marked is None or answer is None:
        return ()
    said = (
        choice.feedback
        for group, name in slot.kind.remarks(marked, answer)
        for choice in words.own.groups.get(group, ())
        if choice.id == name
    )
    return tuple(filter(None, said))


def _asked(
    slot: Slot,
    words: LocalisedQuestion,
    given: tuple[Answer | None, int | None],
    *,
    sheet: Sheet | None,
) -> Asked:
    answer, sure = given
    by_id = {choice.id: choice for choice in words.choices}
    fault = (sheet.faults if sheet else _NOTHING).get(slot.place)
    typed = sheet.typed[slot.place] if sheet and fault else slot.fill(answer)
    return Asked(
        place=slot.place,
        kind=slot.kind.name,
        marks=slot.question.marks,
        question=slot.question,
        words=words,
        choices=tuple((str(n), by_id[one]) for n, one in enumerate(slot.order, start=1)),
        fields=typed,
        base=base_of(answer, sure),
        sure=sure,
        fault=fault,
    )
