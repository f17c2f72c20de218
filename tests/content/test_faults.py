"""Every fault has a sentence, and every detail that the sentence names."""

import string

import pytest

from academy.content.faults import Fault, FaultCode, Faults, Severity, sentence, template
from academy.content.marking import N_
from academy.content.reader import check_package
from academy.content.sentences import NEAR_SENTENCES, PHRASES, SENTENCES, WARNINGS
from tests.content.builders import KHMER, edited, files


def details(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(FaultCode)


@pytest.mark.parametrize("code", FaultCode)
def test_a_sentence_says_what_is_wrong_and_what_to_do(code: FaultCode) -> None:
    said = sentence(Fault("course.yaml", 1, code, dict.fromkeys(details(SENTENCES[code]), "x")))
    assert said[0] == "x" or not said[0].islower()
    assert said.endswith(".")
    assert "{" not in said
    assert len(said) > 20


def test_every_kind_of_mistake_has_words_of_its_own() -> None:
    said = [*SENTENCES.values(), *NEAR_SENTENCES.values()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("code", NEAR_SENTENCES)
def test_what_may_have_been_meant_is_said_where_it_is_known(code: FaultCode) -> None:
    names = details(NEAR_SENTENCES[code])
    assert names == details(SENTENCES[code]) | {"near"}
    assert template(Fault("", 0, code, dict.fromkeys(names, "x"))) == NEAR_SENTENCES[code]
    assert template(Fault("", 0, code)) == SENTENCES[code]


def test_other_sentences_stay_as_they_are() -> None:
    fault = Fault("", 0, FaultCode.NO_TITLE, {"near": "x"})
    assert template(fault) == SENTENCES[FaultCode.NO_TITLE]


def test_a_mark_for_translation_changes_nothing() -> None:
    assert N_("Keep one.") == "Keep one."


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (files({"locale/km.po": f'{KHMER}\nmsgctxt "a"\n'}), "msgid or msgstr is missing"),
        (files({"locale/km.po": f"{KHMER}\n#|\n"}), "empty"),
        (edited("locale/km.po", "charset=UTF-8", ""), "nothing"),
        (files({"media/keys.svg": "<p/>"}), "its root is not svg"),
    ],
)
def test_our_own_words_in_a_sentence_are_known(broken: dict[str, bytes], why: str) -> None:
    found = [{*fault.detail.values()} & PHRASES for fault in check_package(broken).faults]
    assert {why} in found


def test_only_warnings_let_a_package_in() -> None:
    severities = {code: Fault("", 0, code).severity for code in FaultCode}
    assert {code for code, each in severities.items() if each is Severity.WARNING} == WARNINGS


def test_a_fault_of_a_whole_file_names_no_line() -> None:
    fault = Fault("media/a.svg", 0, FaultCode.UNUSED_PICTURE)
    assert (
        str(fault) == "media/a.svg: No lesson and no quiz uses this picture. Use it or remove it."
    )


def test_faults_are_told_once_and_in_order() -> None:
    faults = Faults()
    for line in (2, 1, 2):
        faults.add("course.yaml", line, FaultCode.YAML_TAG)
    assert [fault.line for fault in faults.all] == [1, 2]
