from datetime import UTC, datetime

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.languages import LANGUAGES, get_language
from academy.web import i18n


@pytest.mark.parametrize(
    ("wishes", "tag"),
    [
        (["km"], "km"),
        (["zh-CN"], "zh-Hans"),
        (["zh-Hant-TW"], "zh-Hans"),
        (["tl-PH"], "fil"),
        (["in"], "id"),
        (["pt-BR"], "pt"),
        (["fr", "vi-VN"], "vi"),
        (["EN_us"], "en"),
    ],
    ids=str,
)
def test_a_wish_is_granted_where_it_can_be(wishes: list[str], tag: str) -> None:
    assert i18n.best_language(wishes) == get_language(tag)


def test_a_wish_for_a_language_nobody_has_is_no_wish() -> None:
    assert i18n.best_language(["fr", "de"]) is None


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_header_finds_a_language_or_none(wishes: list[str]) -> None:
    assert i18n.best_language(wishes) in {None, *LANGUAGES}


def test_a_moment_is_told_in_the_reader_s_words(bare_app: Flask) -> None:
    moment = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    with bare_app.test_request_context("/km/"):
        g.language = get_language("km")
        assert "២០២៦" in i18n.date_text(moment) or "2026" in i18n.date_text(moment)
        assert i18n.country_name("KH") == "កម្ពុជា"
    assert i18n.country_name("LA", get_language("en")) == "Laos"
    assert i18n.country_name("??", get_language("en")) == "??"


def test_outside_a_request_the_language_is_the_default() -> None:
    assert i18n.current_language().tag == "en"


def test_a_job_speaks_the_language_it_was_asked_in(bare_app: Flask) -> None:
    with bare_app.app_context():
        assert i18n.current_language().tag == "en"
        with i18n.speaking(get_language("km")):
            assert i18n.current_language().tag == "km"
            assert i18n.country_name("KH") == "កម្ពុជា"
        assert i18n.country_name("KH") == "Cambodia"
