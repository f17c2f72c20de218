"""From a lesson to HTML, in a language.

Translations take the place of the source before the inline Markdown is parsed, so footnotes
count and links resolve as in the source. What is not translated stays, marked with its `lang`. The
HTML is made when a course is published; what depends on the reader (the facts of a country) is left
as a placeholder, `<academy-fact kind="…"></academy-fact>`, that nothing but a fact box can make.
"""

from collections.abc import Callable
from dataclasses import dataclass

from academy.content.catalogues import localised
from academy.content.inline import as_is, render_inline
from academy.content.lesson_html import Page, Words, lesson_html
from academy.content.model import Package
from academy.content.quiz_texts import (
    Choice,
    LocalisedQuestion,
    LocalisedQuiz,
    Text,
    accepted_words,
    quiz_texts,
)

__all__ = [
    "Choice",
    "LocalisedQuestion",
    "LocalisedQuiz",
    "Rendered",
    "Text",
    "Words",
    "accepted_words",
    "fact_placeholder",
    "quiz_texts",
    "render_inline",
    "render_lesson",
]

_media_as_is: Callable[[str], str] = "media:{}".format


@dataclass(frozen=True, slots=True)
class Rendered:
    """A lesson to show under its title, and what it needs: kinds of facts, names of pictures."""

    title: str
    title_lang: str
    html: str
    facts: frozenset[str]
    media: frozenset[str]


def render_lesson(  # noqa: PLR0917 - the lesson, and in which words
    package: Package,
    unit_id: str,
    language: str,
    words: Words,
    *,
    media_url: Callable[[str], str] = _media_as_is,
    unit_url: Callable[[str], str] = as_is,
) -> Rendered:
    """Return a lesson in a language; raise `KeyError` where there is no such lesson."""
    page = Page(package, unit_id, language, words, media_url, unit_url)
    html = lesson_html(page)
    title = localised(package, language, unit_id, package.course.unit(unit_id).title)
    return Rendered(
        title=title.text,
        title_lang=title.lang,
        html=html,
        facts=frozenset(page.facts),
        media=frozenset(page.media),
    )


def fact_placeholder(kind: str) -> str:
    """Return what stands in the HTML where the fact of the reader's country belongs."""
    return f'<academy-fact kind="{kind}"></academy-fact>'
