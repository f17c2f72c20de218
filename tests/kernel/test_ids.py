from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.ids import key_in, readable_id, uuid7

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_key_says_what_it_is(now: datetime) -> None:
    key = uuid7(now)
    assert (key.version, key.variant) == (7, "specified in RFC 4122")


@given(MOMENTS)
def test_keys_sort_by_time(now: datetime) -> None:
    assert uuid7(now) < uuid7(now + timedelta(milliseconds=2))


def test_a_readable_id_has_no_letter_that_looks_like_another() -> None:
    made = {readable_id() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 14 and not set(one) & set("ILOU") for one in made)


@given(st.uuids())
def test_a_key_is_read_from_its_text(key: UUID) -> None:
    assert key_in(str(key)) == key


@pytest.mark.parametrize("text", [None, "", "none", "1234", "0" * 31])
def test_what_is_no_key_is_none(text: str | None) -> None:
    assert key_in(text) is None
