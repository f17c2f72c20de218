"""Every fault speaks the reader's language; what an author wrote in it stays as it is."""

import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from academy.authoring.messages.faults import SEVERITIES, fault_text
from academy.content.faults import Fault, FaultCode, Severity, sentence, template
from academy.content.sentences import NEAR_SENTENCES, PHRASES, SENTENCES
from academy.kernel.languages import get_language
from academy.web import i18n
from tools import catalogues

KHMER = {
    SENTENCES[FaultCode.NO_RIGHT_OPTION]: "«{question}» គ្មានចម្លើយត្រឹមត្រូវ។",
    SENTENCES[FaultCode.BAD_PO]: "អានមិនបាន ({why})។",
    NEAR_SENTENCES[FaultCode.UNKNOWN_KEY]: "«{near}» មែនទេ? មិនមែន «{key}»។",
    "empty": "ទទេ",
}


def with_details(code: FaultCode, sentence: str) -> Fault:
    names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
    return Fault("course.yaml", 1, code, {name: f"<{name}> & co" for name in names})


@pytest.fixture
def khmer_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody who reads Khmer, where these few sentences are translated."""
    folder = tmp_path / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="km")
    for message, text in KHMER.items():
        catalogue.add(message, text)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "TRANSLATIONS", tmp_path)
    app = Flask("school")
    i18n.init_app(app)
    with reading_khmer(app):
        yield


@contextmanager
def reading_khmer(app: Flask) -> Iterator[None]:
    with app.test_request_context("/km/"):
        i18n.use_language(get_language("km"))
        yield


@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_can_be_said(code: FaultCode, bare_app: Flask) -> None:
    fault = with_details(code, SENTENCES[code])
    with bare_app.test_request_context("/en/"):
        said = fault_text(fault)
    assert said == sentence(fault)
    assert all(detail in said for detail in fault.detail.values())


@pytest.mark.parametrize("code", NEAR_SENTENCES)
def test_what_may_have_been_meant_is_said(code: FaultCode, bare_app: Flask) -> None:
    fault = with_details(code, NEAR_SENTENCES[code])
    with bare_app.test_request_context("/en/"):
        assert "Did you mean" in fault_text(fault)
    assert template(fault) == NEAR_SENTENCES[code]


def test_all_of_it_is_collected_for_translation() -> None:
    collected = {message.id for message in catalogues.collect()}
    assert {*SENTENCES.values(), *NEAR_SENTENCES.values(), *PHRASES} <= collected


@pytest.mark.usefixtures("khmer_reader")
def test_a_khmer_reader_gets_the_khmer_sentence() -> None:
    fault = Fault("quizzes/check.yaml", 3, FaultCode.NO_RIGHT_OPTION, {"question": "{odd}-one"})
    assert fault_text(fault) == "«{odd}-one» គ្មានចម្លើយត្រឹមត្រូវ។"


@pytest.mark.usefixtures("khmer_reader")
def test_details_may_stand_in_another_order() -> None:
    fault = Fault("course.yaml", 3, FaultCode.UNKNOWN_KEY, {"key": "hour", "near": "hours"})
    assert fault_text(fault) == "«hours» មែនទេ? មិនមែន «hour»។"


@pytest.mark.usefixtures("khmer_reader")
def test_our_own_words_in_a_sentence_are_translated_and_an_author_s_are_not() -> None:
    fault = Fault("locale/km.po", 3, FaultCode.BAD_PO, {"why": "empty"})
    assert fault_text(fault) == "អានមិនបាន (ទទេ)។"
    named = Fault("quizzes/check.yaml", 3, FaultCode.NO_RIGHT_OPTION, {"question": "empty"})
    assert "empty" in fault_text(named)


@pytest.mark.usefixtures("khmer_reader")
def test_what_is_not_translated_is_said_in_english() -> None:
    fault = Fault("media/a.svg", 0, FaultCode.UNUSED_PICTURE)
    assert fault_text(fault) == "No lesson and no quiz uses this picture. Use it or remove it."


def test_each_severity_has_words() -> None:
    assert set(SEVERITIES) == set(Severity)
    assert len({str(words) for words in SEVERITIES.values()}) == len(Severity)
