"""What is asked about scores: which learners to show, a score to set, and why."""

from collections.abc import Mapping, Sequence
from typing import Self, cast
from uuid import UUID

from flask import request
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from academy.enrolment.rules import Status
from academy.kernel.text import tidy
from academy.marking.rules.gradebook import Order, QuizState, Wanted
from academy.marking.rules.grades import LONGEST_REASON
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l

_LONGEST_NAME = 120
_DOWNWARD = "down"
_QUIZ = "quiz:"
_DIGITS = 6


def reason_field(label: str) -> TextAreaField:
    """Return a field that asks why; what nobody typed on purpose is left out."""
    return TextAreaField(
        label,
        [
            DataRequired(_l("Please fill this in.")),
            Length(max=LONGEST_REASON, message=_l("This is too long: at most %(max)d characters.")),
        ],
        filters=[lambda text: "\n".join(map(tidy, (text or "").splitlines())).strip()],
        render_kw={"rows": "3"},
    )


class GradesForm(Form):
    """Which learners the gradebook shows, from the address. Nothing chosen means everybody."""

    name = TidyField(_l("Name"))
    status = SelectField(_l("Status"), [Optional()])
    cohort = SelectField(_l("Cohort"), [Optional()])
    quiz = SelectField(_l("Quiz"), [Optional()])
    state = SelectField(_l("Standing in this quiz"), [Optional()])

    @classmethod
    def from_address(
        cls,
        *,
        statuses: Mapping[Status, str],
        cohorts: Mapping[UUID, str],
        quizzes: Sequence[tuple[str, str]],
        states: Mapping[QuizState, str],
    ) -> Self:
        """Read the form from the request's address; only what is offered counts."""
        form = cls(request.args)
        everything = ("", _("All"))
        form.status.choices = [
            everything,
            *((key.value, str(name)) for key, name in statuses.items()),
        ]
        form.cohort.choices = [everything, *((str(key), name) for key, name in cohorts.items())]
        form.quiz.choices = [("", _("Any")), *quizzes]
        form.state.choices = [
            ("", _("Any")),
            *((key.value, str(say)) for key, say in states.items()),
        ]
        return form

    def wanted(self, quizzes: Sequence[str]) -> Wanted:
        """Return what is asked for; what makes no sense is not."""
        self.validate()
        order, by_quiz = _order(request.args.get("order", ""), quizzes)
        is_plain = order is Order.NEWEST and by_quiz is None
        down = request.args.get("way", _DOWNWARD if is_plain else "")
        state, cohort = self._chosen("state"), self._chosen("cohort")
        quiz = self._chosen("quiz")
        return Wanted(
            name=(self.name.data or "")[:_LONGEST_NAME],
            status=self._chosen("status"),
            cohort=UUID(cohort) if cohort else None,
            quiz=quiz if state else None,
            state=QuizState(state) if state and quiz else None,
            order=order,
            by_quiz=by_quiz,
            is_downward=down == _DOWNWARD,
            page=_page(request.args.get("page", "")),
        )

    def chosen(self, **changes: str) -> dict[str, str]:
        """Return what is asked for as it stands in an address, with these changes."""
        names = (*self.data, "order", "way", "page")
        asked = {name: text for name in names if (text := request.args.get(name, ""))}
        return {name: text for name, text in {**asked, **changes}.items() if text}

    def _chosen(self, name: str) -> str | None:
        field = cast("SelectField", self[name])
        return None if field.errors else field.data or None


class ScoreForm(Form):
    """Ask for a score to set, and why."""

    percent = TidyField(
        _l("Score, in percent"),
        [DataRequired(_l("Please fill this in."))],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    reason = reason_field(_l("Reason"))


class TakeBackForm(Form):
    """Ask why a score that was set is taken back."""

    why = reason_field(_l("Reason for taking it back"))


def _order(text: str, quizzes: Sequence[str]) -> tuple[Order, str | None]:
    quiz = text.removeprefix(_QUIZ)
    if text.startswith(_QUIZ) and quiz in quizzes:
        return Order.NEWEST, quiz
    return Order(text) if text in set(Order) else Order.NEWEST, None


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 1
