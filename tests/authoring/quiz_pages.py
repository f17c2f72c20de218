"""The quiz builder in these tests: its form, as a browser without scripts sends it."""

import re
from html import unescape
from typing import Self

from werkzeug.test import TestResponse

from academy.content.model import Quiz
from tests.browserless import Page, Visitor

COURSE = "/en/teach/courses/clean-water/"
_SELECT = re.compile(r'<select id="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
_CHOSEN = re.compile(r'<option value="([^"]*)"[^>]* selected')
_AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)


class Builder:
    """One quiz on the page, with what its fields hold."""

    def __init__(self, visitor: Visitor, address: str, page: Page) -> None:
        self.visitor, self.address, self.page = visitor, address, page
        self.fields = fields_of(page)

    @classmethod
    def open(cls, visitor: Visitor, unit: str = "look-check", course: str = COURSE) -> Self:
        address = f"{course}units/{unit}/quiz"
        return cls(visitor, address, visitor.get(address))

    def type(self, **fields: str) -> Self:
        """Type into fields; `__` stands for the dots of their names."""
        for name, text in fields.items():
            self.fields[name.replace("__", ".")] = [text]
        return self

    def send(self, do: str = "save", **more: str) -> TestResponse:
        """Press a button."""
        return self.visitor.client.post(self.address, data={**self.fields, "do": do, **more})

    def press(self, do: str = "save", status: int = 303, **more: str) -> Self:
        """Press a button and look at what comes."""
        answer = self.send(do, **more)
        assert answer.status_code == status, answer.text
        if status != 303:
            return type(self)(self.visitor, self.address, Page(answer.text))
        place = (answer.location or "").partition("#")[0]
        return type(self)(self.visitor, self.address, self.visitor.get(place))

    def told(self, name: str) -> str:
        """What is said at a field."""
        return self.page.one("div", id=f"{name}:told").text


def fields_of(page: Page) -> dict[str, list[str]]:
    """What a browser would send, in the order of the page, buttons aside."""
    found: dict[str, list[str]] = {}
    for name, own, _ in page.elements:
        ticked = own.get("type") not in {"checkbox", "radio"} or "checked" in own
        if name == "input" and "name" in own and ticked:
            found.setdefault(own["name"], []).append(own.get("value", "on"))
    for field, inside in _SELECT.findall(page.html):
        chosen = _CHOSEN.search(inside)
        found[field] = [chosen[1] if chosen else ""]
    for field, inside in _AREA.findall(page.html):
        found[field] = [unescape(inside)]
    return found


def ids_of(quiz: Quiz) -> list[str]:
    return [question.id for question in quiz.questions]
