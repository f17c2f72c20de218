from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.policy import EVERYTHING, NOTHING, Scope
from academy.enrolment import policy
from academy.enrolment.policy import Act, Who
from academy.enrolment.rules import (
    CohortRefused,
    Entry,
    ExtensionRefused,
    InvitationRefused,
    Limits,
    Phase,
    Place,
    Status,
    Terms,
    Ticket,
    deadline,
    extension_refused,
    invitation_refused,
    may_ask,
    may_be_seated,
    new_invitation_refused,
    phase,
    room,
    takes_nobody,
    terms_refused,
    typed_code,
)
from academy.kernel.ids import readable_id, uuid7
from tests.cast import NOW

LATER = NOW + timedelta(days=1)
BEFORE = NOW - timedelta(days=1)
moments = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - given one in the next line
    lambda moment: moment.replace(tzinfo=NOW.tzinfo)
)


@pytest.mark.parametrize(
    ("terms", "refused"),
    [
        (Terms("Spring"), None),
        (Terms(""), CohortRefused.NAME_MISSING),
        (Terms("x" * 201), CohortRefused.NAME_TOO_LONG),
        (Terms("x", starts_at=NOW, ends_at=NOW), CohortRefused.ENDS_BEFORE_START),
        (Terms("x", capacity=0), CohortRefused.BAD_CAPACITY),
        (Terms("x", capacity=1_000_001), CohortRefused.BAD_CAPACITY),
        (Terms("x", capacity=2), CohortRefused.SEATS_TAKEN),
        (Terms("x", capacity=3), None),
    ],
)
def test_a_cohort_has_terms_that_make_sense(terms: Terms, refused: CohortRefused | None) -> None:
    assert terms_refused(terms, taken=3) is refused


@given(moments, moments, st.sampled_from([BEFORE, NOW, LATER]))
def test_a_cohort_is_coming_then_running_then_over(
    starts: datetime | None, ends: datetime | None, now: datetime
) -> None:
    here = phase(Terms("x", starts_at=starts, ends_at=ends), now)
    over = ends is not None and ends <= now
    assert (here is Phase.OVER) == over
    assert (here is Phase.COMING) == (not over and starts is not None and now < starts)


def test_an_archived_cohort_takes_nobody_and_one_that_is_over_neither() -> None:
    terms = Terms("x", ends_at=NOW)
    assert takes_nobody(terms, archived=False, now=BEFORE) is None
    assert takes_nobody(terms, archived=False, now=NOW) is CohortRefused.OVER
    assert takes_nobody(terms, archived=True, now=BEFORE) is CohortRefused.ARCHIVED


@pytest.mark.parametrize(
    ("place", "is_open", "refused"),
    [
        (None, True, None),
        (None, False, CohortRefused.COURSE_CLOSED),
        (Place(Status.WITHDRAWN), True, None),
        (Place(Status.WITHDRAWN), False, CohortRefused.COURSE_CLOSED),
        (Place(Status.ENROLLED), False, None),
        (Place(Status.COMPLETED, here=True), True, None),
        (Place(Status.COMPLETED), True, CohortRefused.COURSE_COMPLETED),
        (Place(Status.IN_PROGRESS, held=True), True, CohortRefused.IN_ANOTHER_COHORT),
        (Place(Status.WITHDRAWN, held=True), True, None),
    ],
)
def test_who_may_have_a_seat(
    place: Place | None, *, is_open: bool, refused: CohortRefused | None
) -> None:
    assert may_be_seated(place, is_open=is_open) is refused


def test_a_seat_is_to_be_had_for_the_asking_only_where_that_is_said() -> None:
    answers = {entry: may_ask(entry) for entry in Entry}
    assert {entry for entry, refused in answers.items() if refused is None} == {
        Entry.OPEN,
        Entry.APPROVAL,
    }


@given(st.integers(0, 50), st.integers(0, 80))
def test_room_is_never_less_than_none(capacity: int, taken: int) -> None:
    left = room(capacity, taken)
    assert left is not None
    assert left >= 0
    assert left == 0 or taken + left == capacity
    assert room(None, taken) is None


