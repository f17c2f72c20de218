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
    """How the parts of an answer make its marks; the rules stand in docs/questions.md."""

    ALL_OR_NOTHING = "all-or-nothing"
    PARTIAL = "partial"
    PARTIAL_WITHOUT_PENALTY = "partial-without-penalty"
    NEGATIVE = "negative"
    WEIGHTS = "weights"


class Difficulty(StrEnum):
    """How hard a question is meant to be; nothing where its author does not say."""

    UNSAID = ""
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Mode(StrEnum):
    """When a learner hears how they did: at the end, at once, or at once with another try."""

    DEFERRED = "deferred"
    IMMEDIATE = "immediate"
    ADAPTIVE = "adaptive"


class Counts(StrEnum):
    """Which of several attempts is the learner's score."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


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
    """What is said of an answer: what makes it right, and how to find that next time.

    `partly` is said where something is missing (else `wrong` is), `general` whatever was answered.
    """

    right: str
    wrong: str
    partly: str = ""
    general: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose or to put in order."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose; its feedback, if any, is shown to whoever chose it.

    `weight` is the share of the marks that choosing it earns, from -1 to 1, under `weights`.
    """

    id: str
    text: str
    correct: bool = False
    feedback: str = ""
    weight: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has; what else it has depends on its type: see `questions`.

    `outcome` and `difficulty` are what a quiz draws by. `hints` are shown one by one, in the modes
    that have several tries; each hint and each wrong try costs the share `penalty` of the marks.
    """

    id: str
    marks: Fraction
    text: str
    feedback: Feedback
    marking: Marking = Marking.ALL_OR_NOTHING
    outcome: str = ""
    difficulty: Difficulty = Difficulty.UNSAID
    hints: tuple[str, ...] = ()
    penalty: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Draw:
    """How many questions an attempt draws of those with an outcome and a difficulty.

    What is left out may be any.
    """

    count: int
    outcome: str = ""
    difficulty: Difficulty = Difficulty.UNSAID

    def fits(self, question: Question) -> bool:
        """Tell whether a question may be drawn by this rule."""
        return self.outcome in {"", question.outcome} and self.difficulty in {
            Difficulty.UNSAID,
            question.difficulty,
        }


@dataclass(frozen=True, slots=True)
class Conduct:
    """How attempts at a quiz go.

    `minutes` is the time for one attempt and `wait` the time between two, in minutes; 0 is no
    limit. `requires` are the quizzes that have to be passed before. `markers` is how many people
    mark what needs people, `peers` how many fellow learners review it.
    """

    mode: Mode = Mode.DEFERRED
    counts: Counts = Counts.BEST
    certainty: bool = False
    minutes: int = 0
    wait: int = 0
    requires: tuple[str, ...] = ()
    markers: int = 1
    peers: int = 0


@dataclass(frozen=True, slots=True)
class Quiz:
    """Questions and the rules of trying them. `attempts` 0 means as many as one likes.

    `draw` says how many of the questions each attempt draws; 0 means that it asks all of them.
    `draws` are rules for drawing, one after the other; where there are some, `draw` is 0.
    """

    title: str
    intro: str
    pass_mark: int
    attempts: int
    shuffle: bool
    questions: tuple[Question, ...]
    draw: int = 0
    draws: tuple[Draw, ...] = ()
    conduct: Conduct = Conduct()

    @property
    def asked(self) -> int:
        """How many questions an attempt asks."""
        wanted = sum(rule.count for rule in self.draws) or self.draw
        return wanted if 0 < wanted < len(self.questions) else len(self.questions)

    def question(self, question_id: str) -> Question:
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
