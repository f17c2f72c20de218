"""What an author says of very answers that were typed, in whatever language they were."""

from dataclasses import replace
from fractions import Fraction

from academy.assessment.rules.grading import grade
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import drawn, lay_out
from academy.assessment.rules.shown import told
from academy.content.model import Feedback, Package, Quiz
from academy.content.po import Catalogue, Entry
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.quiz_texts import quiz_texts
from tests.assessment.questions import COURSE

HALF = Fraction(1, 2)
TOWN = ShortText(
    id="town",
    marks=Fraction(2),
    text="Which town?",
    feedback=Feedback("Yes.", "No."),
    accept=("Vientiane",),
    answers=(
        GradedText("York", Fraction(1), "With a capital.", case=True),
        GradedText("york", HALF, "Small, but there."),
        GradedText("Leeds", Fraction(0), "That is another one."),
    ),
)
SUM = Numeric(
    id="sum",
    marks=Fraction(1),
    text="How much?",
    feedback=Feedback("Yes.", "No."),
    answer=Fraction(10),
    answers=(GradedNumber(Fraction(12), Fraction(1), HALF, "Nearly."),),
)
QUIZ = Quiz("Remarks", "", 50, 0, False, (TOWN, SUM))  # noqa: FBT003
PACKAGE = Package(
    COURSE,
    {},
    {"check": QUIZ},
    catalogues={
        "km": Catalogue(
            "km",
            {
                ("check", "york"): Entry("យ៉ក | យ៉ោក"),
                ("check", "Small, but there."): Entry("តូច តែមាន។"),
            },
        )
    },
)


def remarks(answers: dict[str, str], language: str = "en") -> list[str]:
    marked = drawn(quiz_with_keys(PACKAGE, "check", language), 1)
    words = quiz_texts(PACKAGE, "check", language)
    marks = grade(marked, answers).marks
    found = told(lay_out(QUIZ, 1), words, answers, marks=marks, marked=marked)
    return [remark.html for one in found for remark in one.remarks]


def share(word: str) -> Fraction:
    marked = quiz_with_keys(PACKAGE, "check")
    return grade(replace(marked, questions=marked.questions[:1]), {"town": word}).total / 2


def test_the_first_answer_that_is_the_same_says_what_it_earns() -> None:
    shares = [share(word) for word in ("York", "york", "YORK", "Leeds", "vientiane", "Hue")]
    assert shares == [1, HALF, HALF, 0, 1, 0]


def test_what_is_said_of_it_is_told() -> None:
    assert remarks({"town": "York", "sum": "11.5"}) == ["With a capital.", "Nearly."]
    assert remarks({"town": "Hue", "sum": "10"}) == []


def test_a_word_of_another_language_is_spoken_of_as_well() -> None:
    assert remarks({"town": "យ៉ោក"}, "km") == ["តូច តែមាន។"]
    assert share("យ៉ក") == HALF
