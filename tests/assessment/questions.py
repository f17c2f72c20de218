"""One question of every type, and attempts that were tried."""

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from academy.content.model import (
    CertificateTerms,
    Completion,
    Course,
    Entry,
    Feedback,
    Level,
    Marking,
    Option,
    Quiz,
    Track,
)
from academy.content.questions.calculated import Calculated, Variable
from academy.content.questions.categorise import Categorise, Item
from academy.content.questions.cloze import ChoiceGap, Cloze, NumberGap, TextGap
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.matching import Matching, Prompt
from academy.content.questions.matrix import Matrix, Row
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity, Unit
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse

BACK = Feedback("Right so.", "Look again.")

LOCK = SingleChoice(
    id="strongest-lock",
    marks=1,
    text="Which lock is hardest to guess?",
    feedback=BACK,
    options=(
        Option("a", "1234"),
        Option("b", "Four words", correct=True),
        Option("c", "A birthday"),
    ),
)
HABITS = MultipleResponse(
    id="good-habits",
    marks=2,
    text="Which habits are good?",
    feedback=BACK,
    marking=Marking.PARTIAL,
    options=(
        Option("lock", "Lock it", correct=True),
        Option("update", "Update it", correct=True),
        Option("share", "Share the code"),
        Option("reuse", "Reuse a passphrase"),
    ),
)
SECRET = TrueFalse(
    id="code-is-secret", marks=1, text="A bank asks for codes.", feedback=BACK, answer=False
)
FEE = Numeric(
    id="fee", marks=1, text="How much?", feedback=BACK, answer=Fraction(1400), unit="rupiah"
)
WORD = ShortText(
    id="name-of-trick",
    marks=1,
    text="What is it called?",
    feedback=BACK,
    accept=("phishing", "a phishing message"),
)
PAIRS = Matching(
    id="who-does-what",
    marks=2,
    text="What helps?",
    feedback=BACK,
    prompts=(Prompt("lost", "It is lost", "lock"), Prompt("sold", "It is sold", "erase")),
    options=(Entry("lock", "Lock it"), Entry("erase", "Erase it"), Entry("nothing", "Do nothing")),
)
ORDER = Ordering(
    id="first-hour",
    marks=1,
    text="In which order?",
    feedback=BACK,
    items=(Entry("stop", "Stop"), Entry("call", "Call"), Entry("tell", "Tell")),
)
GAPS = Cloze(
    id="how-long",
    marks=Fraction(4),
    text="Fill the gaps.",
    feedback=BACK,
    passage="A [[what]] of [[length]] letters is **hard** to [[do]].",
    gaps=(
        ChoiceGap(
            id="what",
            weight=2,
            options=(
                Option("name", "name", feedback="Anyone knows it."),
                Option("phrase", "passphrase", correct=True, feedback="It is long."),
                Option("word", "word", weight=Fraction(1, 2)),
            ),
        ),
        NumberGap(
            id="length",
            answer=Fraction(20),
            tolerance=Fraction(2),
            answers=(GradedNumber(Fraction(12), Fraction(0), Fraction(1, 2), "A little longer."),),
        ),
        TextGap(
            id="do",
            accept=("guess",),
            answers=(GradedText("find", Fraction(1, 4), "Nearly."),),
        ),
    ),
)
TABLE = Matrix(
    id="how-safe",
    marks=Fraction(2),
    text="How safe is it?",
    feedback=BACK,
    rows=(Row("pin", "A PIN", ("some",)), Row("none", "No lock", ("not",))),
    columns=(Entry("not", "Not safe"), Entry("some", "Fairly safe"), Entry("very", "Very safe")),
)
BOXES = Matrix(
    id="what-for",
    marks=Fraction(2),
    text="What is each for?",
    feedback=BACK,
    several=True,
    rows=(
        Row("phone", "A phone", ("call", "pay")),
        Row("card", "A card", ("pay",)),
        Row("key", "A key", ()),
    ),
    columns=(Entry("call", "To call"), Entry("pay", "To pay"), Entry("cook", "To cook")),
)
GROUPED = Categorise(
    id="who-may-know",
    marks=Fraction(3),
    text="Who may know it?",
    feedback=BACK,
    groups=(Entry("all", "Everybody"), Entry("me", "Only me")),
    items=(
        Item("name", "My name", "all"),
        Item("pin", "My PIN", "me"),
        Item("weather", "Tomorrow's weather", ""),
    ),
)
PARCEL = Quantity(
    id="parcel",
    marks=Fraction(2),
    text="How heavy is it?",
    feedback=BACK,
    answer=Fraction(7, 5),
    tolerance=Fraction(1, 50),
    relative=True,
    units=(Unit("kg", "kilograms", Fraction(1)), Unit("g", "grams", Fraction(1, 1000))),
    figures=3,
    figures_share=Fraction(1, 2),
)
MANGOES = Calculated(
    id="mangoes",
    marks=Fraction(1),
    text="A box of {a} costs {b}. What do three cost?",
    feedback=Feedback("{b} for {a} it is.", "Look again at {a}."),
    formula="round(3*b/a, 2)",
    variables=(
        Variable("a", Fraction(4), Fraction(12)),
        Variable("b", Fraction(2), Fraction(6), Fraction(1, 4)),
    ),
    tolerance=Fraction(1, 100),
    unit="dollars",
)
PHONE = Hotspot(
    id="phone",
    marks=Fraction(1),
    text="Where is the lock?",
    feedback=BACK,
    picture="phone.png",
    alt="A phone with two signs",
    width=640,
    height=320,
    spots=(
        Spot("low", Shape.CIRCLE, (400, 180, 60)),
        Spot(
            "lock",
            Shape.RECTANGLE,
            (200, 60, 300, 140),
            "The sign",
            correct=True,
            feedback="There it is.",
        ),
        Spot("edge", Shape.POLYGON, (450, 20, 560, 20, 500, 120), "The edge"),
    ),
)
SIGNS = replace(
    PHONE,
    id="signs",
    several=True,
    marking=Marking.PARTIAL,
    spots=(replace(PHONE.spots[0], correct=True), *PHONE.spots[1:]),
)
QUIZ = Quiz("Check", "", 70, 3, True, (LOCK, HABITS, SECRET, FEE, WORD, PAIRS, ORDER))  # noqa: FBT003


COURSE = Course(
    id="safe",
    track=Track.CYBERSECURITY,
    level=Level.FOUNDATION,
    language="en",
    hours=1,
    title="Safe",
    summary="",
    outcomes=(),
    competences=(),
    modules=(),
    completion=Completion(),
    certificate=CertificateTerms(""),
)


@dataclass(frozen=True)
class _Tried:
    state: str
    passed: bool | None
    submitted_at: datetime | None = None


def tried(*states: str, passed: bool = False) -> list[_Tried]:
    """Return attempts in these states; the first of them passed, or did not."""
    first, *others = (*states, *[""] * (not states))
    made = [_Tried(first, passed), *(_Tried(state, passed=False) for state in others)]
    return made if states else []
