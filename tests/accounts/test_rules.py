"""What a name, a way in and a password may look like."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts import rules
from academy.accounts.messages import REFUSALS
from academy.accounts.rules import AccountRefused, InputRefused
from academy.kernel.text import fold
from tests.accounts.conftest import wide

NAMES = [
    "Noi",
    "สมชาย ใจดี",
    "ນ້ອຍ ວົງສະຫວັນ",
    "សុខ សុភា",
    "မောင်မောင်",
    "王芳",
    "தமிழ்செல்வி",
    "Đặng Thị Ngọc Hân",
    "João da Costa",
]


@pytest.mark.parametrize(
    "address",
    [
        "noi@example.org",
        "Noi.Vong+school@Mail.Example.ORG",
        "noi@sub.example.la",
        "ນ້ອຍ@ຕົວຢ່າງ.ລາວ",
        "สมชาย@ตัวอย่าง.ไทย",
        wide("noi@example.org"),
        "o'brien@example.ie",
        f"{'a' * 64}@example.org",
    ],
)
def test_what_could_be_an_address_is_one(address: str) -> None:
    assert rules.valid_email(address)
    assert rules.is_email(address)
    assert rules.login_refused(address) is None
    assert rules.email_refused(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "@",
        "noi@",
        "@example.org",
        "noi@example",
        "noi@.org",
        "noi@example..org",
        "noi@-example.org",
        "noi@example-.org",
        "noi@exa_.org",
        "noi@dao@example.org",
        "noi dao@example.org",
        "<noi@example.org>",
        "noi@example.org,dao@example.org",
        "noi\0@example.org",
        "noi\n@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b' * 250}.org",
    ],
)
def test_what_cannot_be_an_address_is_refused(address: str) -> None:
    assert not rules.valid_email(address)
    assert rules.login_refused(address) is InputRefused.EMAIL_MALFORMED
    assert rules.email_refused(address) is InputRefused.EMAIL_MALFORMED


@pytest.mark.parametrize(
    "name", ["noi", "王芳", "สมชาย", "ກຳ", "sok.sophea-2009", "u_2", "ตั้ม", "က်"]
)
def test_a_user_name_may_be_of_any_script(name: str) -> None:
    assert rules.valid_username(name)
    assert rules.login_refused(name) is None


@pytest.mark.parametrize(
    "name", ["", "a", "a" * 65, "noi vong", ".noi", "-noi", "no/i", "no\0i", "a\u202eb", "😀😀"]
)
def test_a_user_name_is_one_word_that_can_be_typed_again(name: str) -> None:
    assert rules.login_refused(name) is InputRefused.USERNAME_MALFORMED


@given(st.text(max_size=80))
def test_folding_a_good_user_name_keeps_it_good(text: str) -> None:
    assert rules.valid_username(text) == rules.valid_username(fold(text))


@given(st.text(max_size=80))
def test_no_text_breaks_the_rules(text: str) -> None:
    assert rules.login_refused(text) in {None, *InputRefused}
    assert rules.name_refused(text) in {None, *InputRefused}
    assert rules.latin_name_refused(text) in {None, *InputRefused}
    assert rules.password_refused(text, text) in {None, *InputRefused}


@given(st.emails())
def test_ordinary_addresses_are_taken(address: str) -> None:
    odd = set(address) & set('(),:;<>[]\\" ')
    assert rules.valid_email(address) or odd or "--" in address


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_script_is_a_name(name: str) -> None:
    assert rules.name_refused(name) is None


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200b", "123", "...", "😀"])
def test_a_name_has_letters(name: str) -> None:
    assert rules.name_refused(name) is InputRefused.NAME_WITHOUT_LETTERS


def test_a_name_fits_on_a_certificate() -> None:
    assert rules.name_refused("ก" * 120) is None
    assert rules.name_refused("ก" * 121) is InputRefused.NAME_TOO_LONG
    assert rules.latin_name_refused("a" * 121) is InputRefused.NAME_TOO_LONG


@pytest.mark.parametrize(
    "name",
    [
        "Somchai Jaidee",
        "Đặng Thị Ngọc Hân",
        "João d'Água",
        "Nur-Aini bte. Ali",
        "O’Brien",
        "Ng, A.",
    ],
)
def test_latin_letters_with_any_accents_are_latin(name: str) -> None:
    assert rules.is_latin_name(name)
    assert rules.is_latin_name(unicodedata.normalize("NFD", name))
    assert rules.latin_name_refused(name) is None


@pytest.mark.parametrize(
    "name", ["สมชาย", "Noi ນ້ອຍ", "王 Fang", "Nоi", "Noi 2", "...", "Noi\u202e", "Noi<b>", "\0"]
)
def test_other_scripts_and_signs_are_not(name: str) -> None:
    assert not rules.is_latin_name(name)
    assert rules.latin_name_refused(name) is InputRefused.NAME_NOT_LATIN


def test_having_no_latin_spelling_is_fine() -> None:
    assert rules.latin_name_refused("") is None


@pytest.mark.parametrize(
    ("password", "login", "refused"),
    [
        ("four calm water buffaloes", "noi", None),
        ("ນ້ຳໃສໄຫຼເຢັນ", "noi", None),
        ("        ", "noi", InputRefused.PASSWORD_COMMON),
        ("short", "noi", InputRefused.PASSWORD_TOO_SHORT),
        ("", "", InputRefused.PASSWORD_TOO_SHORT),
        ("é" * 7 + "e", "noi", None),
        ("e\u0301" * 7, "noi", InputRefused.PASSWORD_TOO_SHORT),
        ("ab" * 100, "noi", None),
        ("ab" * 100 + "c", "noi", InputRefused.PASSWORD_TOO_LONG),
        ("password", "noi", InputRefused.PASSWORD_COMMON),
        ("PassWord123", "noi", InputRefused.PASSWORD_COMMON),
        ("12345678", "noi", InputRefused.PASSWORD_COMMON),
        ("zzzzzzzzzzzz", "noi", InputRefused.PASSWORD_COMMON),
        ("somchai.jaidee", "Somchai.Jaidee", InputRefused.PASSWORD_IS_LOGIN),
        ("Noi.Vong@example.org", "noi.vong@example.org", InputRefused.PASSWORD_IS_LOGIN),
        ("noi.vong.s", "noi.vong.s@example.org", InputRefused.PASSWORD_IS_LOGIN),
    ],
)
def test_what_makes_a_password(password: str, login: str, refused: InputRefused | None) -> None:
    assert rules.password_refused(password, login) is refused


@given(st.text(max_size=40))
def test_a_password_has_one_form_whatever_keyboard_wrote_it(text: str) -> None:
    normal = rules.normal_password(text)
    assert rules.normal_password(unicodedata.normalize("NFD", text)) == normal


def test_every_refusal_has_words() -> None:
    assert {*AccountRefused, *InputRefused} <= set(REFUSALS)
