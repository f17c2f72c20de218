"""What a learner does with a page, told once for all journeys."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from academy.content.archive import read_folder
from academy.content.catalogues import translate
from academy.content.model import Package, Question
from academy.content.questions.matching import Matching
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.reader import read_package
from academy.kernel.languages import get_language
from academy.web.i18n import words_in

COURSES = Path(__file__).parents[2] / "courses"
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)|`")


def course(name: str) -> Package:
    """Return a course as it was written, keys included."""
    return read_package(read_folder(COURSES / name))


def plain(markdown: str) -> str:
    """Return inline Markdown as a reader sees it."""
    return _MARKS.sub("", _LINK.sub(r"\1", markdown))


@dataclass
class Learner:
    """Somebody at a browser who reads pages in one language and knows the course by heart."""

    page: Page
    package: Package
    tag: str = "en"

    def say(self, words: str) -> str:
        """Return words of the interface in the learner's language."""
        catalogue: NullTranslations | GNUTranslations = words_in(get_language(self.tag))
        return catalogue.gettext(words)

    def text(self, unit: str, source: str) -> str:
        """Return a text of the course as this learner reads it."""
        if self.tag == self.package.course.language:
            return plain(source)
        return plain(translate(self.package, self.tag, unit, source) or source)

    def press(self, words: str) -> None:
        """Press the button, or follow the link, that bears these words."""
        name = self.say(words)
        found = self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        )
        found.first.click()

    def register(self, login: str, name: str, password: str) -> None:
        """Make an account."""
        self.press("Create account")
        self.page.locator("#login").fill(login)
        self.page.locator("#name").fill(name)
        self.page.locator("#password").fill(password)
        self.page.locator("#born").fill("1990-04-30")
        for box in self.page.locator("main input[type=checkbox]").all():
            box.check()
        self.page.locator("main form button").first.click()

    def read_lessons_until_quiz(self) -> None:
        """Mark lessons as done until the page offers a quiz."""
        start = self.page.get_by_role("button", name=self.say("Start quiz"), exact=True)
        done = self.page.get_by_role("button", name=self.say("Mark as done"), exact=True)
        for _ in self.package.course.units:
            expect(start.or_(done).first).to_be_visible()
            if start.is_visible():
                return
            done.click()

    def answer_all(self, unit: str) -> None:
        """Fill in the right answer to every question of the quiz on the page."""
        for question in self.package.quizzes[unit].questions:
            self.answer(unit, question)

    def answer(self, unit: str, question: Question) -> None:
        """Fill in the right answer to one question."""
        box = self.box(unit, question)
        if isinstance(question, Numeric):
            box.get_by_role("textbox").fill(_digits(question.answer))
        elif isinstance(question, ShortText):
            box.get_by_role("textbox").fill(question.accept[0])
        elif isinstance(question, Matching):
            self._match(box, unit, question)
        elif isinstance(question, Ordering):
            for position, item in enumerate(question.items, start=1):
                self._label(box, self.text(unit, item.text)).select_option(index=position)
        else:
            for words in self._right(unit, question):
                self._label(box, words).check()

    def _right(self, unit: str, question: SingleChoice | MultipleResponse | TrueFalse) -> list[str]:
        if isinstance(question, TrueFalse):
            return [self.say("True") if question.answer else self.say("False")]
        return [self.text(unit, option.text) for option in question.options if option.correct]

    def box(self, unit: str, question: Question) -> Locator:
        """Return the part of the page that holds a question."""
        return self.page.locator(".question").filter(has_text=self.text(unit, question.text))

    def _match(self, box: Locator, unit: str, question: Matching) -> None:
        options = {option.id: self.text(unit, option.text) for option in question.options}
        for prompt in question.prompts:
            chosen = self._label(box, self.text(unit, prompt.text))
            chosen.select_option(label=options[prompt.option])

    def _label(self, box: Locator, words: str) -> Locator:
        return box.get_by_label(words, exact=True)


def _digits(value: Fraction) -> str:
    return str(Decimal(value.numerator) / Decimal(value.denominator))
