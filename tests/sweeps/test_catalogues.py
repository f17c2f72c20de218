"""The interface speaks all twelve languages, whole and true to its placeholders."""

import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from academy.kernel.languages import DEFAULT, LANGUAGES, Language
from tools import catalogues

KEPT = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+[^>]*>")
OTHERS = [language for language in LANGUAGES if language is not DEFAULT]
SCRIPTS = {
    "Hans": "CJK",
    "Thai": "THAI",
    "Khmr": "KHMER",
    "Laoo": "LAO",
    "Mymr": "MYANMAR",
    "Taml": "TAMIL",
    "Latn": "LATIN",
}
LEAST_SHARE_IN_SCRIPT = 0.7


def read(language: Language) -> Catalog:
    path = Path("translations") / language.babel / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language.babel)


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def sources(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_the_template_is_what_the_code_says_today() -> None:
    written = (catalogues.FOLDER / "messages.pot").read_bytes()
    assert catalogues.as_text(catalogues.collect()) == written, "run `make catalogues`"


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.tag)
def test_no_word_is_missing_and_none_is_doubtful(language: Language) -> None:
    catalogue = read(language)
    wanted = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogues.collect() if m.id}
    whole = {
        sources(message)[0]
        for message in catalogue
        if message.id and all(texts(message)) and not message.fuzzy
    }
    assert sorted(wanted - whole) == []


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.tag)
def test_placeholders_and_tags_survive(language: Language) -> None:
    broken = [
        text
        for message in read(language)
        if message.id
        for text in texts(message)
        if frozenset(KEPT.findall(text))
        not in {frozenset(KEPT.findall(source)) for source in sources(message)}
    ]
    assert broken == []


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.tag)
def test_words_are_written_in_the_language_s_own_script(language: Language) -> None:
    letters = [
        unicodedata.name(letter, "?").split()[0]
        for message in read(language)
        if message.id
        for text in texts(message)
        for letter in KEPT.sub("", text)
        if letter.isalpha()
    ]
    own = sum(name == SCRIPTS[language.script] for name in letters)
    assert own / len(letters) >= LEAST_SHARE_IN_SCRIPT
