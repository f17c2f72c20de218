"""Fellow learners' reviews: shared out fairly, weighed, and summed up."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from academy.marking.rules.peers import (
    LEAST_WEIGHT,
    MOST_SPREAD,
    USUAL_WEIGHT,
    Candidate,
    Review,
    agree,
    assign,
    spread,
    weight,
    weighted_median,
)

shares = st.fractions(0, 1, max_denominator=12)
weights = st.fractions(LEAST_WEIGHT, 1, max_denominator=20)
reviews = st.lists(st.builds(Review, shares, weights), min_size=1, max_size=8)


def learners(count: int, salt: int = 0) -> list[UUID]:
    return [uuid5(NAMESPACE_URL, f"{salt}-{number}") for number in range(count)]


class Pool:
    """Answers of learners, one each and named as they are, and who was given which."""

    def __init__(self) -> None:
        self.authors: list[UUID] = []
        self.given: dict[UUID, list[UUID]] = {}

    @property
    def load(self) -> Counter[UUID]:
        return Counter(answer for taken in self.given.values() for answer in taken)

    def draw(self, who: UUID, wanted: int, most: int) -> None:
        load, had = self.load, self.given.get(who, [])
        free = [
            Candidate(author, author, load[author], author in self.given)
            for author in self.authors
            if author not in had
        ]
        got = assign(free, who, wanted=wanted - len(had), most=most)
        self.given[who] = [*had, *got]


@given(
    count=st.integers(2, 12),
    peers=st.integers(1, 5),
    salt=st.integers(0, 10**6),
    chance=st.randoms(use_true_random=False),
)
def test_where_all_have_submitted_loads_differ_by_at_most_one(
    count: int, peers: int, salt: int, *, chance: Random
) -> None:
    pool = Pool()
    pool.authors = learners(count, salt)
    turns = list(pool.authors)
    chance.shuffle(turns)
    for who in turns:
        pool.draw(who, peers, count)
    loads = [pool.load[author] for author in pool.authors]
    assert max(loads) - min(loads) <= 1
    assert all(len(taken) == min(peers, count - 1) for taken in pool.given.values())


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 5), st.integers(0, 10**6))
def test_nobody_reviews_themselves_nor_an_answer_twice_nor_more_than_asked_for(
    visits: Sequence[int], peers: int, salt: int
) -> None:
    pool, everybody = Pool(), learners(10, salt)
    for number in visits:
        who = everybody[number]
        if who not in pool.authors:
            pool.authors.append(who)
        pool.draw(who, peers, peers)
    for who, taken in pool.given.items():
        assert who not in taken
        assert len(set(taken)) == len(taken) <= peers
    assert all(load <= peers for load in pool.load.values())


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.integers(1, 5))
def test_those_come_first_that_fewest_have(loads: Sequence[int], wanted: int) -> None:
    free = [Candidate(one, one, load) for one, load in zip(learners(12), loads, strict=False)]
    got = assign(free, UUID(int=0), wanted=wanted, most=10)
    found = sorted(one.load for one in free if one.attempt_id in got)
    assert found == sorted(loads)[:wanted]


def test_the_same_reviewer_gets_the_same_answers_and_another_may_get_others() -> None:
    free = [Candidate(one, one, 0) for one in learners(20)]
    first = assign(free, UUID(int=1), wanted=3, most=3)
    assert first == assign(free[::-1], UUID(int=1), wanted=3, most=3)
    assert first != assign(free, UUID(int=2), wanted=3, most=3)


def test_whoever_has_all_their_answers_gets_no_more() -> None:
    free = [Candidate(one, one, 0) for one in learners(3)]
    assert assign(free, UUID(int=1), wanted=-1, most=3) == ()


@given(st.lists(shares, max_size=6))
def test_a_weight_is_between_a_tenth_and_one(distances: list[Fraction]) -> None:
    assert LEAST_WEIGHT <= weight(distances) <= 1


def test_a_weight_is_one_less_the_mean_distance() -> None:
    assert weight([Fraction(0), Fraction(1, 2)]) == Fraction(3, 4)
    assert weight([Fraction(1)]) == LEAST_WEIGHT
    assert weight([]) == USUAL_WEIGHT


@given(reviews)
def test_a_median_has_at_most_half_of_the_weight_on_either_side(given_: list[Review]) -> None:
    median = weighted_median(given_)
    assert median is not None
    half = sum(one.weight for one in given_) / 2
    assert sum(one.weight for one in given_ if one.share < median) <= half
    assert sum(one.weight for one in given_ if one.share > median) <= half
    assert min(one.share for one in given_) <= median <= max(one.share for one in given_)


@given(reviews)
def test_a_median_does_not_depend_on_who_came_first(given_: list[Review]) -> None:
    assert weighted_median(given_) == weighted_median(given_[::-1])


def test_a_median_is_the_mean_of_two_that_both_have_half() -> None:
    even = [Review(Fraction(0), Fraction(1, 2)), Review(Fraction(1), Fraction(1, 2))]
    assert weighted_median(even) == Fraction(1, 2)
    assert weighted_median([]) is None


def test_reviews_agree_where_there_are_two_within_a_fifth() -> None:
    def two(apart: Fraction) -> list[Review]:
        return [Review(Fraction(1, 2), USUAL_WEIGHT), Review(Fraction(1, 2) + apart, USUAL_WEIGHT)]

    assert agree(two(MOST_SPREAD))
    assert not agree(two(MOST_SPREAD + Fraction(1, 100)))
    assert not agree(two(Fraction(0))[:1])
    assert spread([]) == 0
