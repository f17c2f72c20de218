from babel import Locale

from academy.kernel.countries import COUNTRIES, TIME_ZONES, ZONES_OFFERED
from academy.kernel.languages import LANGUAGES, find_language, get_language


def test_every_language_is_one_that_babel_knows() -> None:
    assert [str(Locale.parse(language.babel)) for language in LANGUAGES] == [
        language.babel for language in LANGUAGES
    ]


def test_a_language_is_found_by_its_tag_alone() -> None:
    assert get_language("km").name == "ខ្មែរ"
    assert find_language("KM") is None


def test_every_country_has_a_time_zone_that_can_be_chosen() -> None:
    assert set(TIME_ZONES) == set(COUNTRIES)
    assert set(TIME_ZONES.values()) <= set(ZONES_OFFERED)
