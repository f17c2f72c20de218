"""Receipts as they are typed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.ids import CROCKFORD
from academy.marking.rules.receipts import receipt_meant


@pytest.mark.parametrize(
    "typed",
    [
        "K0Q1-9X1M",
        "k0q1-9x1m",
        "K0Q19X1M",
        " k0q1 9x1m ",
        "KOQI-9XLM",
        "koql–9xim",
        "Ｋ０Ｑ１－９Ｘ１Ｍ",
        "K0Q1‑9X1M",
        "k 0 q 1 . 9 x 1 m",
    ],
)
def test_a_receipt_is_understood_however_it_is_written(typed: str) -> None:
    assert receipt_meant(typed) == "K0Q1-9X1M"


@pytest.mark.parametrize(
    "typed", ["", "-", "K0Q1-9X1", "K0Q1-9X1MM", "K0Q1-9X1U", "ក្បាច់១២៣៤", "K" * 300]
)
def test_what_is_no_receipt_is_none(typed: str) -> None:
    assert receipt_meant(typed) is None


@given(st.text(alphabet=CROCKFORD, min_size=8, max_size=8), st.data())
def test_every_receipt_is_found_by_its_look_alikes(code: str, data: st.DataObject) -> None:
    looks = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(data.draw(st.sampled_from(looks.get(one, one + one.lower()))) for one in code)

    assert receipt_meant(typed) == f"{code[:4]}-{code[4:]}"


@given(st.text(max_size=60))
def test_what_is_meant_is_a_receipt_or_nothing(typed: str) -> None:
    meant = receipt_meant(typed)

    assert meant is None or receipt_meant(meant) == meant
