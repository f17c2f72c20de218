"""Further answers that earn a share of the marks, as their author fills them in."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from academy.authoring.forms.questions.fields import Fields, Reader, joined, letters
from academy.authoring.rules.typed import write_exact
from academy.content.bounds import PERCENT
from academy.content.questions.numeric import GradedNumber
from academy.content.questions.short_text import GradedText

ANSWERS = "answers"
_SHOWN = "1"
_NONE = Fraction(0)


def read_graded_texts(fields: Reader) -> tuple[GradedText, ...]:
    """Return the words that earn a share."""
    return tuple(_graded_text(fields.within(ANSWERS, each)) for each in fields.ids(ANSWERS))


def fill_graded_texts(answers: Iterable[GradedText]) -> Fields:
    """Return the fields that hold these words. They have no ids of their own: letters do."""
    return listed(ANSWERS, zip(letters(), map(_text_fields, answers), strict=False))


def read_graded_numbers(fields: Reader) -> tuple[GradedNumber, ...]:
    """Return the numbers that earn a share."""
    return tuple(_graded_number(fields.within(ANSWERS, each)) for each in fields.ids(ANSWERS))


def fill_graded_numbers(answers: Iterable[GradedNumber]) -> Fields:
    """Return the fields that hold these numbers."""
    return listed(ANSWERS, zip(letters(), map(_number_fields, answers), strict=False))


def listed(name: str, parts: Iterable[tuple[str, Fields]]) -> Fields:
    """Return the fields of a list, by the ids of its parts."""
    filled: dict[str, Sequence[str]] = {name: []}
    for part, own in parts:
        filled[name] = [*filled[name], part]
        filled.update({joined(name, part, field): held for field, held in own.items()})
    return filled


def read_share(fields: Reader) -> Fraction:
    """Return a share that is filled in as percent."""
    return fields.exact("share", blank=_NONE) / PERCENT


def fill_share(share: Fraction) -> list[str]:
    """Return a share as percent."""
    return [write_exact(PERCENT * share)]


def _graded_text(fields: Reader) -> GradedText:
    text, feedback = fields.text("text"), fields.text("feedback")
    return GradedText(text, read_share(fields), feedback, fields.flag("case"))


def _text_fields(answer: GradedText) -> Fields:
    return {
        "text": [answer.text],
        "share": fill_share(answer.share),
        "feedback": [answer.feedback],
        "case": [_SHOWN] if answer.case else [],
    }


def _graded_number(fields: Reader) -> GradedNumber:
    answer, tolerance = (fields.exact(name, blank=_NONE) for name in ("answer", "tolerance"))
    return GradedNumber(answer, tolerance, read_share(fields), fields.text("feedback"))


def _number_fields(answer: GradedNumber) -> Fields:
    return {
        "answer": [write_exact(answer.answer)],
        "tolerance": [write_exact(answer.tolerance)],
        "share": fill_share(answer.share),
        "feedback": [answer.feedback],
    }
