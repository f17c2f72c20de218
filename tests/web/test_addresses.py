import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.web.addresses import is_ours
from tests.browserless import Visitor


def arrive(visitor: Visitor, **headers: str) -> str:
    return visitor.client.get("/", headers=headers).location or ""


def test_the_browser_s_wish_opens_the_first_page(visitor: Visitor) -> None:
    assert arrive(visitor, **{"Accept-Language": "km,en;q=0.5"}) == "/km/"
    assert arrive(visitor, **{"Accept-Language": "fr"}) == "/en/"


def test_the_last_language_read_is_kept_in_a_cookie(visitor: Visitor) -> None:
    visitor.get("/th/courses/")
    assert arrive(visitor, **{"Accept-Language": "km"}) == "/th/"


def test_the_account_s_language_comes_before_the_cookie_s(as_noi: Visitor) -> None:
    as_noi.get("/th/courses/")
    assert arrive(as_noi) == "/en/"


def test_the_language_menu_keeps_the_page_and_its_question(visitor: Visitor) -> None:
    page = visitor.get("/en/courses/?q=phone")
    assert page.one("a", hreflang="km").attributes["href"] == "/km/courses/?q=phone"


@pytest.mark.parametrize("address", ["/en/learn/", "/km/courses/?q=%E1%9E%80", "/"])
def test_our_own_addresses_are_ours(address: str) -> None:
    assert is_ours(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        None,
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:x",
        "/a\nb",
    ],
)
def test_an_address_elsewhere_is_not_ours(address: str | None) -> None:
    assert not is_ours(address)


@given(st.text())
def test_what_is_ours_begins_with_one_slash(address: str) -> None:
    assert not is_ours(address) or (address[0] == "/" and address[1:2] not in {"/", "\\"})
