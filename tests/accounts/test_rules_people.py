"""User names for newcomers, roles that cannot be given up, names of organisations."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.rules import (
    OrganisationRefused,
    PersonRefused,
    free_username,
    organisation_name_refused,
    random_username,
    removal_refused,
    username_stem,
    valid_username,
)
from academy.kernel.actor import Role

HERE, THERE = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Noi Vongsa", "noi.vongsa"),
        ("Đặng Thị Ngọc", "dang.thi.ngoc"),
        ("José  O’Neill-Łukasz", "jose.o.neill.lukasz"),
        ("Ｓｏｋ", "sok"),
        ("សុខ សុភា", None),
        ("王小明", None),
        ("Noi វង្សា", None),
        ("X", None),
        ("", None),
    ],
)
def test_a_name_in_latin_letters_makes_a_user_name(name: str, stem: str | None) -> None:
    assert username_stem(name) == stem


@given(st.text(max_size=200))
def test_a_user_name_from_a_name_is_always_one_that_is_allowed(name: str) -> None:
    stem = username_stem(name)
    if stem is not None:
        assert valid_username(stem)
        assert stem.isascii()


@given(st.frozensets(st.integers(2, 9)))
def test_a_taken_user_name_gets_the_lowest_number(numbers: frozenset[int]) -> None:
    taken = {"noi", *(f"noi{number}" for number in numbers)}
    made = free_username("noi", taken)
    assert made not in taken
    assert all(f"noi{number}" in taken for number in range(2, int(made[3:])))


def test_a_free_user_name_stays_as_it_is() -> None:
    assert free_username("noi", {"dao"}) == "noi"


@pytest.mark.parametrize(("country", "made"), [("LA", "la-7k2q"), (None, "me-7k2q")])
def test_a_name_in_another_script_gets_a_short_one(country: str | None, made: str) -> None:
    assert random_username(country, "7K2Q") == made
    assert valid_username(made)


def test_nobody_gives_up_the_last_organisation_that_they_administer() -> None:
    held = [(Role.ADMIN, HERE), (Role.LEARNER, HERE)]
    assert removal_refused(held, Role.ADMIN, HERE) is PersonRefused.OWN_LAST_ROLE
    assert removal_refused(held, Role.LEARNER, HERE) is None
    assert removal_refused([*held, (Role.ADMIN, THERE)], Role.ADMIN, HERE) is None


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Ministry of Labour", None),
        ("៣", None),
        ("", OrganisationRefused.ORGANISATION_UNNAMED),
        ("–", OrganisationRefused.ORGANISATION_UNNAMED),
        ("x" * 200, None),
        ("x" * 201, OrganisationRefused.ORGANISATION_NAME_LONG),
    ],
)
def test_an_organisation_has_a_name(name: str, refused: OrganisationRefused | None) -> None:
    assert organisation_name_refused(name) is refused
