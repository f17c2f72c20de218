import pytest

from academy.enrolment.messages import REFUSALS
from academy.enrolment.rules import (
    CohortRefused,
    EnrolmentRefused,
    ExtensionRefused,
    InvitationRefused,
    Status,
    after_return,
    may_enrol,
    may_withdraw,
)


@pytest.mark.parametrize("status", [None, Status.WITHDRAWN])
def test_an_open_course_welcomes_newcomers_and_those_who_come_back(status: Status | None) -> None:
    assert may_enrol(is_open=True, status=status) is None


@pytest.mark.parametrize("status", [None, Status.WITHDRAWN])
def test_a_closed_course_welcomes_nobody(status: Status | None) -> None:
    assert may_enrol(is_open=False, status=status) is EnrolmentRefused.CLOSED


@pytest.mark.parametrize("status", [Status.ENROLLED, Status.IN_PROGRESS, Status.COMPLETED])
@pytest.mark.parametrize("is_open", [True, False])
def test_nobody_takes_a_second_seat(status: Status, *, is_open: bool) -> None:
    assert may_enrol(is_open=is_open, status=status) is EnrolmentRefused.ALREADY_ENROLLED


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        (None, EnrolmentRefused.NOT_ENROLLED),
        (Status.ENROLLED, None),
        (Status.IN_PROGRESS, None),
        (Status.WITHDRAWN, None),
        (Status.COMPLETED, EnrolmentRefused.COMPLETED),
    ],
)
def test_only_what_is_not_over_can_be_left(
    status: Status | None, refused: EnrolmentRefused | None
) -> None:
    assert may_withdraw(status) is refused


def test_who_comes_back_stands_where_they_left() -> None:
    assert after_return(begun=True) is Status.IN_PROGRESS
    assert after_return(begun=False) is Status.ENROLLED


def test_every_refusal_has_words() -> None:
    spoken = {*EnrolmentRefused, *CohortRefused, *InvitationRefused, *ExtensionRefused}
    assert spoken <= set(REFUSALS)
