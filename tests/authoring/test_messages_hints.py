"""Every hint has words: what could be easier, and what to do."""

import re

import pytest
from flask import Flask

from academy.authoring.messages.hints import HINTS, hint_text
from academy.content.hints import Hint, HintCode, lesson_hints

EVERYTHING = """\
# Lock

## Alone

{opening}

![two-keys](media/two-keys.svg)

![Picture of keys](media/two-keys.svg)

![{alternative}](media/two-keys.svg)

See [here](unit:more) and <https://example.org>, 100 % sure.

**a** **b** **c** **d**

- {opening}

| a | b | c | d | e |
| - | - | - | - | - |

{paragraph}
"""
SOURCES = (
    EVERYTHING.format(opening="word " * 70, alternative="k" * 201, paragraph="word " * 150),
    EVERYTHING.format(opening="字" * 260, alternative="字" * 201, paragraph="字" * 500),
    "# Lock\n\n" + ("Lock it now. " * 40 + "\n\n") * 3,
)


def every_hint() -> list[Hint]:
    return [
        hint
        for source, language in zip(SOURCES, ("en", "zh-Hans", "en"), strict=True)
        for hint in lesson_hints(source, minutes=1, language=language)
    ]


def test_the_words_are_total() -> None:
    assert set(HINTS) == set(HintCode)
    assert {hint.code for hint in every_hint()} == set(HintCode)


def test_each_sentence_names_what_its_hint_holds_and_nothing_else(app: Flask) -> None:
    with app.test_request_context("/en/"):
        for hint in every_hint():
            assert set(re.findall(r"%\((\w+)\)s", str(HINTS[hint.code]))) == set(hint.detail)


def test_a_hint_says_what_and_what_to_do(app: Flask) -> None:
    hint = Hint(HintCode.WIDE_TABLE, 7, {"columns": "5", "most": "4"})
    with app.test_request_context("/en/"):
        assert hint_text(hint) == (
            "This table has 5 columns, and a phone shows 4 at most. "
            "Leave columns out, or make two tables of it."
        )


@pytest.mark.parametrize("text", ["100 % sure", "%(text)s", "1200"])
def test_what_an_author_wrote_stays_as_it_is(app: Flask, text: str) -> None:
    hint = Hint(HintCode.VAGUE_LINK, 1, {"text": text})
    with app.test_request_context("/en/"):
        assert f"“{text}”" in hint_text(hint)


def test_numbers_are_written_as_the_reader_does(app: Flask) -> None:
    hint = Hint(HintCode.LONG_PARAGRAPH, 1, {"length": "1200", "most": "110"})
    with app.test_request_context("/en/"):
        assert "1,200 words" in hint_text(hint)
