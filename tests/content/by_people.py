"""Questions that people mark, for tests: one of each, and as many as Hypothesis draws."""

from hypothesis import strategies as st

from academy.content.model import Feedback, Question, Quiz
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.rubrics import Criterion, Level
from tests.content.strategies import feedback, ids, marks, maybe, texts

RUBRIC = (
    Criterion("clear", "Is it *clear*?", (Level("no", "No", 0), Level("yes", "Yes", 3))),
    Criterion("whole", "Is it whole?", (Level("no", "Half", 1), Level("yes", "All", 2))),
)
LETTER = FreeText(
    id="letter",
    marks=5,
    text="Write to your neighbours.",
    feedback=Feedback("They understand.", "Say it in fewer words."),
    words_least=20,
    words_most=80,
    rubric=RUBRIC,
    notes="Look for the date first.",
)
PHOTO = FileUpload(
    id="photo",
    marks=2,
    text="Photograph your filter.",
    feedback=LETTER.feedback,
    extensions=("jpg", "png"),
    files=3,
    kilobytes=4_000,
    rubric=RUBRIC,
    notes="It has three layers.",
)


@st.composite
def rubrics(draw: st.DrawFn) -> tuple[Criterion, ...]:
    names = draw(st.lists(ids.filter(lambda name: name != "rubric"), max_size=3, unique=True))
    said = draw(st.lists(texts, min_size=len(names), max_size=len(names), unique=True))
    return tuple(
        Criterion(name, text, draw(levels())) for name, text in zip(names, said, strict=True)
    )


@st.composite
def levels(draw: st.DrawFn) -> tuple[Level, ...]:
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    said = draw(st.lists(texts, min_size=len(names), max_size=len(names), unique=True))
    points = [draw(st.integers(1, 100)), *(draw(st.integers(0, 100)) for _ in names[1:])]
    return tuple(map(Level, names, said, points))


common = {"marks": marks, "text": texts, "feedback": feedback, "rubric": rubrics(), "notes": maybe}
free_texts = st.builds(
    FreeText,
    **common,
    id=st.just("q1"),
    words_least=st.integers(0, 99),
    words_most=st.one_of(st.just(0), st.integers(99, 100_000)),
)
file_uploads = st.builds(
    FileUpload,
    **common,
    id=st.just("q2"),
    extensions=st.lists(st.sampled_from(EXTENSIONS), min_size=1, unique=True).map(tuple),
    files=st.integers(1, 10),
    kilobytes=st.integers(1, 2_000),
)


def quiz_of(*questions: Question) -> Quiz:
    return Quiz("Check", "", 50, 0, False, questions)  # noqa: FBT003
