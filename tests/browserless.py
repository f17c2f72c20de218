"""A visitor without a browser, who insists on good pages.

Every page fetched in any test is parsed and held to what all our pages promise.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Self

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from academy.kernel.actor import Actor
from academy.kernel.languages import find_language
from tests.cast import STAMP

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
})  # fmt: skip
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Element:
    """An element as it stands on a page: name, attributes, text."""

    name: str
    attributes: dict[str, str]
    text: str


class Page(HTMLParser):
    """A parsed page; raises `AssertionError` where it breaks a promise of every page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        self._keep_promises()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in _VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag == "path":
            return
        while self._open:
            if self.elements[self._open.pop()][0] == tag:
                return
        msg = f"</{tag}> closes nothing"
        raise AssertionError(msg)

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.elements[index][2].append(data)

    def all(self, name: str, **attributes: str) -> list[Element]:
        """Return every element of that name with these attributes (`class_` for `class`)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            Element(tag, own, " ".join("".join(words).split()))
            for tag, own, words in self.elements
            if tag == name and all(own.get(key) == value for key, value in wanted.items())
        ]

    def one(self, name: str, **attributes: str) -> Element:
        """Return the only such element."""
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} × <{name} {attributes}>"
        return found[0]

    @property
    def heading(self) -> str:
        """The text of the page's one `h1`."""
        return self.one("h1").text

    @property
    def text(self) -> str:
        """All words of the body, one space between them."""
        return self.one("body").text

    def _keep_promises(self) -> None:
        language = self.one("html").attributes.get("lang", "")
        assert find_language(language), f"lang={language!r}"
        assert self.one("html").attributes.get("dir") == "ltr"
        own = [
            title for title in self.all("title") if "id" not in title.attributes
        ]  # not a chart's
        assert len(own) == 1
        assert own[0].text.strip(" ·")
        assert self.one("h1").text
        ids = [own["id"] for _, own, _ in self.elements if "id" in own]
        assert len(ids) == len(set(ids)), (
            f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
        )
        assert not [
            tag for tag, own, _ in self.elements if any(key.startswith("on") for key in own)
        ]
        assert not [
            words for tag, own, words in self.elements if tag == "script" and "src" not in own
        ]
        assert not [tag for tag, own, _ in self.elements if "style" in own or tag == "style"]
        assert not [own for tag, own, _ in self.elements if tag == "img" and "alt" not in own]
        self._fields_are_labelled()

    def _fields_are_labelled(self) -> None:
        labelled = {own.get("for") for tag, own, _ in self.elements if tag == "label"}
        for tag, own, _ in self.elements:
            typed = tag in {"select", "textarea"} or (
                tag == "input" and own.get("type") not in {"hidden", "submit"}
            )
            named = own.get("id") in labelled or "aria-label" in own or "aria-labelledby" in own
            assert not typed or named, f"no label: <{tag} {own}>"


class Visitor:
    """A person with a browser that has no scripts."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def signed_in(self, actor: Actor) -> Self:
        """Give the visitor the session of this person."""
        with self.client.session_transaction() as kept:
            kept["_user_id"] = f"{actor.id.hex}.{STAMP}"
            kept["_fresh"] = True
        return self

    def get(self, path: str, *, status: int = 200) -> Page:
        """Fetch a page that must answer with `status`, following no redirect."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}, {answer.location}"
        return Page(answer.text)

    def post(
        self, path: str, *, seen_on: str | None = None, **fields: str | list[str]
    ) -> TestResponse:
        """Send a form as the page `seen_on` (or `path`) would have sent it."""
        token = self.token(seen_on or path)
        return self.client.post(path, data={"csrf_token": token, **fields})

    def token(self, page: str = "/en/login") -> str:
        """Return the token that the forms of a page carry."""
        found = _TOKEN.search(self.client.get(page).text)
        assert found, f"no form on {page}"
        return found.group(1)
