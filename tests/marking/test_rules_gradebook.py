"""What a file of scores says, and what it would change."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.standing import Standing
from academy.marking.rules.gradebook import (
    AFTER,
    BEFORE,
    MOST_CHANGES,
    Fault,
    Line,
    LineFault,
    NewScore,
    ScorePlan,
    plan_scores,
    read_lines,
    read_percent,
    score_text,
    written_score,
)
from academy.marking.rules.grades import LONGEST_REASON

NOI, DAO = UUID(int=1), UUID(int=2)
HEADER = [*BEFORE, "check", "final", *AFTER]


def row(seat: object, check: str = "", final: str = "", *, reason: str = "") -> list[str]:
    return [str(seat), "Noi", "LA", "enrolled", "", check, final, "", reason]


def read(*rows: list[str]) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    return read_lines([HEADER, *rows], {"check", "final"})


def planned(*rows: list[str], now: dict[UUID, dict[str, Fraction]] | None = None) -> ScorePlan:
    there = {NOI: {"check": Fraction(50)}, DAO: dict[str, Fraction]()}
    return plan_scores(*read(*rows), there if now is None else now)


def codes(plan: ScorePlan) -> list[tuple[int, LineFault]]:
    return [(fault.line, fault.code) for fault in plan.faults]


def test_a_changed_score_is_a_change_and_nothing_else_is() -> None:
    plan = planned(row(NOI, "72.5", reason="Heard again"), [""] * 9, row(DAO))

    assert plan.changes == (
        NewScore(2, NOI, "check", Fraction(50), Fraction("72.5"), "Heard again"),
    )
    assert (plan.faults, plan.lines) == ((), 2)


def test_a_score_that_is_so_already_needs_no_reason() -> None:
    assert planned(row(NOI, "50")) == ScorePlan(lines=1)


def test_a_first_score_may_be_set() -> None:
    (change,) = planned(row(DAO, final="0", reason="Was absent")).changes
    assert (change.before, change.after) == (None, 0)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (row("nobody", "50"), LineFault.NOT_A_SEAT),
        (row(UUID(int=3), "50"), LineFault.NOT_A_SEAT),
        (row(NOI, "lots", reason="?"), LineFault.NOT_A_SCORE),
        (row(NOI, "101", reason="?"), LineFault.NOT_A_SCORE),
        (row(NOI, "-1", reason="?"), LineFault.NOT_A_SCORE),
        (row(NOI, "60"), LineFault.NO_REASON),
        (row(NOI, "60", reason="x" * (LONGEST_REASON + 1)), LineFault.REASON_TOO_LONG),
    ],
)
def test_a_fault_is_told_with_its_line(wrong: list[str], code: LineFault) -> None:
    assert codes(planned(row(DAO), wrong)) == [(3, code)]


def test_the_same_learner_twice_is_a_fault() -> None:
    assert codes(planned(row(NOI), row(NOI))) == [(3, LineFault.SEAT_TWICE)]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["check", "change_reason"], LineFault.NO_HEADER),
        (["enrolment_id", "check"], LineFault.NO_HEADER),
        (["enrolment_id", "chek", "change_reason"], LineFault.UNKNOWN_QUIZ),
        (["enrolment_id", "check", "check", "change_reason"], LineFault.COLUMN_TWICE),
    ],
)
def test_columns_have_to_be_the_known_ones(header: list[str], code: LineFault) -> None:
    lines, faults = read_lines([header, ["x"] * len(header)], {"check"})

    assert (lines, [(fault.line, fault.code) for fault in faults]) == ((), [(1, code)])


def test_a_few_columns_are_enough_in_any_order_and_case() -> None:
    table = [["Change_Reason", " CHECK ", "enrolment_id", ""], ["'=so", "70", str(NOI), ""]]
    lines, faults = read_lines(table, {"check"})

    assert (lines, faults) == ((Line(2, NOI, {"check": "70"}, "=so"),), ())


def test_one_file_changes_only_so_many_scores() -> None:
    seats = [UUID(int=number) for number in range(1, MOST_CHANGES + 2)]
    rows = [row(seat, "60", reason="x") for seat in seats]

    assert codes(planned(*rows, now={seat: {} for seat in seats})) == [
        (MOST_CHANGES + 2, LineFault.TOO_MANY)
    ]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("72.5", Fraction("72.5")),
        ("72,5", Fraction("72.5")),
        ("៧២", 72),
        ("72.125", Fraction("72.125")),
        ("72 %", 72),
        ("100", 100),
        ("1.234.567", None),
        ("", None),
    ],
)
def test_scores_are_read_as_any_country_writes_them(text: str, percent: Fraction | None) -> None:
    assert read_percent(text) == percent


@given(st.fractions(0, 100).map(lambda number: Fraction(round(number * 1000), 1000)))
def test_a_score_that_a_file_has_reads_back_the_same(percent: Fraction) -> None:
    assert read_percent(score_text(percent)) == percent


def test_a_file_has_what_people_read_unless_a_score_was_set() -> None:
    earned = Standing(67, passed=True, attempts=1, share=Fraction(2, 3))
    by_hand = Standing(73, passed=True, attempts=1, share=Fraction("0.725"), is_set=True)

    assert (written_score(earned), written_score(by_hand)) == (67, Fraction("72.5"))


def test_the_seal_tells_plans_apart() -> None:
    one, other = (planned(row(NOI, text, reason="x")) for text in ("60", "61"))
    moved = planned(row(NOI, "60", reason="x"), now={NOI: {"check": Fraction(40)}})

    assert one.seal == planned(row(NOI, "60", reason="x")).seal
    assert len({one.seal, other.seal, moved.seal}) == 3