@given(moments, moments)
def test_an_extension_never_makes_a_deadline_earlier(
    ends: datetime | None, until: datetime | None
) -> None:
    here = deadline(ends, until)
    assert (here is None) == (ends is None)
    assert ends is None or here is None or here >= ends


@pytest.mark.parametrize(
    ("until", "reason", "ends", "refused"),
    [
        (LATER, "Ill", NOW, None),
        (LATER, "Ill", None, ExtensionRefused.NO_DEADLINE),
        (NOW, "Ill", NOW, ExtensionRefused.NOT_LATER),
        (NOW, "Ill", BEFORE, ExtensionRefused.IN_THE_PAST),
        (LATER, "", NOW, ExtensionRefused.REASON_MISSING),
        (LATER, "x" * 501, NOW, ExtensionRefused.REASON_TOO_LONG),
    ],
)
def test_more_time_is_later_and_has_a_reason(
    until: datetime, reason: str, *, ends: datetime | None, refused: ExtensionRefused | None
) -> None:
    assert extension_refused(until, reason, ends_at=ends, now=NOW) is refused


@pytest.mark.parametrize(
    ("ticket", "refused"),
    [
        (None, InvitationRefused.UNKNOWN),
        (Ticket(Limits(None, None), 9, is_revoked=False), None),
        (Ticket(Limits(None, None), 0, is_revoked=True), InvitationRefused.REVOKED),
        (Ticket(Limits(None, NOW), 0, is_revoked=False), InvitationRefused.EXPIRED),
        (Ticket(Limits(2, LATER), 2, is_revoked=False), InvitationRefused.USED_UP),
        (Ticket(Limits(2, LATER), 1, is_revoked=False), None),
    ],
)
def test_when_a_code_lets_somebody_in(
    ticket: Ticket | None, refused: InvitationRefused | None
) -> None:
    assert invitation_refused(ticket, NOW) is refused


def test_a_code_is_good_for_somebody_and_for_some_time() -> None:
    assert new_invitation_refused(Limits(None, None), NOW) is None
    assert new_invitation_refused(Limits(1, LATER), NOW) is None
    assert new_invitation_refused(Limits(0, None), NOW) is InvitationRefused.BAD_LIMIT
    assert new_invitation_refused(Limits(None, NOW), NOW) is InvitationRefused.EXPIRES_BEFORE_NOW


@given(st.booleans(), st.sampled_from(["", " ", "-", "  - "]))
def test_a_code_is_known_however_it_is_typed(lower: bool, between: str) -> None:  # noqa: FBT001 - Hypothesis gives it by its place
    code = readable_id()
    plain = code.replace("-", between).replace("0", "o").replace("1", "l")
    assert typed_code(plain.lower() if lower else plain) == code


@given(st.text(max_size=100))
def test_whatever_is_typed_is_a_code_or_none(text: str) -> None:
    code = typed_code(text)
    assert code == "" or typed_code(code) == code


SCHOOL, ELSEWHERE = uuid7(NOW), uuid7(NOW)
REACHES = (NOTHING, Scope(frozenset({SCHOOL})), Scope(frozenset({ELSEWHERE})), EVERYTHING)


@pytest.mark.parametrize(
    ("administers", "teaches", "assigned"), list(product(REACHES, REACHES, [True, False]))
)
def test_who_is_what_to_a_cohort(administers: Scope, teaches: Scope, *, assigned: bool) -> None:
    who = policy.standing(SCHOOL, administers=administers, teaches=teaches, is_assigned=assigned)
    assert (Who.ADMINISTRATOR in who) == administers.holds(SCHOOL)
    assert (Who.INSTRUCTOR in who) == (assigned and teaches.holds(SCHOOL))


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        (frozenset[Who](), set[Act]()),
        (frozenset({Who.INSTRUCTOR}), {Act.SEE, Act.DECIDE, Act.INVITE, Act.EXTEND}),
        (frozenset({Who.ADMINISTRATOR}), set(Act)),
    ],
)
def test_what_each_may_do(who: frozenset[Who], allowed: set[Act]) -> None:
    assert {act for act in Act if policy.may(act, who)} == allowed
