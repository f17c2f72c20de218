"""What a row of a file says of a person, and what becomes of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.rules import valid_username
from academy.accounts.rules.importing import (
    MADE,
    PEOPLE_FIELDS,
    Draft,
    Known,
    Lexicon,
    Match,
    RowRefused,
    Setting,
    judge_row,
    made_username,
    read_row,
)
from academy.kernel.column_words import Field
from academy.kernel.fates import Fate

HUB, HOME = uuid4(), uuid4()
COLUMNS = {field: place for place, field in enumerate(PEOPLE_FIELDS)}
LEXICON = Lexicon({"laos": "LA", "ລາວ": "LA", "la": "LA"}, {"lao": "lo"})
SETTING = Setting(COLUMNS, LEXICON, {"thehub": HUB}, HOME)


def row(**cells: str) -> list[str]:
    return [cells.get(field.value, "") for field in PEOPLE_FIELDS]


def read(setting: Setting = SETTING, **cells: str) -> Draft:
    return read_row(row(**{"name": "Noi", **cells}), setting)


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in draft.faults]


def told(**more: str) -> dict[str, str]:
    return {"name": "Noi", "role": "learner", "organisation": str(HUB), **more}


def known(**changed: Any) -> Known:
    facts = {
        "id": UUID(int=1),
        "name": "Noi",
        "latin_name": None,
        "email": "noi@example.org",
        "username": None,
        "language": "lo",
        "country": "LA",
        "is_active": True,
        "roles": frozenset({(HUB, "learner")}),
    }
    return Known(**{**facts, **changed})


def judged(said: dict[str, str], **match: Any) -> tuple[Fate, tuple[str, ...], list[str]]:
    whole = {"is_seen": True, "is_whole": True, **match}
    verdict = judge_row(said, Match(**whole))
    return verdict.fate, verdict.changes, [fault.code for fault in verdict.faults]


def test_a_row_is_tidied_and_its_words_become_codes() -> None:
    draft = read(
        name="  ນ້ອຍ\u202e  ພົມ ", email=" Noi＠Example.ORG", country="Laos", language="LAO",
        organisation="the HUB", latin_name="Ｎｏｉ",
    )  # fmt: skip
    assert not draft.faults
    assert draft.told == {
        "name": "ນ້ອຍ ພົມ",
        "latin_name": "Noi",
        "email": "noi@example.org",
        "country": "LA",
        "language": "lo",
        "organisation": str(HUB),
        "role": "learner",
    }


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"name": ""}, ("name", "name_without_letters")),
        ({"name": "=1+1"}, ("name", "name_without_letters")),
        ({"name": "n" * 121}, ("name", "name_too_long")),
        ({"latin_name": "ນ້ອຍ"}, ("latin_name", "name_not_latin")),
        ({"email": "noi at example"}, ("email", "email_malformed")),
        ({"username": "a b"}, ("username", "username_malformed")),
        ({"username": "a@b@c"}, ("username", "email_malformed")),
        ({"country": "Atlantis"}, ("country", RowRefused.UNKNOWN_COUNTRY)),
        ({"language": "Elvish"}, ("language", RowRefused.UNKNOWN_LANGUAGE)),
        ({"role": "chief"}, ("role", RowRefused.UNKNOWN_ROLE)),
        ({"role": "teacher"}, ("role", RowRefused.ROLE_NOT_ALLOWED)),
        ({"organisation": "Elsewhere"}, ("organisation", RowRefused.UNKNOWN_ORGANISATION)),
        (
            {"username": "dao@example.org", "email": "noi@example.org"},
            ("username", RowRefused.OTHER_EMAIL),
        ),
    ],
)
def test_a_fault_is_told_by_its_cell(cells: dict[str, str], fault: tuple[str, str]) -> None:
    assert codes(read(**cells)) == [fault]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    assert len(codes(read(name="", email="x@", country="y", language="z", role="w"))) == 5


def test_a_row_belongs_where_it_says_or_where_the_file_does() -> None:
    assert read().told["organisation"] == str(HOME)
    assert read(organisation="The Hub").told["organisation"] == str(HUB)
    homeless = Setting(COLUMNS, LEXICON, {}, None)
    assert codes(read(homeless)) == [("organisation", RowRefused.NO_ORGANISATION)]


def test_columns_that_are_not_there_say_nothing() -> None:
    draft = read_row(["Noi"], Setting({Field.NAME: 0, Field.EMAIL: 9}, LEXICON, {}, HOME))
    assert set(draft.told) == {"name", "role", "organisation", "username", MADE}


def test_roles_above_learner_are_allowed_for_a_file() -> None:
    allowed = Setting(COLUMNS, LEXICON, {}, HOME, staff_allowed=True)
    assert read(allowed, role="Giảng viên").told["role"] == "instructor"


def test_an_address_in_the_column_of_user_names_is_an_address() -> None:
    draft = read(username="Noi@example.org")
    assert draft.told["email"] == "noi@example.org"
    assert "username" not in draft.told


@given(st.text(min_size=1, max_size=40))
def test_a_made_user_name_is_one_and_always_the_same(name: str) -> None:
    draft = read(name=name)
    if not draft.faults:
        made = draft.told["username"]
        assert valid_username(made)
        assert made == read(name=f" {name} ").told["username"]


def test_a_made_user_name_tells_organisations_apart() -> None:
    here = made_username(told(latin_name="Đặng Thị Ngọc"))
    there = made_username(told(latin_name="Đặng Thị Ngọc", organisation=str(HOME)))
    assert here != there
    assert here.rpartition(".")[0] == there.rpartition(".")[0] == "dang.thi.ngoc"
    assert made_username(told(name="ນ້ອຍ")).startswith("me-")


def test_who_is_nobody_yet_is_new_or_perhaps_a_double() -> None:
    assert judged(told(email="noi@example.org")) == (Fate.NEW, (), [])
    assert judged(told(email="noi@example.org"), is_namesake=True) == (Fate.PERHAPS, (), [])


def test_a_row_changes_only_what_it_says_otherwise() -> None:
    said = told(email="noi@example.org", country="TH", name="Noi P", username="noi")
    assert judged(said, addressed=known()) == (Fate.CHANGED, ("name", "country", "username"), [])
    assert judged(told(email="noi@example.org"), addressed=known()) == (Fate.UNCHANGED, (), [])
    elsewhere = told(email="noi@example.org", organisation=str(HOME))
    assert judged(elsewhere, addressed=known()) == (Fate.CHANGED, ("role",), [])


@pytest.mark.parametrize(
    ("said", "match", "code"),
    [
        ({}, {"is_seen": False}, RowRefused.BEYOND_REACH),
        ({}, {"addressed": known(is_active=False)}, RowRefused.CLOSED_ACCOUNT),
        ({"name": "Noy"}, {"is_whole": False}, RowRefused.PARTLY_BEYOND_REACH),
        ({"username": "noy"}, {"addressed": known(username="noi")}, RowRefused.OTHER_USERNAME),
        (
            {"username": "noi", "email": "noy@example.org"},
            {"named": known(username="noi"), "addressed": None},
            RowRefused.OTHER_EMAIL,
        ),
        ({"username": "noy"}, {"named": known(id=UUID(int=2))}, RowRefused.TWO_PEOPLE),
    ],
)
def test_what_is_not_the_importers_to_change_is_refused(
    said: dict[str, str], match: dict[str, Any], code: str
) -> None:
    row_told = told(**{"email": "noi@example.org", **said})
    fate, _, found = judged(row_told, **{"addressed": known(), **match})
    assert (fate, found) == (Fate.REFUSED, [code])


def test_another_role_can_be_given_to_somebody_who_is_only_partly_within_reach() -> None:
    said = told(email="noi@example.org", organisation=str(HOME))
    assert judged(said, addressed=known(), is_whole=False) == (Fate.CHANGED, ("role",), [])
