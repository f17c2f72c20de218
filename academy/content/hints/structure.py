"""Hints about how a lesson is built: headings, tables, practice, and the time it takes.

People read silently some 238 words of English a minute (Brysbaert 2019, "How many words do we read
per minute?"), and fewer in a second language, as many learners do: 200. Chinese is read at 260
characters a minute (Wang, Lin and Guo 2019, "Visual requirement for Chinese reading with normal
vision"). For other scripts without spaces, 68 milliseconds a character, which fourteen languages
have in common (Trauzettel-Klosinski and Dietz 2012, "The New International Reading Speed Texts").
"""

from collections.abc import Callable, Iterator
from math import ceil

from markdown_it.token import Token

from academy.content.hints.codes import Hint, HintCode
from academy.content.hints.pages import Page, PartKind
from academy.content.markdown import BOX_OPEN, Box, box_name, line_of
from academy.kernel.languages import Language

_WORDS_WITHOUT_HEADING = 300
_LETTERS_WITHOUT_HEADING = 1_200
_COLUMNS = 4
_PRACTICE = frozenset({Box.CHECK, Box.EXAMPLE})
_MINUTE = 60_000
_A_WORD = _MINUTE // 200
_A_CHINESE_CHARACTER = _MINUTE // 260
_A_CHARACTER = 68


def heading_alone(page: Page) -> Iterator[Hint]:
    """A heading with nothing below it."""
    for place, token in enumerate(page.tokens):
        if token.type == "heading_open" and _ends(page.tokens[place + 3 : place + 4]):
            heading = page.tokens[place + 1].content
            yield Hint(HintCode.HEADING_ALONE, line_of(token), {"heading": heading})


def _ends(following: tuple[Token, ...]) -> bool:
    """Tell whether what follows a heading is the end, another heading or the end of a box."""
    return all(
        token.type in {"heading_open", "footnote_block_open"} or token.nesting < 0
        for token in following
    )


def no_headings(page: Page) -> Iterator[Hint]:
    """A long lesson without any heading but its title."""
    most = _WORDS_WITHOUT_HEADING if page.language.spaced else _LETTERS_WITHOUT_HEADING
    headings = [part for part in page.of(PartKind.HEADING) if part.block.opener.tag != "h1"]
    if page.length > most and not headings:
        yield Hint(HintCode.NO_HEADINGS, 1)


def wide_table(page: Page) -> Iterator[Hint]:
    """A table with more columns than a phone shows."""
    columns = line = 0
    for token in page.tokens:
        if token.type == "table_open":
            columns, line = 0, line_of(token)
        columns += token.type == "th_open"
        if token.type == "thead_close" and columns > _COLUMNS:
            detail = {"columns": str(columns), "most": str(_COLUMNS)}
            yield Hint(HintCode.WIDE_TABLE, line, detail)


def no_practice(page: Page) -> Iterator[Hint]:
    """A lesson in which a learner can neither try anything nor see it done."""
    boxes = {box_name(token) for token in page.tokens if token.type == BOX_OPEN}
    if page.parts and not boxes & _PRACTICE:
        yield Hint(HintCode.NO_PRACTICE, 1)


def reading_time(page: Page) -> Iterator[Hint]:
    """A lesson that takes longer to read than its unit is planned for."""
    needed = ceil(page.length * _milliseconds(page.language) / _MINUTE)
    if needed > page.minutes:
        detail = {"needed": str(needed), "planned": str(page.minutes)}
        yield Hint(HintCode.READING_TIME, 1, detail)


def _milliseconds(language: Language) -> int:
    """Return how long a reader needs for what is counted in a language."""
    if language.spaced:
        return _A_WORD
    return _A_CHINESE_CHARACTER if language.script == "Hans" else _A_CHARACTER


STRUCTURE: tuple[Callable[[Page], Iterator[Hint]], ...] = (
    reading_time,
    no_practice,
    no_headings,
    heading_alone,
    wide_table,
)
