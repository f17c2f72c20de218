from io import BytesIO

import pikepdf
import pytest

from academy.credentials.service import print_sheet, textlayer
from academy.credentials.service.textlayer import _Paragraph
from tests.credentials.made import sheet_in
from tests.credentials.papers import content_of

RUN = b"q 1 0 0 -1 %b cm/c0 cs 0 scn\nBT 0 Tr/f0 12 Tf 1 0 0 -1 2 0 Tm(\\000\\001)Tj\nET\nQ\n"


def test_runs_of_one_paragraph_become_one_piece_in_one_space() -> None:
    content = (
        b"EMC/Span<</MCID 3/Lang(en)>>BDC\n"
        + RUN % b"100 500"
        + b"EMC/Span<</MCID 4>>BDC\n"
        + RUN % b"110.5 497"
        + b"EMC/Span<</MCID 5>>BDC\n"
        + RUN % b"7 7"
        + b"EMC"
    )
    paragraph = _Paragraph("នុ", 4)
    written = textlayer._rewritten(content, {3: paragraph, 4: paragraph})
    assert b"/Span<</MCID 3/Lang(en)/ActualText<FEFF179317BB>>>BDC" in written
    assert b"MCID 4" not in written
    assert b"1 0 0 -1 2.00000 0.00000 Tm" in written
    assert b"1 0 0 -1 12.50000 3.00000 Tm" in written
    assert written.count(b"BDC") + 1 == written.count(b"EMC")
    assert RUN % b"7 7" in written


def test_a_paragraph_of_another_shape_is_said_once_where_it_stands() -> None:
    body = b"q 2 0 0 2 0 0 cm\nBT (a)Tj\nET\nQ\n"
    content = b"/P<</MCID 0>>BDC\n" + body + b"EMC"
    written = textlayer._rewritten(content, {0: _Paragraph("ก", 0)})
    assert body in written
    assert written.startswith(b"\n/P<</MCID 0/ActualText<FEFF0E01>>>BDC\n")
    assert written.endswith(b"EMC\n")


def test_marks_and_spaces_stay_balanced_in_a_real_page() -> None:
    content = content_of(print_sheet(sheet_in("th")))
    assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC")
    assert content.count(b"ActualText") < 20


def test_texts_that_are_not_those_of_the_page_are_refused() -> None:
    printed = BytesIO(print_sheet(sheet_in("en")))
    with pikepdf.open(printed) as page, pytest.raises(ValueError, match="zip"):
        textlayer.mend(page, ["too few"])
