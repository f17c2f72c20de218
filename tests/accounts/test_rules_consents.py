"""What people agree to, and from which age alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.rules import consents
from academy.accounts.rules.consents import (
    NECESSARY,
    OPEN,
    VERSIONS,
    Agreement,
    ConsentRefused,
    Gate,
    asks_birth,
    asks_birth_anywhere,
    birth_refused,
    gate,
    guardian_refused,
    moved,
    outstanding,
)
from academy.kernel import privacy
from academy.kernel.countries import COUNTRIES
from academy.kernel.privacy import PrivacyRule

TODAY = date(2026, 11, 23)
PLACES = st.sampled_from([*COUNTRIES, None])
BIRTHS = st.dates(date(1900, 1, 1), TODAY - timedelta(days=1))


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> str:
    """A country whose law asks no guardian."""
    monkeypatch.setitem(privacy.RULES, "XX", PrivacyRule("XX", "", "", needs_guardian=False))
    monkeypatch.setitem(privacy.RULES, "XY", PrivacyRule("XY", "", "", consent_age=None))
    return "XX"


def test_whoever_agreed_to_the_present_versions_is_not_asked() -> None:
    assert outstanding([(one.value, VERSIONS[one]) for one in NECESSARY]) == []


def test_whoever_agreed_to_an_older_version_is_asked_again() -> None:
    agreed = [("terms", "2020-01"), ("privacy", VERSIONS[Agreement.PRIVACY])]
    assert outstanding(agreed) == [Agreement.TERMS]
    assert outstanding([]) == list(NECESSARY)


def test_the_date_of_birth_is_asked_where_the_law_asks(lenient: str) -> None:
    assert asks_birth("KH")
    assert asks_birth(None)
    assert not asks_birth(lenient)
    assert not asks_birth("XY")
    assert asks_birth_anywhere()


@pytest.mark.parametrize(
    ("born", "reason"),
    [
        (None, ConsentRefused.BIRTH_MISSING),
        (TODAY, ConsentRefused.BIRTH_IMPOSSIBLE),
        (date(2552, 4, 30), ConsentRefused.BIRTH_IMPOSSIBLE),
        (date(1890, 1, 1), ConsentRefused.BIRTH_IMPOSSIBLE),
        (date(1990, 1, 1), None),
    ],
)
def test_a_date_of_birth_has_to_be_possible(
    born: date | None, reason: ConsentRefused | None
) -> None:
    assert birth_refused(born, "TH", today=TODAY) is reason


def test_nothing_is_asked_where_the_law_does_not_ask(lenient: str) -> None:
    assert birth_refused(None, lenient, today=TODAY) is None
    assert gate(date(2020, 1, 1), lenient, today=TODAY) == OPEN


@pytest.mark.parametrize(
    ("born", "country", "opened"),
    [
        (date(2008, 11, 23), "KH", Gate(date(2026, 11, 23), needs_guardian=False)),
        (date(2008, 11, 24), "KH", Gate(date(2026, 11, 24), needs_guardian=True)),
        (date(2012, 11, 23), "CN", Gate(date(2026, 11, 23), needs_guardian=False)),
        (date(2012, 11, 24), "CN", Gate(date(2026, 11, 24), needs_guardian=True)),
        (date(2007, 1, 1), "TH", Gate(date(2027, 1, 1), needs_guardian=True)),
        (date(2006, 11, 23), "SG", OPEN),
        (None, "KH", OPEN),
    ],
)
def test_the_age_of_each_country_decides(born: date | None, country: str, opened: Gate) -> None:
    assert gate(born, country, today=TODAY) == opened


@given(born=BIRTHS, country=PLACES)
def test_no_date_is_kept_of_whoever_is_of_age_everywhere(born: date, country: str | None) -> None:
    opened = gate(born, country, today=TODAY)
    is_of_age = all(gate(born, one, today=TODAY).needs_guardian is False for one in COUNTRIES)
    assert (opened.adult_on is None) == is_of_age


@given(born=BIRTHS, first=PLACES, second=PLACES)
def test_moving_comes_to_the_same_as_having_registered_there(
    born: date, first: str | None, second: str | None
) -> None:
    before = gate(born, first, today=TODAY).adult_on
    after = moved(before, before=first, after=second)
    there = gate(born, second, today=TODAY)
    assert (after is not None and after > TODAY) == there.needs_guardian


def test_moving_from_where_nobody_asks_changes_nothing(lenient: str) -> None:
    day = date(2027, 1, 1)
    assert moved(day, before=lenient, after="KH") == day
    assert moved(day, before="KH", after=lenient) == day
    assert moved(None, before="SG", after="TH") is None


def test_whoever_was_born_on_the_last_of_february_is_a_day_older() -> None:
    leap = date(2012, 2, 29)
    assert gate(leap, "CN", today=TODAY).adult_on == date(2026, 3, 1)
    assert moved(date(2028, 2, 29), before="CN", after="SG") == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("email", "on_paper", "reason"),
    [
        ("", False, ConsentRefused.GUARDIAN_MISSING),
        ("", True, None),
        ("mother", False, ConsentRefused.GUARDIAN_MALFORMED),
        ("mother", True, ConsentRefused.GUARDIAN_MALFORMED),
        ("SOK@example.org", False, ConsentRefused.GUARDIAN_IS_LEARNER),
        ("mother@example.org", False, None),
    ],
)
def test_a_guardian_is_reached_by_letter_or_on_paper(
    email: str, *, on_paper: bool, reason: ConsentRefused | None
) -> None:
    assert guardian_refused(email, "sok@example.org", on_paper=on_paper) is reason


def test_every_text_has_a_version() -> None:
    assert set(consents.VERSIONS) == set(Agreement)
