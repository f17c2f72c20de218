import pytest

from academy.credentials.messages import REFUSALS, hours_text, labels, sheet_of
from academy.credentials.queries import Certificate
from academy.credentials.rules import CredentialRefused
from academy.credentials.service.layout import STYLES
from academy.kernel.ids import uuid7
from academy.kernel.languages import LANGUAGES, get_language
from tests.cast import NOW
from tests.credentials.made import NUMBER

ADDRESS = f"https://academy.example/verify/{NUMBER}"


def certificate(language: str = "km", latin_name: str | None = "Noi Keo") -> Certificate:
    return Certificate(
        id=uuid7(NOW),
        public_id=NUMBER,
        enrolment_id=uuid7(NOW),
        learner_id=uuid7(NOW),
        revision_id=uuid7(NOW),
        course_id="clean-water",
        edition=2,
        hours=1,
        name="ນ້ອຍ ແກ້ວ",
        latin_name=latin_name,
        language=language,
        words={
            "source": "en",
            "title": {"en": "Clean water", "km": "ទឹកស្អាត"},
            "statement": {"en": "The holder can make water safe."},
        },
        completed_at=NOW,
        issued_at=NOW,
        revoked_at=None,
        revoked_why=None,
    )


def test_every_refusal_has_words() -> None:
    assert set(REFUSALS) == set(CredentialRefused)
    assert all(map(str, REFUSALS.values()))


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_language_has_every_label_and_every_line_a_style(tag: str) -> None:
    assert labels(get_language(tag)).keys() == labels(get_language("en")).keys()
    assert {line.style for line in sheet_of(certificate(tag), ADDRESS).lines} <= set(STYLES)


def test_the_holders_language_is_above_and_english_below() -> None:
    texts = {line.style: (line.text, line.lang) for line in sheet_of(certificate(), ADDRESS).lines}
    assert texts["title"] == ("ទឹកស្អាត", "km")
    assert texts["title-below"] == ("Clean water", "en")
    assert texts["name"] == ("ນ້ອຍ ແກ້ວ", "km")
    assert texts["latin-name"] == ("Noi Keo", "en")


def test_nothing_is_said_twice() -> None:
    texts = [line.text for line in sheet_of(certificate(), ADDRESS).lines]
    assert texts.count("The holder can make water safe.") == 1
    english = sheet_of(certificate("en", latin_name=None), ADDRESS)
    assert not [line for line in english.lines if line.style.endswith("-below")]
    assert not [line for line in english.lines if line.style == "latin-name"]


def test_a_latin_name_like_the_name_is_not_repeated() -> None:
    sheet = sheet_of(certificate(latin_name="ນ້ອຍ ແກ້ວ"), ADDRESS)
    assert [line.style for line in sheet.person].count("latin-name") == 0


def test_days_hours_and_edition_are_told_in_words() -> None:
    first = {line.style: line.text for line in sheet_of(certificate("en"), ADDRESS).foot[0]}
    assert first == {"label": "Completed on", "value": "November 23, 2026"}
    english = get_language("en")
    assert [hours_text(hours, english) for hours in (1, 2)] == ["1 hour", "2 hours"]


def test_programs_are_told_the_same() -> None:
    record = sheet_of(certificate(), ADDRESS).record
    assert record["verify"] == ADDRESS
    assert record["name"] == "ນ້ອຍ ແກ້ວ"
    assert (record["title"], record["language"]) == ("ទឹកស្អាត", "km")
    assert record["completed_on"] == "2026-11-23"


def test_a_language_we_no_longer_speak_becomes_english() -> None:
    assert sheet_of(certificate("xx"), ADDRESS).lang == "en"
