"""Who may do what, how far a role reaches, and where organisations may stand."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.policy import EVERYTHING, NOTHING, TABLE, Act, Reach, Scope, below, may
from academy.accounts.policy import scope_of as reach_of
from academy.accounts.rules import OrganisationRefused, above, move_refused

ACADEMY, STATE, MINISTRY, HUB, FOREIGN = (UUID(int=number) for number in range(1, 6))
LINES: dict[UUID, UUID | None] = {
    ACADEMY: None,
    STATE: ACADEMY,
    MINISTRY: STATE,
    HUB: MINISTRY,
    FOREIGN: ACADEMY,
}
KEYS = st.integers(0, 11).map(lambda number: UUID(int=number))


@st.composite
def forests(draw: st.DrawFn) -> dict[UUID, UUID | None]:
    """Parents of organisations, each older than its child: a forest, as the pages allow."""
    size = draw(st.integers(1, 12))
    parents = [draw(st.none() | st.integers(0, max(one - 1, 0))) for one in range(size)]
    return {
        UUID(int=one): UUID(int=parent) if parent is not None and parent < one else None
        for one, parent in enumerate(parents)
    }


graphs = st.dictionaries(KEYS, st.none() | KEYS, min_size=1)
"""Parents as a broken table might have them: rings, and parents that are not there."""
scopes = st.just(EVERYTHING) | st.frozensets(KEYS).map(Scope)


def test_an_administrator_reaches_their_organisation_and_all_below() -> None:
    scope = reach_of(frozenset({STATE}), LINES, {ACADEMY})
    assert scope.organisations == {STATE, MINISTRY, HUB}
    assert not scope.holds(ACADEMY)
    assert not scope.holds(FOREIGN)
    assert not scope.holds(None)


def test_the_academys_administrator_reaches_everything() -> None:
    scope = reach_of(frozenset({ACADEMY, HUB}), LINES, {ACADEMY})
    assert scope is EVERYTHING
    assert scope.is_everything
    assert scope.holds(None)
    assert not scope.is_nothing


def test_whoever_administers_nothing_reaches_nothing() -> None:
    scope = reach_of(frozenset(), LINES, {ACADEMY})
    assert scope is NOTHING
    assert scope.is_nothing
    assert not any(may(scope, act, one) for act in Act for one in (*LINES, None))


def test_every_act_stands_in_the_table() -> None:
    assert set(TABLE) == set(Act)


@pytest.mark.parametrize("act", [act for act in Act if TABLE[act] is Reach.WHOLE])
def test_what_concerns_a_whole_person_needs_all_of_them(act: Act) -> None:
    scope = Scope(frozenset({STATE, HUB}))
    assert may(scope, act, STATE, HUB)
    assert not may(scope, act, STATE, FOREIGN)
    assert not may(scope, act)


@pytest.mark.parametrize("act", [act for act in Act if TABLE[act] is Reach.PART])
def test_what_concerns_a_part_needs_one(act: Act) -> None:
    scope = Scope(frozenset({STATE}))
    assert may(scope, act, STATE, FOREIGN)
    assert not may(scope, act, FOREIGN)
    assert not may(scope, act)


def test_people_who_belong_nowhere_are_the_academys() -> None:
    assert all(may(EVERYTHING, act) for act in Act)


@given(scopes, st.sampled_from(Act), st.lists(KEYS))
def test_whoever_may_to_the_whole_may_to_a_part(scope: Scope, act: Act, places: list[UUID]) -> None:
    whole = all(scope.holds(one) for one in places)
    if whole and places:
        assert may(scope, act, *places)
    if may(scope, act, *places) and not scope.is_everything:
        assert any(scope.holds(one) for one in places)


@given(
    some=st.frozensets(KEYS),
    more=st.frozensets(KEYS),
    act=st.sampled_from(Act),
    places=st.lists(KEYS),
)
def test_more_reach_never_permits_less(
    some: frozenset[UUID], more: frozenset[UUID], *, act: Act, places: list[UUID]
) -> None:
    if may(Scope(some), act, *places):
        assert may(Scope(some | more), act, *places)
        assert may(EVERYTHING, act, *places)


@given(graphs, st.frozensets(KEYS))
def test_what_is_below_is_closed_downward_even_in_rings(
    lines: dict[UUID, UUID | None], tops: frozenset[UUID]
) -> None:
    found = below(tops, lines)
    assert tops <= found
    assert below(found, lines) == found
    assert all(one in found for one, parent in lines.items() if parent in found)


@given(graphs, KEYS, KEYS)
def test_above_and_below_are_two_sides_of_one_line(
    lines: dict[UUID, UUID | None], one: UUID, other: UUID
) -> None:
    assert (one in above(lines, other)) == (other in below([one], lines))


@given(forests(), st.data())
def test_no_move_that_is_allowed_makes_a_ring(
    lines: dict[UUID, UUID | None], data: st.DataObject
) -> None:
    moved = data.draw(st.sampled_from(sorted(lines)))
    to = data.draw(st.sampled_from(sorted(lines)))
    refused = move_refused(lines, moved, to)
    after = {**lines, moved: to}
    makes_ring = moved in above(after, to)
    assert (refused is OrganisationRefused.BELOW_ITSELF) == makes_ring
    if refused is None:
        assert all(lines_end(after, one) for one in after)


@given(forests(), st.data())
def test_an_allowed_move_within_reach_changes_nobodys_reach_upward(
    lines: dict[UUID, UUID | None], data: st.DataObject
) -> None:
    top = data.draw(st.sampled_from(sorted(lines)))
    scope = Scope(below([top], lines))
    inside = sorted(scope.organisations or ())
    moved, to = data.draw(st.sampled_from(inside)), data.draw(st.sampled_from(inside))
    allowed = may(scope, Act.MOVE_ORGANISATION, moved, lines[moved])
    if allowed and may(scope, Act.MOVE_ORGANISATION, to) and not move_refused(lines, moved, to):
        assert moved != top
        assert below([top], {**lines, moved: to}) == scope.organisations


def lines_end(lines: dict[UUID, UUID | None], one: UUID) -> bool:
    """Tell whether the way up from here ends at an organisation above which there is none."""
    return lines.get(above(lines, one)[-1]) is None
