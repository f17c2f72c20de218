"""What a course is, as frozen values. Texts are NFC, without control marks: see `text`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from academy.content.po import Catalogue

COURSE = "course"
"""The context of what stands in `course.yaml`; no unit may be called so."""


class Track(StrEnum):
    """What a course is about."""

    AI = "ai"
    CYBERSECURITY = "cybersecurity"
    ECOMMERCE = "ecommerce"


class Level(StrEnum):
    """Whom a course is for."""

    FOUNDATION = "foundation"
    INTERMEDIATE = "intermediate"
    VOCATIONAL = "vocational"


class UnitKind(StrEnum):
    """What a learner does in a unit."""

    LESSON = "lesson"
    QUIZ = "quiz"


class FactKind(StrEnum):
    """What differs from country to country."""

    REPORT_SCAM = "report-scam"
    EMERGENCY = "emergency"
    DATA_LAW = "data-law"
    QR_PAYMENT = "qr-payment"
    CONSUMER_HELP = "consumer-help"


class Marking(StrEnum):
    """How a multiple response is marked."""

    PARTIAL = "partial"
    ALL_OR_NOTHING = "all-or-nothing"


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a course. Its title is the lesson's heading or the quiz's title."""

    id: str
    kind: UnitKind
    minutes: int
    required: bool
    title: str


@dataclass(frozen=True, slots=True)
class Module:
    """Units that belong together."""

    id: str
    title: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """What else completes a course besides its required units: a mean of best scores, percent."""

    minimum_score: int | None = None


@dataclass(frozen=True, slots=True)
class CertificateTerms:
    """What the certificate says of its holder."""

    statement: str


@dataclass(frozen=True, slots=True)
class Course:
    """The structure of a course and the words of `course.yaml`."""

    id: str
    track: Track
    level: Level
    language: str
    hours: int
    title: str
    summary: str
    outcomes: tuple[str, ...]
    competences: tuple[str, ...]
    modules: tuple[Module, ...]
    completion: Completion
    certificate: CertificateTerms

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit, in the order in which it is learned."""
        return tuple(unit for module in self.modules for unit in module.units)

    def unit(self, unit_id: str) -> Unit:
        """Return a unit by its id; raise `KeyError` where there is none."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What makes the right answer right, and how to find it next time."""

    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose or to put in order."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose; its feedback, if any, is shown to whoever chose it."""

    id: str
    text: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The left side of a matching, and the id of the option that belongs to it."""

    id: str
    text: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has."""

    id: str
    marks: int
    text: str
    feedback: Feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    """Exactly one option is right."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleResponse(Question):
    """One option or more are right."""

    marking: Marking
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A sentence that holds or does not."""

    answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """A number, right when it is at most `tolerance` away. `unit` is shown behind the field."""

    answer: Fraction
    tolerance: Fraction = Fraction(0)
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(Question):
    """A word or two, compared folded; `accept` is in the source language."""

    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Each prompt has one option; options may be left over."""

    prompts: tuple[Prompt, ...]
    options: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Items, written in their right order."""

    items: tuple[Entry, ...]


AnyQuestion = (
    SingleChoice | MultipleResponse | TrueFalse | Numeric | ShortText | Matching | Ordering
)


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions and the rules of trying them. `attempts` 0 means as many as one likes.

    `draw` says how many of the questions each attempt draws; 0 means that it asks all of them.
    """

    title: str
    intro: str
    pass_mark: int
    attempts: int
    shuffle: bool
    questions: tuple[AnyQuestion, ...]
    draw: int = 0

    @property
    def asked(self) -> int:
        """How many questions an attempt asks."""
        return self.draw if 0 < self.draw < len(self.questions) else len(self.questions)

    def question(self, question_id: str) -> AnyQuestion:
        """Return a question by its id; raise `KeyError` where there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


@dataclass(frozen=True, slots=True)
class Fact:
    """What holds in one country, where it was read, and until when it may be trusted."""

    country: str
    kind: FactKind
    text: str
    url: str
    source: str
    checked: date
    review_by: date


@dataclass(frozen=True, slots=True)
class Package:
    """A whole course: Markdown and quizzes by unit, pictures by name, catalogues by language."""

    course: Course
    lessons: Mapping[str, str]
    quizzes: Mapping[str, Quiz]
    media: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict[str, Catalogue])

    @property
    def languages(self) -> tuple[str, ...]:
        """The source language, then every language there is a catalogue for."""
        return (self.course.language, *sorted(self.catalogues))
