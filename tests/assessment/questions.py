"""One question of every type, and attempts that were tried."""

from dataclasses import dataclass
from fractions import Fraction

from academy.content.model import (
    CertificateTerms,
    Completion,
    Course,
    Entry,
    Feedback,
    Level,
    Marking,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Prompt,
    Quiz,
    ShortText,
    SingleChoice,
    Track,
    TrueFalse,
)

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


def tried(*states: str, passed: bool = False) -> list[_Tried]:
    """Return attempts in these states; the first of them passed, or did not."""
    first, *others = (*states, *[""] * (not states))
    made = [_Tried(first, passed), *(_Tried(state, passed=False) for state in others)]
    return made if states else []
