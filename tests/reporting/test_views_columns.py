"""Choosing the columns of the report, without scripts."""

from academy.reporting.rules import CHOICE, COLUMNS
from tests.browserless import Page, Visitor

REPORT = "/en/admin/reports/completions"
CHOOSE = f"{REPORT}/columns"


def boxes(page: Page) -> list[str]:
    return [each.attributes["value"] for each in page.all("input", type="checkbox")]


def checked(page: Page) -> list[str]:
    found = page.all("input", type="checkbox")
    return [each.attributes["value"] for each in found if "checked" in each.attributes]


def pressed(*columns: str, **button: str) -> str:
    """Return the address that a button of the form leads to."""
    named = "&".join(f"column={name}" for name in columns)
    return f"{CHOOSE}?{named}&" + "&".join(f"{key}={value}" for key, value in button.items())


def test_every_column_is_offered_with_what_it_means(as_mali: Visitor) -> None:
    page = as_mali.get(CHOOSE)
    assert page.heading == "Choose the columns"
    assert boxes(page) == list(CHOICE)
    assert checked(page) == list(COLUMNS)
    assert len(page.all("p", class_="hint")) == len(CHOICE)
    assert "e-mail address" in page.one("p", id="what-email").text


def test_chosen_columns_come_first_in_their_order(as_mali: Visitor) -> None:
    page = as_mali.get(f"{CHOOSE}?columns=email,country")
    assert checked(page) == boxes(page)[:2] == ["email", "country"]
    assert set(boxes(page)) == set(CHOICE)


def test_a_button_moves_a_column_and_keeps_the_keyboard_there(as_mali: Visitor) -> None:
    page = as_mali.get(pressed("email", "country", "status", up="status"))
    assert checked(page) == ["email", "status", "country"]
    (held,) = [each for each in page.all("button") if "autofocus" in each.attributes]
    assert held.attributes["value"] == "status"
    assert held.attributes["formaction"].endswith("#column-status")
    down = as_mali.get(pressed("email", "country", "status", down="email"))
    assert checked(down) == ["country", "email", "status"]
    last = as_mali.get(pressed("email", "country", down="country"))
    assert checked(last) == ["email", "country"]


def test_the_columns_go_back_to_the_report_with_its_filters(as_mali: Visitor) -> None:
    page = as_mali.get(f"{CHOOSE}?country=LA&columns=email")
    assert page.one("input", name_="country").attributes["value"] == "LA"
    answer = as_mali.client.get(pressed("status", "email", use="yes", country="LA"))
    assert answer.location == f"{REPORT}?country=LA&columns=status%2Cemail"


def test_the_usual_columns_leave_no_trace(as_mali: Visitor) -> None:
    answer = as_mali.client.get(pressed(*COLUMNS, use="yes"))
    assert answer.location == REPORT


def test_a_report_without_columns_is_none(as_mali: Visitor) -> None:
    page = as_mali.get(pressed(use="yes"))
    assert "Please choose at least one column." in page.one("div", role="alert").text
    assert checked(page) == []
    assert as_mali.get(pressed("moon", up="moon")).heading
