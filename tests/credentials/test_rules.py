import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.credentials.rules import CredentialRefused, canonical_id, may_revoke, words_in
from academy.kernel.ids import CROCKFORD, readable_id
from tests.cast import NOW

plain_ids = st.text(CROCKFORD, min_size=12, max_size=12)


@given(st.builds(readable_id))
def test_an_id_as_we_make_it_is_canonical(made: str) -> None:
    assert canonical_id(made) == made


@given(st.text())
def test_what_is_canonical_stays_so(typed: str) -> None:
    found = canonical_id(typed)
    assert found is None or canonical_id(found) == found


@given(plain_ids, st.data())
def test_case_width_and_hyphens_do_not_matter(plain: str, data: st.DataObject) -> None:
    wanted = f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
    between = st.sampled_from(["", "-", " ", "–", "-", "\u200b", " - "])
    typed = "".join(letter + data.draw(between) for letter in plain)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in plain)
    assert canonical_id(typed) == wanted
    assert canonical_id(typed.lower()) == wanted
    assert canonical_id(wide) == wanted
    assert unicodedata.normalize("NFKC", wide) == plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7kq2 9xwm 3ftb", "7KQ2-9XWM-3FTB"),
        ("oO0o-iI1l-L1lI", "0000-1111-1111"),
        ("  7KQ2—9XWM_3FTB.", "7KQ2-9XWM-3FTB"),
    ],
)
def test_what_is_easily_misread_is_understood(typed: str, meant: str) -> None:
    assert canonical_id(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "7KQ2-9XWM", "7KQ2-9XWM-3FTB-0", "7KQ2-9XWM-3FTU", "7KQ2-9XWM-3FT!", "១២៣៤១២៣៤១២៣៤"],
)
def test_what_cannot_be_an_id_is_none(typed: str) -> None:
    assert canonical_id(typed) is None


@pytest.mark.parametrize(
    ("revoked_at", "why", "verdict"),
    [
        (None, "issued to the wrong person", None),
        (None, "", CredentialRefused.NO_REASON),
        (NOW, "again", CredentialRefused.ALREADY_REVOKED),
        (NOW, "", CredentialRefused.ALREADY_REVOKED),
    ],
)
def test_a_certificate_is_revoked_once_and_for_a_reason(
    revoked_at: datetime | None, why: str, verdict: CredentialRefused | None
) -> None:
    assert may_revoke(revoked_at=revoked_at, why=why) is verdict


def test_words_fall_back_to_the_language_of_the_course() -> None:
    texts = {"en": "Clean water", "km": "ទឹកស្អាត"}
    own = words_in(texts, "km", "en")
    assert (own.text, own.lang) == ("ទឹកស្អាត", "km")
    other = words_in(texts, "lo", "en")
    assert (other.text, other.lang) == ("Clean water", "en")
