"""When a score may be set by hand, and when a question may be corrected."""

from dataclasses import replace
from fractions import Fraction

import pytest

from academy.assessment.rules.corrections import Corrected, CorrectionKind
from academy.marking.rules.corrections import (
    CorrectionRefused,
    may_correct,
    still_count,
)
from academy.marking.rules.grades import LONGEST_REASON, OverrideRefused, may_set
from tests.assessment.questions import HABITS, LOCK

KEY, VOID, FULL, PUBLISHED = (
    CorrectionKind.KEY,
    CorrectionKind.VOID,
    CorrectionKind.FULL,
    CorrectionKind.PUBLISHED,
)
OTHER_LOCK = replace(
    LOCK, options=tuple(replace(one, correct=one.id == "c") for one in LOCK.options)
)


@pytest.mark.parametrize(
    ("proposed", "reason", "refused"),
    [
        (Corrected(LOCK.id, VOID), "", CorrectionRefused.NO_REASON),
        (Corrected(LOCK.id, VOID), "x" * (LONGEST_REASON + 1), CorrectionRefused.TOO_LONG),
        (Corrected(LOCK.id, PUBLISHED), "So.", CorrectionRefused.NOTHING_TO_UNDO),
        (Corrected(LOCK.id, KEY), "So.", CorrectionRefused.OTHER_SHAPE),
        (Corrected(LOCK.id, KEY, HABITS), "So.", CorrectionRefused.OTHER_SHAPE),
        (Corrected(LOCK.id, KEY, OTHER_LOCK), "So.", None),
        (Corrected(LOCK.id, FULL), "So.", None),
    ],
)
def test_a_correction_needs_a_reason_and_a_fitting_question(
    proposed: Corrected, reason: str, refused: CorrectionRefused | None
) -> None:
    assert may_correct(proposed, reason, asked=LOCK, before=()) is refused


def test_a_question_that_never_was_is_not_corrected() -> None:
    wanted = Corrected("gone", VOID)
    assert may_correct(wanted, "So.", asked=None, before=()) is CorrectionRefused.NO_QUESTION


def test_only_what_holds_is_undone() -> None:
    undo = Corrected(LOCK.id, PUBLISHED)
    made = [Corrected(LOCK.id, VOID)]

    assert may_correct(undo, "So.", asked=LOCK, before=made) is None
    refused = may_correct(undo, "So.", asked=LOCK, before=[*made, undo])
    assert refused is CorrectionRefused.NOTHING_TO_UNDO


def test_a_void_question_counts_no_more_until_that_is_undone() -> None:
    void, undo = Corrected(LOCK.id, VOID), Corrected(LOCK.id, PUBLISHED)
    known = [LOCK.id, HABITS.id]

    assert still_count(known, [void]) == {HABITS.id}
    assert still_count(known, [void, undo]) == set(known)


@pytest.mark.parametrize(
    ("percent", "reason", "is_set", "refused"),
    [
        (50, "So.", False, None),
        (0, "So.", True, None),
        (100, "So.", False, None),
        (101, "So.", False, OverrideRefused.NOT_A_PERCENT),
        (-1, "So.", False, OverrideRefused.NOT_A_PERCENT),
        (50, "", False, OverrideRefused.NO_REASON),
        (50, "x" * (LONGEST_REASON + 1), False, OverrideRefused.TOO_LONG),
        (None, "So.", False, OverrideRefused.NOTHING_SET),
        (None, "So.", True, None),
    ],
)
def test_a_score_is_set_from_0_to_100_with_a_reason(
    percent: int | None, reason: str, *, is_set: bool, refused: OverrideRefused | None
) -> None:
    exact = None if percent is None else Fraction(percent)
    assert may_set(exact, reason, is_set=is_set) is refused
