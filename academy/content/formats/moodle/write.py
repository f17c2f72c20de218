"""Questions as Moodle XML."""

import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.moodle.write_calculated import calculated
from academy.content.formats.moodle.write_cloze import cloze_text
from academy.content.formats.moodle.write_parts import (
    add,
    add_text,
    note_number,
    note_rubric,
    number_text,
)
from academy.content.formats.runs import from_markdown, to_html, words
from academy.content.formats.shares import percents, shares_of
from academy.content.formats.tags import tags_of
from academy.content.formats.unplaced import note_unplaced
from academy.content.formats.values import Item
from academy.content.model import Marking, Question
from academy.content.questions.calculated import Calculated
from academy.content.questions.cloze import Cloze
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.kinds import question_kind
from academy.content.questions.matching import Matching
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.quantity import Quantity
from academy.content.questions.short_text import GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse

_ALWAYS = frozenset({
    "outcome", "difficulty", "hints", "penalty", "marks", "right", "wrong", "partly", "general",
})  # fmt: skip


def moodle_category(category: str) -> ET.Element:
    """Return what says that the questions behind it belong to a category."""
    element = ET.Element("question", {"type": "category"})
    add(add(element, "category"), "text", category)
    return element


def moodle_item(item: Item, losses: Losses) -> ET.Element:
    """Return a question as Moodle XML; raise `ItemRefused`."""
    question = item.question
    found = _TYPES.get(type(question))
    if found is None:
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what=question_kind(question).name)
    kind, write = found
    element = ET.Element("question", {"type": kind})
    add(add(element, "name"), "text", " ".join(item.name.split()) or question.id)
    text = cloze_text(question, losses) if isinstance(question, Cloze) else to_html(question.text)
    asked = add_text(element, "questiontext", text)
    for name, data in sorted(item.pictures.items()):
        place = {"name": name, "path": "/", "encoding": "base64"}
        add(asked, "file", b64encode(data).decode()).attrib.update(place)
    add_text(element, "generalfeedback", to_html(question.feedback.general))
    note_number(question.marks, losses)
    add(element, "defaultgrade", number_text(question.marks))
    add(element, "penalty", number_text(question.penalty, 7))
    add(element, "hidden", "0")
    add(element, "idnumber", question.id)
    note_unplaced(question, losses, _ALWAYS)
    write(element, question, losses)
    for hint in question.hints:
        add_text(element, "hint", to_html(hint))
    _tags(element, question)
    return element


def _tags(element: ET.Element, question: Question) -> None:
    found = tags_of(question.outcome, question.difficulty)
    if found:
        tags = add(element, "tags")
        for tag in found:
            add(add(tags, "tag"), "text", tag)


def _combined(element: ET.Element, question: Question) -> None:
    said = question.feedback
    add_text(element, "correctfeedback", to_html(said.right))
    add_text(element, "partiallycorrectfeedback", to_html(said.partly))
    add_text(element, "incorrectfeedback", to_html(said.wrong))


def _rule(question: Question, losses: Losses, *kept: Marking) -> None:
    if question.marking not in kept:
        losses.add(LossCode.MARKING, what=question.marking.value)


def _answer(
    element: ET.Element, text: str, share: str, *, said: str = "", html: bool = False
) -> ET.Element:
    answer = add(element, "answer")
    answer.set("fraction", share)
    answer.set("format", "html" if html else "moodle_auto_format")
    add(answer, "text", text)
    add_text(answer, "feedback", to_html(said))
    return answer


def _choice(element: ET.Element, question: SingleChoice | MultipleResponse, losses: Losses) -> None:
    single = isinstance(question, SingleChoice)
    add(element, "single", "true" if single else "false")
    add(element, "shuffleanswers", "true")
    add(element, "answernumbering", "abc")
    _combined(element, question)
    shares = shares_of(question.options, question.marking, losses, single=single)
    told = percents(shares, losses)
    for option in question.options:
        _answer(element, to_html(option.text), told[option.id], said=option.feedback, html=True)


def _true_false(element: ET.Element, question: TrueFalse, losses: Losses) -> None:
    _rule(question, losses, Marking.ALL_OR_NOTHING)
    _partly(question, losses)
    for truth in (True, False):
        right = truth is question.answer
        said = question.feedback.right if right else question.feedback.wrong
        _answer(element, str(truth).lower(), "100" if right else "0", said=said)


def _partly(question: Question, losses: Losses) -> None:
    if question.feedback.partly:
        losses.add(LossCode.FEEDBACK, what="partly", value=question.feedback.partly)


def _short_text(element: ET.Element, question: ShortText, losses: Losses) -> None:
    _partly(question, losses)
    shields = {answer for answer in question.answers if _is_shield(answer, question.answers)}
    asked = [answer for answer in question.answers if answer not in shields]
    case = bool(asked) and all(answer.case for answer in asked)
    add(element, "usecase", "1" if case else "0")
    right, left = question.feedback.right, [*question.accept]
    for answer in asked:
        full = answer.share == 1
        if answer.case and not case:
            losses.add(LossCode.SETTING, what="case", value=answer.text)
        said = answer.feedback or (right if full else "")
        _word(element, answer.text, answer.share, said=said)
        left = [word for word in left if word.casefold() != answer.text.casefold()]
    for word in left:
        _word(element, word, Fraction(1), said=right)
    if question.feedback.wrong:
        _answer(element, "*", "0", said=question.feedback.wrong)


def _is_shield(answer: GradedText, answers: Iterable[GradedText]) -> bool:
    """Tell whether an answer only keeps other capitals of a word from counting."""
    same = [each for each in answers if each.text.casefold() == answer.text.casefold()]
    return not answer.case and not answer.share and any(each.case for each in same)


