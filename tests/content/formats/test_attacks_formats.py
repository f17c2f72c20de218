"""Files that would keep a server busy are refused, or read in time that grows with their size."""

from time import process_time

import pytest

from academy.content.formats.door import read
from academy.content.formats.values import MOST_ITEMS, Format, FormatFault, FormatRefused

SOON = 10
"""Seconds of the slowest machine; what grew with the square of the size would take hours."""

GIFT, AIKEN = "a {T}\n\n", "a\nA) b\nB) c\nANSWER: A\n\n"


@pytest.mark.parametrize("text", [GIFT, AIKEN])
def test_a_file_has_so_many_questions_at_most(text: str) -> None:
    with pytest.raises(FormatRefused) as refused:
        read((text * (MOST_ITEMS + 1)).encode(), "file")
    assert refused.value.reason is FormatFault.TOO_MANY_PARTS
    assert refused.value.detail == {"limit": "10000"}


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_000_000 + GIFT,
        " \n" * 1_000_000 + GIFT,
        "::n:: a {\n\n" + "a\n\n" * 200_000,
        "// note\n\n" * 200_000 + GIFT,
        "a\n" + "$CATEGORY: a\n" * 200_000 + GIFT,
    ],
    ids=["lines", "spaces", "brace", "comments", "categories"],
)
def test_long_files_of_little_are_read_soon(text: str) -> None:
    before = process_time()
    assert read(text.encode(), "file").format is Format.GIFT
    assert process_time() - before < SOON


ESSAY = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="a" title="a">'
    '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/>'
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"'
    ' normalMaximum="{most}"/>'
    "<itemBody><p>Write.</p>"
    '<extendedTextInteraction responseIdentifier="RESPONSE"/></itemBody></assessmentItem>'
)


@pytest.mark.parametrize(
    ("most", "marks"), [("²", 1), ("9" * 5000, 1), ("٣", 1), ("0", 1), ("-2", 1), ("2.5", 2.5)]
)
def test_marks_that_are_no_number_are_one(most: str, marks: float) -> None:
    (item,) = read(ESSAY.format(most=most).encode(), "file").items
    assert item.question.marks == marks
