"""Lessons and quizzes as HTML: in the language where there is one, marked where there is not."""

# ruff: noqa: E501 - what is written as one line is read as one

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.model import Package
from academy.content.questions.short_text import ShortText
from academy.content.render import (
    Rendered,
    Text,
    Words,
    accepted_words,
    fact_placeholder,
    quiz_texts,
    render_inline,
    render_lesson,
)
from academy.content.wall import ALLOWED_TAGS, walled
from tests.content.builders import LESSON, edited_package, package
from tests.content.test_pictures import png
from tests.content.unchecked import unchecked

ENGLISH = Words("Note", "Tip", "Warning", "Example", "Footnotes", "Back to the text")
KHMER = Words("ចំណាំ", "គន្លឹះ", "ប្រយ័ត្ន", "ឧទាហរណ៍")


def lesson(language: str = "en", text: str = LESSON, words: Words = ENGLISH) -> Rendered:
    course = package({"lessons/screen-lock.md": text})
    return render_lesson(course, "screen-lock", language, words)


def test_the_title_stands_apart() -> None:
    shown = lesson("km", words=KHMER)
    assert (shown.title, shown.title_lang) == ("ចាក់សោអេក្រង់", "km")
    assert "h1" not in shown.html
    assert lesson("lo").title_lang == "en"


def test_a_translated_block_bears_no_mark() -> None:
    assert "<li>ជ្រើសរើសសោ។</li>" in lesson("km").html


def test_what_is_not_translated_is_marked_with_its_language() -> None:
    html = lesson("km", words=KHMER).html
    assert '<h2 id="s-which-lock" lang="en">Which lock?</h2>' in html
    assert '<li><span lang="en">Open the <code>settings</code>.</span></li>' in html
    assert '<th class="center" scope="col" lang="en">Lock</th>' in html
    assert '<p class="box-title" lang="en">A code is a <em>key</em></p>' in html
    assert '<summary lang="en">Your bank calls. What do you do?</summary>' in html


def test_a_stale_translation_gives_way_to_the_new_source() -> None:
    html = lesson("km").html
    assert '<p lang="en">Test it.</p>' in html
    assert "សាកល្បងពីរដង" not in html


def test_in_its_own_language_nothing_is_marked() -> None:
    assert "lang=" not in lesson().html


def test_a_box_without_title_is_headed_in_the_readers_language() -> None:
    html = lesson("km", words=KHMER).html
    assert '<aside class="box tip" role="note">\n<p class="box-title">គន្លឹះ</p>' in html


def test_a_check_folds_its_answer_away() -> None:
    html = lesson().html
    assert (
        '<details class="check">\n<summary>Your bank calls. What do you do?</summary>\n'
        "<p>Hang up.</p>\n</details>"
    ) in html


def test_a_fact_leaves_its_placeholder() -> None:
    shown = lesson()
    assert fact_placeholder("report-scam") in shown.html
    assert shown.facts == {"report-scam"}


def test_a_picture_knows_its_size_and_waits() -> None:
    shown = lesson("km")
    assert (
        '<p class="picture"><img src="media:keys.svg" alt="កូនសោពីរ" width="640" height="280"'
        ' loading="lazy" decoding="async"></p>'
    ) in shown.html
    assert shown.media == {"keys.svg"}
    assert 'alt="Two keys on a ring"' in lesson().html


