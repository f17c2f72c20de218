"""What a marker, or a fellow learner, fills in about an answer."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Self, cast

from flask import request
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, Length

from academy.assessment.rules.numbers import read_number
from academy.assessment.rules.rubrics import rubric_share
from academy.content.model import Question
from academy.kernel.text import tidy
from academy.marking.rules.work import rubric_of
from academy.marking.service.by_people import Judgement
from academy.marking.service.peers import Given
from academy.web.forms import Form, TidyField
from academy.web.i18n import _, _l, number_text

LONGEST_COMMENT = 5_000
LONGEST_EXAMPLE = 20_000
_MOST_PARTS = 1_000
_TOO_LONG = _l("This is too long: at most %(max)d characters.")
_EMPTY = _l("Please fill this in.")


def _lines(text: str | None) -> str:
    """Return a text with its lines, and nothing that nobody typed on purpose."""
    return "\n".join(tidy(line) for line in (text or "").splitlines()).strip()


def _said(label: str, *, is_needed: bool = False, most: int = LONGEST_COMMENT) -> TextAreaField:
    needed = [DataRequired(_EMPTY)] if is_needed else []
    return TextAreaField(
        label,
        [*needed, Length(max=most, message=_TOO_LONG)],
        filters=[_lines],
        render_kw={"rows": "4", "dir": "auto", "maxlength": str(most)},
    )


class MarkForm(Form):
    """Ask for the level of each criterion, or for marks where there is no rubric.

    A level is named by its places: `level-2` holds which level of the second criterion it is.
    """

    marks = TidyField(_l("Marks"), render_kw={"inputmode": "decimal", "autocomplete": "off"})
    comment = _said(_l("Comment for the learner"))

    question: Question
    levels: Mapping[str, str]
    missing: Sequence[str]

    @classmethod
    def about(
        cls, question: Question, levels: Mapping[str, str] | None = None, **filled: str
    ) -> Self:
        """Return the form as it was sent, or filled in with what is known."""
        form = cls.from_request(**filled)
        form.question, form.missing = question, ()
        form.levels = _levels(question) if request.method == "POST" else levels or {}
        return form

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Tell whether everything that decides the marks is there."""
        is_good = super().validate(extra_validators)
        rubric = rubric_of(self.question)
        self.missing = [one.id for one in rubric if one.id not in self.levels]
        if not rubric and self._typed() is None:
            most = number_text(float(self.question.marks))
            told = _("Please type a number from 0 to %(most)s, such as 2.5.", most=most)
            self.marks.errors = [told]
        return is_good and not self.missing and not self.marks.errors

    @property
    def share(self) -> Fraction:
        """The share of the marks, once the form is valid."""
        rubric = rubric_of(self.question)
        if rubric:
            return rubric_share(rubric, self.levels)
        return cast("Fraction", self._typed()) / (self.question.marks or 1)

    def judgement(self) -> Judgement:
        """Return what was filled in by a marker, once the form is valid."""
        comment = str(self.comment.data or "")
        return Judgement(self.question.marks * self.share, self.levels, comment)

    def given(self) -> Given:
        """Return what was filled in by a fellow learner, once the form is valid."""
        return Given(self.share, self.levels, str(self.comment.data or ""))

    def _typed(self) -> Fraction | None:
        """Return the number, with a point or a comma: marks have no thousands to part."""
        found = read_number(str(self.marks.data or "").replace(",", "."), only_whole=False)
        if not isinstance(found, Fraction) or not 0 <= found <= self.question.marks:
            return None
        return found if found.denominator <= _MOST_PARTS else None


class ReviewForm(MarkForm):
    """Ask a learner what they make of a fellow learner's answer."""

    comment = _said(_l("What you tell them: what is good, and what would make it better"))


class ExampleForm(MarkForm):
    """Ask staff for an answer to practise with, and what it earns."""

    text = _said(_l("The answer"), is_needed=True, most=LONGEST_EXAMPLE)
    comment = _said(_l("Why it earns this"))


class ReplyForm(MarkForm):
    """Ask staff what they say to an appeal, and whether the marks change."""

    reply = _said(_l("What you answer the learner"), is_needed=True)
    is_changed = BooleanField(_l("Change the marks, too"))

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Tell whether it can be sent: what decides marks is needed only where they change."""
        if self.is_changed.data:
            return super().validate(extra_validators)
        return Form.validate(self, extra_validators)


class ReasonForm(Form):
    """Ask why an answer is marked again."""

    reason = _said(_l("Why"), is_needed=True)


class AppealForm(Form):
    """Ask a learner what is wrong with a mark."""

    text = _said(_l("What you think is wrong, and why"), is_needed=True)


def _levels(question: Question) -> dict[str, str]:
    """Return the levels that were chosen; what is not on offer was not chosen."""
    chosen: dict[str, str] = {}
    for place, criterion in enumerate(rubric_of(question), start=1):
        picked = request.form.get(f"level-{place}", "")
        levels = {str(number): level.id for number, level in enumerate(criterion.levels, start=1)}
        if picked in levels:
            chosen[criterion.id] = levels[picked]
    return chosen
