"""Questions as GIFT."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from academy.content.formats.gift_lexer import escaped
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.moodle.write_parts import note_rubric
from academy.content.formats.numbers import decimal, is_decimal, percent
from academy.content.formats.runs import is_plain, to_html
from academy.content.formats.shares import percents, shares_of
from academy.content.formats.tags import tags_of
from academy.content.formats.unplaced import note_unplaced
from academy.content.formats.values import Item
from academy.content.model import Marking, Question
from academy.content.questions.free_text import FreeText
from academy.content.questions.kinds import question_kind
from academy.content.questions.matching import Matching
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse

_MARKUP = re.compile(r"[<&\n]|^\[|^%|->|^//")
_ARROW = "->"


def gift_item(item: Item, losses: Losses) -> str:
    """Return a question as GIFT; raise `ItemRefused`."""
    question = item.question
    write = _TYPES.get(type(question))
    if write is None:
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what=question_kind(question).name)
    answers = write(question, losses)
    general = question.feedback.general
    if general:
        answers = f"{answers}####{_text(general)}\n"
    tags = "".join(f" [tag:{tag}]" for tag in tags_of(question.outcome, question.difficulty))
    name = f"::{escaped(' '.join(item.name.split()) or question.id)}::"
    return f"// [id:{question.id}]{tags}\n{name}{_text(question.text)}{{{answers}}}\n\n"


def gift_category(category: str) -> str:
    """Return what says that the questions behind it belong to a category."""
    return f"$CATEGORY: {escaped(category)}\n\n"


def _text(markdown: str) -> str:
    """Return a text as it is, or as HTML where it is more than one line of plain words."""
    if is_plain(markdown) and not _MARKUP.search(markdown):
        return escaped(markdown)
    html = to_html(markdown).replace(_ARROW, "-&gt;")
    html = html.replace("[", "&#91;", 1) if html.startswith("[") else html
    return "[html]" + escaped(html.replace("%", "&#37;"))


def _said(feedback: str) -> str:
    return f"#{_text(feedback)}" if feedback else ""


def _true_false(question: TrueFalse, losses: Losses) -> str:
    note_unplaced(question, losses, {"outcome", "difficulty", "right", "wrong", "general"})
    if question.marking is not Marking.ALL_OR_NOTHING:
        losses.add(LossCode.MARKING, what=question.marking.value)
    right, wrong = _text(question.feedback.right), _text(question.feedback.wrong)
    said = f"#{wrong}#{right}" if question.feedback.right else _said(question.feedback.wrong)
    return ("TRUE" if question.answer else "FALSE") + said


def _choice(question: SingleChoice | MultipleResponse, losses: Losses) -> str:
    note_unplaced(question, losses, {"outcome", "difficulty", "general"})
    single = isinstance(question, SingleChoice)
    shares = shares_of(question.options, question.marking, losses, single=single)
    if single and 1 not in shares.values():
        raise ItemRefused(LossCode.MARKING, what=question.marking.value)
    told = percents(shares, losses)
    lines: list[str] = []
    for option in question.options:
        share = shares[option.id]
        weight = f"%{told[option.id]}%" if share else ""
        mark = "=" if single and share == 1 else f"~{weight}"
        lines.append(f"\t{mark}{_text(option.text)}{_said(option.feedback)}\n")
    return "\n" + "".join(lines)


def _short_text(question: ShortText, losses: Losses) -> str:
    note_unplaced(question, losses, {"outcome", "difficulty", "right", "wrong", "general"})
    right = _said(question.feedback.right)
    lines: list[str] = []
    for answer in question.answers:
        if answer.case:
            losses.add(LossCode.SETTING, what="case", value=answer.text)
        full = answer.share == 1
        said = _said(answer.feedback) or (right if full else "")
        lines.append(f"\t=%{percent(answer.share)}%{_word(answer.text)}{said}\n")
    lines += [f"\t={_word(word)}{right}\n" for word in question.accept]
    if question.feedback.wrong:
        lines.append(f"\t=%0%*{_said(question.feedback.wrong)}\n")
    return "\n" + "".join(lines)


def _word(word: str) -> str:
    if _ARROW in word or word.startswith(("[", "%")):
        raise ItemRefused(LossCode.SYNTAX, what=word)
    return escaped(word.replace("*", r"\*"))


def _numeric(question: Numeric, losses: Losses) -> str:
    note_unplaced(question, losses, {"outcome", "difficulty", "right", "wrong", "general"})
    if question.unit:
        losses.add(LossCode.UNIT, what=question.unit)
    said = _said(question.feedback.right)
    lines = [f"\t={_number(question.answer, losses)}:{_number(question.tolerance, losses)}{said}\n"]
    for answer in question.answers:
        near = f"{_number(answer.answer, losses)}:{_number(answer.tolerance, losses)}"
        lines.append(f"\t=%{percent(answer.share)}%{near}{_said(answer.feedback)}\n")
    if question.feedback.wrong:
        lines.append(f"\t~{_said(question.feedback.wrong)}\n")
    return "#\n" + "".join(lines)


def _number(value: Fraction, losses: Losses) -> str:
    if not is_decimal(value):
        losses.add(LossCode.NOT_A_NUMBER, what=str(value))
    return decimal(value)


def _matching(question: Matching, losses: Losses) -> str:
    note_unplaced(question, losses, {"outcome", "difficulty", "general"})
    if question.marking is not Marking.PARTIAL_WITHOUT_PENALTY:
        losses.add(LossCode.MARKING, what=question.marking.value)
    texts = {option.id: _text(option.text) for option in question.options}
    used = {prompt.option for prompt in question.prompts}
    lines = [f"\t={_text(prompt.text)} -> {texts[prompt.option]}\n" for prompt in question.prompts]
    lines += [f"\t= -> {text}\n" for name, text in texts.items() if name not in used]
    return "\n" + "".join(lines)


def _free_text(question: FreeText, losses: Losses) -> str:
    note_unplaced(question, losses, {"outcome", "difficulty", "general"})
    for name in ("words_least", "words_most", "notes"):
        value = getattr(question, name)
        if value:
            losses.add(LossCode.FIELD, what=name, value=str(value))
    note_rubric(question.rubric, losses)
    return ""


_TYPES: Mapping[type[Question], Callable[[Any, Losses], str]] = {
    TrueFalse: _true_false,
    SingleChoice: _choice,
    MultipleResponse: _choice,
    ShortText: _short_text,
    Numeric: _numeric,
    Matching: _matching,
    FreeText: _free_text,
}
