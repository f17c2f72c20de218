"""The letters, texts, ids and numbers that Hypothesis makes questions of."""

from fractions import Fraction

from hypothesis import strategies as st

from academy.content.model import Entry, Feedback
from academy.content.text import clean, hidden_mark
from academy.kernel.text import fold

LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"], exclude_characters="<>[]!|\\`&"
)


def sound(text: str) -> str:
    """A text as a reader keeps it: something to see, and nothing hidden."""
    kept = clean(text)
    return "?" if hidden_mark(kept) or not fold(kept) else kept


texts = st.text(LETTERS, max_size=12).map(sound)
maybe = st.one_of(st.just(""), texts)
ids = st.text("abc019-", min_size=1, max_size=5)
marks = st.integers(1, 100)
feedback = st.builds(Feedback, texts, texts)
fractions = st.one_of(
    st.fractions(-(10**9), 10**9, max_denominator=1_000),
    st.decimals(-1_000, 1_000, places=4).map(Fraction),
)


@st.composite
def entry_lists(draw: st.DrawFn) -> tuple[Entry, ...]:
    names = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    said = draw(st.lists(texts, min_size=len(names), max_size=len(names), unique=True))
    return tuple(map(Entry, names, said))
