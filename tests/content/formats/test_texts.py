"""Texts of other systems become inline Markdown that shows the same words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.formats.flow import from_html, markdown_of
from academy.content.formats.losses import ItemRefused, Loss, LossCode, Losses, short
from academy.content.formats.numbers import decimal, is_decimal, number, percent, settled, share
from academy.content.formats.runs import (  # fmt: skip
    Run,
    from_markdown,
    is_plain,
    leads_inside,
    tidy,
    to_html,
    to_markdown,
    words,
)
from academy.content.formats.texts import How, Ids, Texts, letter, slug
from tests.content.formats.drawn import raw, runs


def read(html: str) -> tuple[str, list[str]]:
    losses = Losses()
    return markdown_of(from_html(html, losses).finish(), losses), [loss.code for loss in losses]


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ("plain", "plain", []),
        ("<p>What is <b>bold </b>and <i>it</i>?</p>", "What is **bold** and *it*?", []),
        ("<strong>a <em>b</em> c</strong>", "**a *b* c**", []),
        ("one<br>two<br/>", "one  \ntwo", []),
        ("<p>one</p><p>two</p>", "one  \ntwo", ["blocks"]),
        ("H<sub>2</sub>O and x<sup>2</sup>", "H₂O and x²", []),
        ("x<sup>!</sup>", "x!", ["styling"]),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "• a  \n• b  \n1. c", ["blocks"] * 2),
        ("<li>alone</li>", "• alone", []),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 | 2", ["table"]),
        ("<pre>a\nb</pre>", "a  \nb", ["blocks"]),
        ('<a href="https://example.org/">here</a>', "[here](https://example.org/)", []),
        ('<a href="http://example.org">here</a><a>x</a>', "herex", ["link"]),
        ('<img src="data:image/png;base64,AA" alt="A map">', "A map", ["picture"]),
        ('<img src="a/b.png"/>', "", ["picture"]),
        ("<script>alert('<b>')</script>ok<style>p</style>", "ok", ["script"] * 2),
        ('<audio src="a.mp3">fallback</audio>ok<embed src="x">!', "ok!", ["media"] * 2),
        ("<math><mi>x</mi></math>", "x", ["formula", "styling"]),
        (r"\(x^2\)", r"\\(x^2\\)", ["formula"]),
        ('<p style="color: red" dir="ltr" onclick="x()">a</p>', "a", ["styling", "script"]),
        ("<u>under</u>", "under", ["styling"]),
        ("<code>a`b</code><code>c`</code>", "`` a`bc` ``", []),
        ("3 < 5 &amp; a<y", "3 < 5 & a<y", []),
        ("x <y and > z", r"x \<y and > z", []),
        ("a <b", "a <b", []),
        ("a <b c", "a <b c", []),
        ("*a* _b_ [c](d) `e` &copy;", r"\*a\* \_b\_ \[c\](d) \`e\` ©", []),
        ("<!-- a comment -->b<!-- c", "b", []),
        ("</b></i></code></a></sup></ul></pre></audio>a", "a", []),
        ("\u202eabc", "abc", ["hidden-character"]),
        ("<b>foo:</b>bar", "foo:bar", ["styling"]),
        ("&nbsp;<p> &nbsp; </p>a", "a", []),
    ],
)
def test_html_is_read_with_its_losses(html: str, markdown: str, lost: list[str]) -> None:
    assert read(html) == (markdown, lost)


@given(raw)
def test_a_text_is_shown_as_it_is(text: str) -> None:
    written = to_markdown([Run(text)])[0]
    assert words(from_markdown(written)) == words(tidy([Run(text)]))


@given(st.lists(runs, max_size=4))
def test_html_of_a_text_is_read_as_the_same_text(parts: list[Run]) -> None:
    losses = Losses()
    text = markdown_of(parts, losses)
    assert markdown_of(from_html(to_html(text), losses).finish(), losses) == text or losses.all


@pytest.mark.parametrize(
    "text",
    ["<!--" * 20_000, "<a " * 20_000, "<a href=" * 20_000, "<a b='" * 20_000, "<y " * 20_000 + ">",
     "</" * 30_000, "<" * 60_000, "<b>" * 20_000, "&" * 60_000, "<![CDATA[" * 9_000],
)  # fmt: skip
def test_hostile_html_takes_no_time(text: str) -> None:
    start = time.process_time()
    from_html(text, Losses()).finish()
    assert time.process_time() - start < 5


def test_many_special_characters_are_escaped_at_once() -> None:
    assert read("*" * 100)[0] == r"\*" * 100


def test_ways_of_writing() -> None:
    texts = Texts()
    assert texts.markdown("**a**\n\n<b>c</b> | d", How.MARKDOWN) == "**a**  \n**c** | d"
    assert texts.markdown("**a**\n<b>", How.PLAIN) == "\\*\\*a\\*\\*  \n\\<b>"
    assert texts.markdown("a\n<b>b</b>", How.AUTO) == "a  \n**b**"
    assert texts.words("<b>a</b>", How.HTML) == "a"


def test_a_text_may_be_too_long() -> None:
    with pytest.raises(ItemRefused) as refused:
        Texts().markdown("a" * 6_000)
    assert refused.value.why.code is LossCode.TOO_LONG
    with pytest.raises(ItemRefused):
        Texts().markdown("a" * 500_000)
    assert (
        Texts().markdown('<img src="data:image/png;base64,' + "A" * 500_000 + '" alt="map">')
        == "map"
    )


def test_links_inside_a_course_stay_inside() -> None:
    assert leads_inside("[a](unit:b)")
    assert to_html("[a](unit:b) ![c](media/d.png)\ne") == "a c e"
    assert to_markdown([Run("a", link="https://x.org/(b)")])[0] == "[a](<https://x.org/(b)>)"
    assert is_plain("a b")
    assert not is_plain("*a*")


def test_losses_are_told_once_and_not_without_end() -> None:
    losses = Losses()
    for _ in range(2):
        losses.add(LossCode.TAG, what="x" * 300)
    assert losses.all == (Loss(LossCode.TAG, {"what": "x" * 119 + "…"}),)
    for place in range(500):
        losses.add(LossCode.TAG, what=str(place))
    assert len(losses.all) == 200
    assert short("a\n b") == "a b"


def test_numbers_are_exact() -> None:
    assert number(" 1.50 ") == number("15e-1")
    assert number("1e99") is None
    assert number("1,5") is None
    assert percent(share(number("0.3333333") or number("0"))) == "33.33333"  # type: ignore[arg-type]
    third = settled(sum([number("0.333333333333333")] * 3))  # type: ignore[arg-type,list-item]
    assert third == 1
    assert decimal(-third / 8) == "-0.125"
    assert decimal(third / 3, 3) == "0.333"
    assert is_decimal(third / 8)
    assert not is_decimal(third / 3)


def test_ids_are_unique() -> None:
    ids = Ids()
    given_ids = [ids.of(name) for name in ("A b!", "a-b", "a-b-2", "ខ្មែរ", "")]
    assert given_ids == ["a-b", "a-b-2", "a-b-2-2", "q", "q-2"]
    assert slug("x" * 100, {"x" * 58}) == "x" * 58 + "-2"
    assert (letter(0), letter(30)) == ("a", "o31")


@settings(deadline=None)
@given(st.text())
def test_any_text_is_html(text: str) -> None:
    read(text)
