"""Texts as the Academy keeps them, for Hypothesis: any letters, line ends, tabs, nothing hidden."""

from hypothesis import strategies as st

from academy.content.text import clean, hidden_mark

_LETTERS = st.one_of(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zl", "Zp"],
        exclude_characters="\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    st.sampled_from("\n\t <>&\"'\\"),
)

words = st.text(_LETTERS, max_size=40).map(clean).filter(lambda text: not hidden_mark(text))
some = words.filter(bool)
