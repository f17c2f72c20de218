"""Every fault has a sentence, and every detail that the sentence names."""

import string

import pytest

from academy.content.faults import Fault, FaultCode, Faults, Severity, sentence
from academy.content.sentences import SENTENCES, WARNINGS


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(FaultCode)


@pytest.mark.parametrize("code", FaultCode)
def test_a_sentence_says_what_is_wrong_and_what_to_do(code: FaultCode) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name]
    said = sentence(Fault("course.yaml", 1, code, dict.fromkeys(names, "x")))
    assert said.endswith(".")
    assert "{" not in said.replace("{ }", "")
    assert len(said) > 20


def test_only_warnings_let_a_package_in() -> None:
    severities = {code: Fault("", 0, code).severity for code in FaultCode}
    assert {code for code, each in severities.items() if each is Severity.WARNING} == WARNINGS


def test_a_fault_of_a_whole_file_names_no_line() -> None:
    fault = Fault("media/a.svg", 0, FaultCode.UNUSED_PICTURE)
    assert str(fault) == "media/a.svg: no lesson uses this picture. Use it or remove it."


def test_faults_are_told_once_and_in_order() -> None:
    faults = Faults()
    for line in (2, 1, 2):
        faults.add("course.yaml", line, FaultCode.YAML_TAG)
    assert [fault.line for fault in faults.all] == [1, 2]
