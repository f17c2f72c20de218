"""What came of reading a file as plain values, for programs: docs/questions.md describes them."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from academy.content.formats.losses import Loss
from academy.content.formats.values import Reading, ReadItem, RefusedItem
from academy.content.model import Marking, Option, Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.categorise import Categorise
from academy.content.questions.cloze import Cloze
from academy.content.questions.hotspot import Hotspot
from academy.content.questions.matching import Matching
from academy.content.questions.matrix import Matrix
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.parts import number_text
from academy.content.questions.quantity import Quantity
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse
from academy.content.writer import question_plain, question_type

Plain = dict[str, Any]


def reading_plain(reading: Reading) -> Plain:
    """Return all that came of a file."""
    return {
        "format": reading.format.value,
        "counts": {
            "read": len(reading.items),
            "with_loss": sum(bool(item.losses) for item in reading.items),
            "refused": len(reading.refused),
        },
        "items": [item_plain(item) for item in reading.items],
        "refused": [_refused(item) for item in reading.refused],
        "losses": [loss_plain(loss) for loss in reading.losses],
    }


def item_plain(item: ReadItem) -> Plain:
    """Return an item: what people look for first, and the whole question as a quiz file has it."""
    question = item.question
    feedback = question.feedback
    passage = {"passage": question.passage} if isinstance(question, Cloze) else {}
    return {
        "name": item.name,
        "category": item.category,
        "type": question_type(question),
        "marks": number(question.marks),
        "marking": question.marking.value,
        "text": question.text,
        **passage,
        "key": key_plain(question),
        "feedback": {
            "right": feedback.right,
            "wrong": feedback.wrong,
            "partly": feedback.partly,
            "general": feedback.general,
            "answers": dict(_said(question)),
        },
        "hints": [*question.hints],
        "penalty": number(question.penalty),
        "question": question_plain(question),
        "pictures": sorted(item.pictures),
        "losses": [loss_plain(loss) for loss in item.losses],
    }


def loss_plain(loss: Loss) -> Plain:
    """Return a loss."""
    return {"code": loss.code.value, **loss.detail}


def number(value: Fraction) -> int | str:
    """Return a number: whole, or exactly as a text."""
    return int(value) if value.denominator == 1 else number_text(value)


def key_plain(question: Question) -> Plain:
    """Return what is right, in the words of the question."""
    found = _KEYS.get(type(question))
    return found(question) if found else {}


def _refused(item: RefusedItem) -> Plain:
    return {"name": item.name, "category": item.category, "why": loss_plain(item.why)}


def _said(question: Question) -> Iterable[tuple[str, str]]:
    """Yield what is said of single answers, by their words."""
    match question:
        case SingleChoice() | MultipleResponse():
            told = [(option.text, option.feedback) for option in question.options]
        case ShortText():
            told = [(answer.text, answer.feedback) for answer in question.answers]
        case Numeric():
            told = [(number_text(each.answer), each.feedback) for each in question.answers]
        case Hotspot():
            told = [(spot.id, spot.feedback) for spot in question.spots]
        case Cloze():
            told = [pair for gap in question.gaps for pair in _said(gap.question)]
        case _:
            told = []
    return ((text, feedback) for text, feedback in told if feedback)


def _options(question: SingleChoice | MultipleResponse) -> Plain:
    if question.marking is not Marking.WEIGHTS:
        return {"right": [each.text for each in question.options if each.correct]}
    right = [each for each in question.options if each.correct]
    if isinstance(question, SingleChoice):
        best = max(each.weight for each in right)
        right = [each for each in right if each.weight == best]
    shares = {each.text: number(each.weight) for each in question.options}
    return {"right": [each.text for each in right], "shares": shares}


def _numeric(question: Numeric) -> Plain:
    right = {"right": number(question.answer), "tolerance": number(question.tolerance)}
    return right | _more([_number(each) for each in question.answers])


def _number(answer: GradedNumber) -> Plain:
    return {
        "answer": number(answer.answer),
        "tolerance": number(answer.tolerance),
        "share": number(answer.share),
    }


def _short_text(question: ShortText) -> Plain:
    return {"right": [*question.accept]} | _more([_word(each) for each in question.answers])


def _word(answer: GradedText) -> Plain:
    return {"text": answer.text, "share": number(answer.share), "case": answer.case}


def _more(answers: list[Plain]) -> Plain:
    return {"answers": answers} if answers else {}


def _matching(question: Matching) -> Plain:
    texts = {option.id: option.text for option in question.options}
    used = {prompt.option for prompt in question.prompts}
    return {
        "right": [[prompt.text, texts[prompt.option]] for prompt in question.prompts],
        "left_over": [text for name, text in texts.items() if name not in used],
    }


def _cloze(question: Cloze) -> Plain:
    return {
        "gaps": [
            {"id": gap.id, "kind": gap.kind.value, "weight": gap.weight, **_gap(gap.question)}
            for gap in question.gaps
        ]
    }


def _gap(question: Question) -> Plain:
    if isinstance(question, SingleChoice):
        shares = {option.text: _worth(option) for option in question.options}
        right = [option.text for option in question.options if option.correct]
        return {"right": right, "shares": shares}
    return key_plain(question)


def _worth(option: Option) -> int | str:
    return 1 if option.correct else number(option.weight)


def _matrix(question: Matrix) -> Plain:
    texts = {column.id: column.text for column in question.columns}
    return {"right": [[row.text, [texts[each] for each in row.columns]] for row in question.rows]}


def _categorise(question: Categorise) -> Plain:
    texts = {group.id: group.text for group in question.groups}
    return {"right": [[item.text, texts.get(item.group, "")] for item in question.items]}


def _quantity(question: Quantity) -> Plain:
    return {
        "right": number(question.answer),
        "tolerance": number(question.tolerance),
        "units": {unit.text: number(unit.factor) for unit in question.units},
    }


def _calculated(question: Calculated) -> Plain:
    tolerance = {"tolerance": number(question.tolerance), "relative": question.relative}
    return {"formula": question.formula, **tolerance}


_KEYS: Mapping[type[Question], Callable[[Any], Plain]] = {
    SingleChoice: _options,
    MultipleResponse: _options,
    TrueFalse: lambda question: {"right": question.answer},
    Numeric: _numeric,
    ShortText: _short_text,
    Matching: _matching,
    Ordering: lambda question: {"right": [item.text for item in question.items]},
    Cloze: _cloze,
    Matrix: _matrix,
    Categorise: _categorise,
    Hotspot: lambda question: {"right": [spot.id for spot in question.spots if spot.correct]},
    Quantity: _quantity,
    Calculated: _calculated,
}
