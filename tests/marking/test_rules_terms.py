"""What may be said about when a quiz is open, and what may be granted."""

from datetime import timedelta

import pytest

from academy.assessment.rules.conditions import Opening
from academy.marking.rules.needs import NeedRefused, need_refused
from academy.marking.rules.terms import TermsRefused, terms_refused
from tests.cast import NOW

LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("opening", "refused"),
    [
        (Opening(), None),
        (Opening(NOW), None),
        (Opening(None, NOW), None),
        (Opening(NOW, LATER, "water"), None),
        (Opening(LATER, NOW), TermsRefused.CLOSES_BEFORE_OPENING),
        (Opening(NOW, NOW), TermsRefused.CLOSES_BEFORE_OPENING),
        (Opening(code="x" * 64), None),
        (Opening(code="x" * 65), TermsRefused.CODE_TOO_LONG),
    ],
)
def test_a_quiz_closes_later_than_it_opens_and_its_code_can_be_typed(
    opening: Opening, refused: TermsRefused | None
) -> None:
    assert terms_refused(opening) is refused


@pytest.mark.parametrize(
    ("percent", "attempts", "refused"),
    [
        (25, 0, None),
        (0, 1, None),
        (300, 20, None),
        (0, 0, NeedRefused.NOTHING_GRANTED),
        (301, 0, NeedRefused.OUT_OF_BOUNDS),
        (-1, 1, NeedRefused.OUT_OF_BOUNDS),
        (0, 21, NeedRefused.OUT_OF_BOUNDS),
        (25, -1, NeedRefused.OUT_OF_BOUNDS),
    ],
)
def test_something_is_granted_and_not_without_end(
    percent: int, attempts: int, refused: NeedRefused | None
) -> None:
    assert need_refused(percent, attempts) is refused
