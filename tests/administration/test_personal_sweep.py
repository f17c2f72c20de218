"""Whatever table names a person, some feature answers for it, or a written reason says why not."""

import re

from sqlalchemy import Column, Table

from academy.administration.messages.personal import MOVED
from academy.administration.service.keepers import KEEPERS, SWEPT
from academy.db.personal import name_of
from academy.schema import metadata

NAMES_PEOPLE = re.compile(
    r"(_by|^learner_id|^user_id|^owner_id|^actor_id|^marker_id|^reviewer_id|^merged_into_id)$"
)
NO_PERSON = {
    "attempt.closed_by": "a code: the learner, or time",
    "country_fact.review_by": "a day",
    "removed_fact.review_by": "a day",
}


def names_a_person(column: Column[object]) -> bool:
    is_key = any(key.column.table.name == "users" for key in column.foreign_keys)
    return is_key or bool(NAMES_PEOPLE.search(column.name))


def covered() -> set[str]:
    return {name for _, keeper in KEEPERS for name in keeper.HOLDINGS.names}


def tables() -> list[Table]:
    return metadata.sorted_tables


def test_every_column_that_names_a_person_is_dealt_with() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.columns
        if names_a_person(column)
    }
    assert len(found) > 40
    assert found - covered() - set(NO_PERSON) == set()


def test_nothing_is_dealt_with_that_is_not_there() -> None:
    there = {f"{table.name}.{column.name}" for table in tables() for column in table.columns}
    assert covered() <= there
    assert set(SWEPT) <= {table.name for table in tables()}


def test_no_two_features_deal_with_the_same_column() -> None:
    names = [name for _, keeper in KEEPERS for name in keeper.HOLDINGS.names]
    assert len(names) == len(set(names))


def test_every_column_that_is_never_changed_says_why() -> None:
    fixed = [why for _, keeper in KEEPERS for why in keeper.HOLDINGS.fixed.values()]
    assert len(fixed) >= 4
    assert all(fixed)


def test_whatever_a_merge_moves_has_words() -> None:
    moved = {
        name_of(column)
        for _, keeper in KEEPERS
        for column in (*keeper.HOLDINGS.acts, *keeper.HOLDINGS.others)
    }
    silent = {"users.id", "users.merged_into_id", "consent.given_by", "sign_in_code.user_id"}
    assert moved - set(MOVED) == silent | {"idle_account.user_id"}