def stall(*widths: int) -> Package:
    """A package whose lesson shows a picture 1,440 pixels wide, with smaller sizes."""
    sizes: dict[str, str | bytes | None] = {
        f"media/stall.{width}w.png": png(width, width // 2) for width in widths
    }
    text = LESSON.replace("media/keys.svg", "media/stall.png")
    return package(sizes | {"media/stall.png": png(1440, 720), "lessons/screen-lock.md": text})


def test_a_picture_with_sizes_lets_the_browser_choose() -> None:
    shown = render_lesson(stall(960, 480), "screen-lock", "en", ENGLISH)
    assert (
        '<img src="media:stall.png" alt="Two keys on a ring" width="1440" height="720"'
        ' srcset="media:stall.480w.png 480w, media:stall.960w.png 960w, media:stall.png 1440w"'
        ' sizes="(min-width: 46rem) 44rem, 100vw" loading="lazy" decoding="async">'
    ) in shown.html
    assert shown.media == {"stall.png", "stall.480w.png", "stall.960w.png"}


def test_addresses_of_sizes_are_the_callers_too() -> None:
    course = stall(480)
    url = "/media/{}?a=1&b=2".format
    html = render_lesson(course, "screen-lock", "en", ENGLISH, media_url=url).html
    assert 'srcset="/media/stall.480w.png?a=1&amp;b=2 480w, /media/stall.png?a=1' in html


@pytest.mark.parametrize("course", [package(), stall(), stall(1_440), stall(2_000)])
def test_a_picture_without_smaller_sizes_offers_no_choice(course: Package) -> None:
    shown = render_lesson(course, "screen-lock", "en", ENGLISH)
    assert "srcset" not in shown.html
    assert "sizes=" not in shown.html
    assert len(shown.media) == 1


def test_a_picture_of_which_only_the_digest_is_here_offers_no_choice() -> None:
    course = stall(480, 960)
    bare = replace(course, media=dict.fromkeys(course.media, b"0123456789abcdef" * 4))
    shown = render_lesson(bare, "screen-lock", "en", ENGLISH)
    assert '<img src="media:stall.png" alt="Two keys on a ring" loading="lazy"' in shown.html
    assert shown.media == {"stall.png"}


OFFERS = [
    ("/media/a.webp 480w", True),
    ("media:a.480w.webp 480w, https://example.org/a.webp 960w", True),
    ("javascript:alert(1) 480w", False),
    ("/a.webp 480w, data:image/png;base64,AAAA 960w", False),
    ("//example.org/a.webp 480w", False),
    ("/a.webp 2x", False),
    ("/a.webp 480w,/b.webp 960w", False),
    ("/a.webp", False),
    ("", False),
]


@pytest.mark.parametrize(("srcset", "passes"), OFFERS)
def test_only_addresses_of_pictures_pass_the_wall(srcset: str, passes: bool) -> None:  # noqa: FBT001 - a row of a table
    html = walled(f'<img src="/a.webp" alt="A" srcset="{srcset}" sizes="100vw">')
    assert ("srcset" in html) is passes
    assert 'src="/a.webp" alt="A"' in html


def test_addresses_are_the_callers() -> None:
    shown = render_lesson(
        package(),
        "screen-lock",
        "en",
        ENGLISH,
        media_url="/media/{}?a=1&b=2".format,
        unit_url="/en/learn/{}/".format,
    )
    assert 'src="/media/keys.svg?a=1&amp;b=2"' in shown.html
    assert '<a href="/en/learn/extra/">more</a>' in shown.html


def test_a_link_outside_gives_nothing_away() -> None:
    assert '<a href="https://example.org/" rel="noopener noreferrer">a page</a>' in lesson().html


def test_a_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    frame = '<div class="table" tabindex="0" role="group" aria-labelledby="s-which-lock">'
    assert frame in lesson().html
    bare = "# T\n\n| a |\n|---|\n| b |\n"
    assert '<div class="table" tabindex="0">\n<table>' in lesson(text=bare).html


def test_columns_keep_their_alignment_as_classes() -> None:
    html = lesson().html
    assert '<td class="center">PIN</td>' in html
    assert '<td class="end">6</td>' in html
    assert "style" not in html


def test_code_stays_as_it_is_and_can_be_scrolled() -> None:
    assert '<pre tabindex="0"><code>lock --now\n</code></pre>' in lesson("km").html
    assert "<code>a &lt; b\n</code>" in lesson(text="# T\n\n    a < b\n").html


def test_footnotes_lead_there_and_back() -> None:
    html = lesson().html
    assert '<a href="#fn-1" id="fnref-1" role="doc-noteref">1</a>' in html
    assert '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">' in html
    assert '<li id="fn-1"><p>Often, at least. <a href="#fnref-1" role="doc-backlink"' in html
    assert 'aria-label="Back to the text"' in html
    assert "aria-label=" not in lesson("km", words=KHMER).html


def test_a_footnote_that_is_used_twice_leads_back_once() -> None:
    html = lesson(text="# T\n\na[^1] b[^1]\n\n[^1]: Note.\n").html
    assert 'id="fnref-1-2"' in html
    assert html.count("doc-backlink") == 1


def test_headings_that_read_alike_have_names_of_their_own() -> None:
    html = lesson(text="# T\n\n## One\n\na\n\n## One\n\nb\n").html
    assert re.findall(r'id="([^"]+)"', html) == ["s-one", "s-one-2"]


def test_headings_that_look_like_numbered_ones_have_names_of_their_own_too() -> None:
    titles = ["One", "One 2", "One", "One", "One 2", *["One"] * 1_900]
    html = lesson(text="# T\n\n" + "".join(f"## {title}\n\n" for title in titles)).html
    names = re.findall(r'id="([^"]+)"', html)
    assert names[:5] == ["s-one", "s-one-2", "s-one-3", "s-one-4", "s-one-2-2"]
    assert len(set(names)) == len(titles)


def test_a_table_is_not_filled_up_with_more_cells_than_anybody_would_write() -> None:
    head, rows = f"|{'a|' * 500}\n|{'-|' * 500}\n", "|b|\n" * 100
    assert lesson(text=f"# T\n\n{head}{rows}").html.count("<td") < 5_000


def test_a_heading_keeps_its_name_in_every_language() -> None:
    names = [re.findall(r'<h2 id="([^"]+)"', lesson(language).html) for language in ("en", "km")]
    assert names[0] == names[1]


def test_a_box_that_nobody_knows_is_a_note_and_a_fact_that_nobody_knows_is_nothing() -> None:
    course = unchecked("Text.\n\n::: hint\nA\n:::\n\n::: fact weather\n:::\n")
    shown = render_lesson(course, "extra", "en", ENGLISH)
    assert shown.html == (
        '<p>Text.</p>\n<aside class="box note" role="note">\n<p class="box-title"></p>\n<p>A</p>\n</aside>\n'
    )
    assert shown.facts == frozenset()


def test_a_lesson_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        render_lesson(package(), "check", "en", ENGLISH)


INLINE = [
    ("Use *this* `code`", "Use <em>this</em> <code>code</code>"),
    ("[the lesson](unit:extra)", '<a href="unit:extra">the lesson</a>'),
    ("[x](javascript:alert)", "<a>x</a>"),
    ("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
    ("![*A* map\nof `x`](media/a.svg)", "A map of x"),
    ("![a ![b](c)](d)", "a b"),
    ("# no heading", "# no heading"),
]


@pytest.mark.parametrize(("source", "html"), INLINE)
def test_a_text_of_a_quiz_is_inline_markdown(source: str, html: str) -> None:
    assert render_inline(source) == html


def test_a_quiz_speaks_the_readers_language_piece_by_piece() -> None:
    course = edited_package("locale/km.po", 'msgid "phishing"', 'msgid "Never."')
    quiz = quiz_texts(course, "check", "km", unit_url="/km/{}".format)
    assert quiz.title == Text("Check what you know", "en")
    assert quiz.intro.html == "Seven questions."
    first = quiz.question("strongest-lock")
    assert first.text.html == "Which lock is <em>hardest</em> to guess?"
    assert [(choice.id, bool(choice.feedback)) for choice in first.choices] == [
        ("a", True),
        ("b", False),
    ]
    assert '<a href="/km/screen-lock">' in first.wrong.html
    assert quiz.question("secret").right == Text("ការបន្លំ | phishing", "km")
    assert quiz.question("fee").unit == Text("rupiah", "en")
    assert not quiz.question("secret").unit
    assert [prompt.id for prompt in quiz.question("who").prompts] == ["lost", "sold"]
    assert [choice.id for choice in quiz.question("who").choices] == ["lock", "erase", "nothing"]
    assert [choice.id for choice in quiz.question("first-hour").choices] == ["stop", "call"]
    with pytest.raises(KeyError):
        quiz.question("none")


def test_a_word_is_accepted_in_every_language() -> None:
    course = package()
    question = course.quizzes["check"].question("trick")
    assert isinstance(question, ShortText)
    assert accepted_words(course, "check", question.accept) == (
        "phishing",
        "a phishing message",
        "ការបន្លំ",
    )


class Tags(HTMLParser):
    """Collects the tags, attributes and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [str(value) for name, value in attrs if name in {"href", "src"}]


HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from([
            "<script>alert(1)</script>", "<img src=x onerror=y>", "[x](javascript:y)", "](", "![a](media/keys.svg)",
            "![a](data:text/html,x)", "\n\n", "\n::: tip <b>\n", "\n::: fact report-scam\n", '\n::: fact x"><b>\n',
            "\n::: check <i>\n", "\n:::\n", "\n# ", "\n## ", "\n| a | b |\n|---|--:|\n| c | d |\n", "[^1]", "\n[^1]: x\n",
            "\n- ", "\n> ", "\n```\n", "    ", "<academy-fact kind=x>", "&lt;", "\\", "`", "**", "<https://x.org>",
        ]),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(HOSTILE)
def test_whatever_is_written_nothing_unlisted_comes_out(text: str) -> None:
    page = Tags()
    page.feed(render_lesson(unchecked(f"# T\n\n{text}\n"), "extra", "km", ENGLISH).html)
    assert page.tags <= ALLOWED_TAGS
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert all(re.match(r"https://|media:|unit:|#", address) for address in page.addresses)


@settings(deadline=None)
@given(HOSTILE)
def test_whatever_a_quiz_says_nothing_unlisted_comes_out(text: str) -> None:
    page = Tags()
    page.feed(render_inline(text))
    assert page.tags <= {"em", "strong", "code", "a", "br"}
