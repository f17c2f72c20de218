from datetime import date

from academy.kernel.countries import COUNTRIES
from academy.kernel.privacy import DEFAULT, RULES, PrivacyRule, adult_on, rule_for


def test_every_country_has_a_rule_with_its_law_and_where_it_was_read() -> None:
    assert set(RULES) == set(COUNTRIES)
    assert all(rule.law and rule.source and rule.checked_on for rule in RULES.values())


def test_a_country_that_nobody_named_is_treated_with_care() -> None:
    assert rule_for(None) is rule_for("XX") is DEFAULT
    assert DEFAULT.consent_age == 18
    assert rule_for("CN").consent_age == 14


def test_nobody_is_erased_or_answered_without_time() -> None:
    rules = (*RULES.values(), DEFAULT)
    assert min(rule.inactive_days for rule in rules) >= 365
    assert all(0 < rule.response_days <= 30 for rule in rules)


def test_somebody_is_of_age_on_a_birthday() -> None:
    assert adult_on(date(2012, 5, 6), "SG") == date(2025, 5, 6)
    assert adult_on(date(2012, 2, 29), "SG") == date(2025, 3, 1)


def test_where_no_guardian_is_asked_for_nobody_waits_for_an_age(monkeypatch: object) -> None:
    del monkeypatch
    assert (
        PrivacyRule(country="AA", law="none", source="none", consent_age=None).consent_age is None
    )
    free = PrivacyRule(country="AA", law="none", source="none", needs_guardian=False)
    RULES["AA"] = free
    try:
        assert adult_on(date(2012, 5, 6), "AA") is None
    finally:
        del RULES["AA"]
