"""Whatever keeps a file out is told, with the names that the fault has."""

import re
from inspect import getsource

import pytest
from flask import Flask

from academy.authoring.messages.exchange import FAULTS, refusal_text, troubles
from academy.content import interchange
from academy.content.faults import Fault, FaultCode, PackageRefused
from academy.content.interchange import InterchangeFault, InterchangeRefused

DETAILS = {
    "limit": "8000000", "character": "U+202E", "found": "th", "expected": "km", "unit": "look",
    "source": "Look", "row": "7", "column": "word", "term": "cloud", "text": "Once upon",
}  # fmt: skip


def test_every_fault_has_words() -> None:
    assert set(FAULTS) == set(InterchangeFault)


@pytest.mark.parametrize("fault", list(InterchangeFault))
def test_words_use_no_name_that_the_fault_does_not_have(
    app: Flask, fault: InterchangeFault
) -> None:
    (said,) = re.findall(rf"{fault.name} = .*", getsource(interchange))
    known = set(re.findall(r"\w+", said.partition("#")[2]))
    detail = {name: value for name, value in DETAILS.items() if name in known}

    with app.test_request_context("/en/"):
        words = refusal_text(InterchangeRefused(fault, **detail))

    assert words.endswith(".")
    assert not re.search(r"[{}]", words)


def test_languages_and_numbers_are_written_as_a_reader_does(app: Flask) -> None:
    with app.test_request_context("/en/"):
        large = InterchangeRefused(InterchangeFault.TOO_LARGE, limit="8000000")
        other = InterchangeRefused(InterchangeFault.OTHER_LANGUAGE, found="", expected="km")
        (one,), (two,) = troubles(large), troubles(other)

    assert "8,000,000 bytes" in one.text
    assert "The file is not in ខ្មែរ" in two.text


def test_only_what_keeps_a_file_out_is_told(app: Flask) -> None:
    refused = PackageRefused(
        [
            Fault("locale/km.po", 3, FaultCode.PO_NO_CONTEXT),
            Fault("locale/km.po", 4, FaultCode.STALE_ENTRY, {"unit": "look"}),
        ]
    )

    with app.test_request_context("/en/"):
        (told,) = troubles(refused)

    assert (told.line, told.text) == (3, "The entry has no msgctxt. Add the id of its unit.")
