"""A quiz's form as a browser without scripts sees, fills and sends it."""

import re
from dataclasses import dataclass, field
from typing import Self

from werkzeug.test import TestResponse

from tests.browserless import Page, Visitor

PLACE = re.compile(r"a(\d+)")


@dataclass
class PaperForm:
    """The form on an attempt's page: what its fields hold, by name."""

    visitor: Visitor
    address: str
    page: Page
    fields: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def open(cls, visitor: Visitor, address: str) -> Self:
        """Open the page, its fields as they came."""
        page = visitor.get(address)
        return cls(visitor, address, page, fields_of(page))

    def place(self, words: str) -> str:
        """Return the place of the question whose text contains these words."""
        boxes = self.page.all("fieldset", class_="question")
        return next(box.attributes["data-place"] for box in boxes if words in box.text)

    def choose(self, words: str, *choices: str) -> Self:
        """Take the choices with these words, at the question with those."""
        place = self.place(words)
        labels = {label.text: label.attributes["for"] for label in self.page.all("label")}
        picked = [labels[choice].removeprefix(f"a{place}-") for choice in choices]
        self.fields[f"a{place}"] = picked
        return self

    def type(self, words: str, text: str) -> Self:
        """Write into the field of a question."""
        self.fields[f"a{self.place(words)}"] = [text]
        return self

    def pair(self, prompt: str, choice: str) -> Self:
        """Choose from the list that belongs to a label."""
        label = next(label for label in self.page.all("label") if label.text == prompt)
        options = options_of(self.page, label.attributes["for"])
        self.fields[label.attributes["for"]] = [options[choice]]
        return self

    def save(self, place: str = "1", **headers: str) -> TestResponse:
        """Press "Save answer" at a question."""
        return self.visitor.client.post(
            f"{self.address}answers", data={**self.fields, "save": place}, headers=headers
        )

    def submit(self) -> TestResponse:
        """Press "Submit answers"."""
        return self.visitor.client.post(f"{self.address}submit", data={**self.fields, "submit": ""})

    def ask(self) -> TestResponse:
        """Send the form as the script does."""
        return self.visitor.client.post(
            f"{self.address}answers", data=self.fields, headers={"Accept": "application/json"}
        )

    def state(self, words: str) -> str:
        """Return what the page says is kept of a question."""
        states = [one.text for one in self.page.all("span", role="status")]
        return states[int(self.place(words)) - 1]


def fields_of(page: Page) -> dict[str, list[str]]:
    """Return what a browser would send, untouched, of the page's quiz form."""
    fields: dict[str, list[str]] = {}
    inside, select = False, ""
    for tag, own, words in page.elements:
        if tag == "form":
            inside = "data-quiz" in own
        if not inside:
            continue
        name, kind = own.get("name", ""), own.get("type", "text")
        ticked = kind not in {"radio", "checkbox"} or "checked" in own
        if tag == "input" and ticked:
            fields.setdefault(name, []).append(own.get("value", ""))
        elif tag == "textarea":
            fields[name] = ["".join(words).removeprefix("\n")]
        elif tag == "select":
            select, fields[name] = name, [""]
        elif tag == "option" and "selected" in own:
            fields[select] = [own["value"]]
    return fields


def options_of(page: Page, select_id: str) -> dict[str, str]:
    """Return the values of a list by their words."""
    found, values = False, {}
    for tag, own, words in page.elements:
        if tag == "select":
            found = own.get("id") == select_id
        elif tag == "option" and found:
            values["".join(words).strip()] = own["value"]
    return values