def _word(element: ET.Element, word: str, share: Fraction, *, said: str) -> None:
    told = percents({"": share}, Losses())[""]
    _answer(element, word.replace("*", r"\*"), told, said=said)


def _numeric(element: ET.Element, question: Numeric, losses: Losses) -> None:
    _partly(question, losses)
    right = GradedNumber(question.answer, question.tolerance, Fraction(1), question.feedback.right)
    _numbers(element, [right, *question.answers], losses)
    if question.feedback.wrong:
        other = _answer(element, "*", "0", said=question.feedback.wrong)
        add(other, "tolerance", "0")
    if question.unit:
        _units(element, [(question.unit, Fraction(1))])
        add(element, "unitgradingtype", "0")
        add(element, "showunits", "0")


def _numbers(element: ET.Element, numbers: Iterable[GradedNumber], losses: Losses) -> None:
    for number in numbers:
        note_number(number.answer, losses)
        note_number(number.tolerance, losses)
        told = percents({"": number.share}, losses)[""]
        text = number_text(number.answer)
        answer = _answer(element, text, told, said=number.feedback)
        add(answer, "tolerance", number_text(number.tolerance))


def _units(element: ET.Element, units: Iterable[tuple[str, Fraction]]) -> None:
    place = add(element, "units")
    for name, many in units:
        unit = add(place, "unit")
        add(unit, "multiplier", number_text(many))
        add(unit, "unit_name", name)


def _quantity(element: ET.Element, question: Quantity, losses: Losses) -> None:
    _partly(question, losses)
    tolerance = question.tolerance * (abs(question.answer) if question.relative else 1)
    if question.figures:
        losses.add(LossCode.FIELD, what="figures", value=str(question.figures))
    if question.relative:
        losses.add(LossCode.SETTING, what="relative", value=str(question.tolerance))
    right = GradedNumber(question.answer, tolerance, Fraction(1), question.feedback.right)
    _numbers(element, [right], losses)
    if question.feedback.wrong:
        _answer(element, "*", "0", said=question.feedback.wrong)
    for unit in question.units:
        note_number(1 / unit.factor, losses)
    _units(element, [(unit.text, 1 / unit.factor) for unit in question.units])
    add(element, "unitgradingtype", "1")
    add(element, "unitpenalty", "1")
    add(element, "showunits", "2")


def _matching(element: ET.Element, question: Matching, losses: Losses) -> None:
    _rule(question, losses, Marking.PARTIAL_WITHOUT_PENALTY)
    add(element, "shuffleanswers", "true")
    _combined(element, question)
    for option in question.options:
        if not all(run.bare for run in from_markdown(option.text)):
            losses.add(LossCode.STYLING, what=option.text)
    texts = {option.id: to_html(words_of(option.text)) for option in question.options}
    used = {prompt.option for prompt in question.prompts}
    pairs = [(to_html(prompt.text), texts[prompt.option]) for prompt in question.prompts]
    pairs += [("", text) for name, text in texts.items() if name not in used]
    for left, right in pairs:
        place = add_text(element, "subquestion", left)
        add(add(place, "answer"), "text", right)


def words_of(text: str) -> str:
    """Return Markdown of the words alone."""
    return text if all(run.bare for run in from_markdown(text)) else words(from_markdown(text))


def _ordering(element: ET.Element, question: Ordering, losses: Losses) -> None:
    del losses
    add(element, "layouttype", "VERTICAL")
    add(element, "selecttype", "ALL")
    add(element, "selectcount", "0")
    nothing = question.marking is Marking.ALL_OR_NOTHING
    add(element, "gradingtype", "ALL_OR_NOTHING" if nothing else "ABSOLUTE_POSITION")
    _combined(element, question)
    for place, item in enumerate(question.items, start=1):
        answer = add_text(element, "answer", to_html(item.text))
        answer.set("fraction", f"{place}.0000000")


def _cloze(element: ET.Element, question: Cloze, losses: Losses) -> None:
    _rule(question, losses, Marking.PARTIAL_WITHOUT_PENALTY)
    _combined(element, question)


def _essay(element: ET.Element, question: FreeText, losses: Losses) -> None:
    _people(element, question, losses)
    add(element, "responseformat", "editor")
    add(element, "responserequired", "1")
    add(element, "attachments", "0")
    if question.words_least:
        add(element, "minwordlimit", str(question.words_least))
    if question.words_most:
        add(element, "maxwordlimit", str(question.words_most))


def _upload(element: ET.Element, question: FileUpload, losses: Losses) -> None:
    _people(element, question, losses)
    add(element, "responseformat", "noinline")
    add(element, "responserequired", "0")
    add(element, "attachments", str(question.files))
    add(element, "maxbytes", str(question.kilobytes * 1000))
    if question.extensions != EXTENSIONS:
        add(element, "filetypeslist", ",".join(f".{name}" for name in question.extensions))


def _people(element: ET.Element, question: FreeText | FileUpload, losses: Losses) -> None:
    _combined(element, question)
    note_rubric(question.rubric, losses)
    add_text(element, "graderinfo", to_html(question.notes))


_TYPES: Mapping[type[Question], tuple[str, Callable[[ET.Element, Any, Losses], None]]] = {
    SingleChoice: ("multichoice", _choice),
    MultipleResponse: ("multichoice", _choice),
    TrueFalse: ("truefalse", _true_false),
    ShortText: ("shortanswer", _short_text),
    Numeric: ("numerical", _numeric),
    Quantity: ("numerical", _quantity),
    Matching: ("matching", _matching),
    Ordering: ("ordering", _ordering),
    Cloze: ("cloze", _cloze),
    FreeText: ("essay", _essay),
    FileUpload: ("essay", _upload),
    Calculated: ("calculated", calculated),
}
