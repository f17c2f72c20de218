"""What stands on a card, and when it lets somebody in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.rules import CARD_LASTS, Card, CardRefused, card_refused, plain_code
from academy.kernel.ids import CROCKFORD
from tests.cast import NOW

GOOD = Card(expires_at=NOW + CARD_LASTS, used_at=None, is_owner_active=True, must_choose=False)
NO = CardRefused.CARD_NOT_GOOD


@pytest.mark.parametrize(
    "typed", ["7KQ2-9XWM", "7kq29xwm", " 7KQ2 9XWM ", "７ＫＱ２－９ＸＷＭ", "7KQ2–9XWM"]
)
def test_a_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert plain_code(typed) == "7KQ29XWM"


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert plain_code("o0Il") == "0011"


@given(st.text(alphabet=CROCKFORD, max_size=20), st.text())
def test_a_plain_code_stays_as_it_is(code: str, text: str) -> None:
    assert plain_code(code) == code
    assert plain_code(plain_code(text)) == plain_code(text)


def test_a_card_lets_in_once_and_in_time() -> None:
    assert card_refused(GOOD, now=NOW) is None
    assert card_refused(GOOD, now=NOW + CARD_LASTS - timedelta(seconds=1)) is None
    assert card_refused(GOOD, now=NOW + CARD_LASTS) is NO
    assert card_refused(None, now=NOW) is NO
    assert card_refused(replace(GOOD, is_owner_active=False), now=NOW) is NO
    assert card_refused(replace(GOOD, used_at=NOW), now=NOW) is NO


def test_an_answer_lost_on_the_way_may_be_asked_for_again() -> None:
    used = replace(GOOD, used_at=NOW, must_choose=True)
    assert card_refused(used, now=NOW + timedelta(minutes=1)) is None
    assert card_refused(used, now=NOW + timedelta(minutes=2)) is NO
    assert card_refused(replace(used, must_choose=False), now=NOW + timedelta(minutes=1)) is NO
