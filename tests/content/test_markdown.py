"""A text without marks is its words: the parser need not be asked, and says the same."""

from hypothesis import given
from hypothesis import strategies as st

from academy.content import bounds, markdown
from academy.content.markdown import make_markdown, parse_inline

_TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" \tab1.,:;!?#$%^+-={}~|/>'\"()@ទឹក水น้ำ"),
    st.text(alphabet="ab *_[]()!`\\<>&;\n"),
)


@given(_TEXTS)
def test_a_text_is_parsed_as_the_parser_parses_it(text: str) -> None:
    asked = make_markdown().parseInline(text, {})[0].children or []

    assert parse_inline(text) == list(asked)


def test_a_text_that_is_too_long_is_cut_as_ever() -> None:
    long = "a" * (bounds.TEXT + 10)

    assert markdown.plain(parse_inline(long)) == "a" * (bounds.TEXT + 1)
