"""Questions as pages show them, without a database."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import lay_out
from academy.assessment.rules.sheet import Sheet, read_sheet
from academy.assessment.rules.shown import asked, told
from academy.content.model import Package
from academy.content.quiz_texts import quiz_texts
from academy.web import pages
from academy.web.i18n import current_language
from tests.browserless import Page

Show = Callable[..., "Shown"]

_HEAD = '<!DOCTYPE html><html lang="{}" dir="ltr"><head><title>T</title></head><body><h1>T</h1>'
_ASK = (
    '{% from "assessment/question.html" import ask %}{% call(own) ask(question, 1) %}{% endcall %}'
)
_TELL = '{% from "assessment/question.html" import tell %}{{ tell(question) }}'
_TEACH = (
    '{% import "assessment/items/" ~ question.kind ~ ".html" as item %}{{ item.teach(question) }}'
)


@dataclass(frozen=True)
class Shown:
    """The one question of a quiz, in a language."""

    app: Flask
    package: Package
    lang: str = "en"

    @property
    def _id(self) -> str:
        return self.package.quizzes["check"].questions[0].id

    def asked(self, answer: Answer | None = None, sheet: Sheet | None = None) -> Page:
        """The question to be answered."""
        paper = lay_out(self.package.quizzes["check"], 7)
        words = quiz_texts(self.package, "check", self.lang)
        answers = {} if answer is None else {self._id: answer}
        (question,) = asked(paper, words, answers, sheet=sheet)
        return self._rendered(_ASK, question)

    def asked_again(self, fields: dict[str, list[str]]) -> Page:
        """The question with what was filled in and is no answer."""
        paper = lay_out(self.package.quizzes["check"], 7)
        return self.asked(sheet=read_sheet(paper, {"b1": [""], **fields}, page_key=""))

    def told(self, answer: Answer | None) -> Page:
        """The question with an answer and the key."""
        keyed = quiz_with_keys(self.package, "check", self.lang)
        words = quiz_texts(self.package, "check", self.lang)
        answers = {} if answer is None else {self._id: answer}
        (question,) = told(
            lay_out(keyed, 7), words, answers, marks={}, marked=keyed, shows_key=True
        )
        return self._rendered(_TELL, question)

    def taught(self) -> Page:
        """The question as its makers see it: a draft, perhaps."""
        keyed = quiz_with_keys(self.package, "check", self.lang)
        words = quiz_texts(self.package, "check", self.lang)
        (question,) = told(lay_out(keyed, 7), words, {}, marks={})
        return self._rendered(_TEACH, question)

    def _rendered(self, template: str, question: object) -> Page:
        with self.app.test_request_context(f"/{self.lang}/"):
            environment = pages._environment(current_language())
            inside = environment.from_string(template).render(question=question)
        return Page(f"{_HEAD.format(self.lang)}{inside}</body></html>")
