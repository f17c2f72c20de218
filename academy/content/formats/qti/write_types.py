"""Each type of question as a QTI item."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from academy.content.formats.losses import LossCode
from academy.content.formats.qti.draft import RESPONSE, Draft
from academy.content.formats.qti.write_cloze import cloze
from academy.content.formats.qti.write_others import file_upload, free_text, hotspot
from academy.content.formats.qti.write_pairs import categorise, matching, matrix, ordering
from academy.content.formats.qti.write_parts import (
    constant,
    html,
    identifier,
    mapping,
    near,
    node,
    number_text,
    put,
    response,
    variable,
)
from academy.content.formats.qti.write_shared import all_or_nothing, declared_choice, mapped
from academy.content.formats.shares import shares_of
from academy.content.formats.xml import Node
from academy.content.model import Marking, Option, Question
from academy.content.questions.categorise import Categorise
from academy.content.questions.cloze import Cloze
from academy.content.questions.file_upload import FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.hotspot import Hotspot
from academy.content.questions.matching import Matching
from academy.content.questions.matrix import Matrix
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import Numeric
from academy.content.questions.ordering import Ordering
from academy.content.questions.short_text import ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.content.questions.true_false import TrueFalse

_NONE, _ALL = Fraction(0), Fraction(1)
_CHOSEN = "CHOSEN"


def _choices(draft: Draft, question: SingleChoice | MultipleResponse) -> None:
    single = isinstance(question, SingleChoice)
    declared = declared_choice(draft, question.options, single=single)
    if question.marking is Marking.ALL_OR_NOTHING:
        all_or_nothing(draft)
    else:
        shares = shares_of(question.options, question.marking, draft.losses, single=single)
        positive = [share for share in shares.values() if share > 0]
        best = max(positive, default=_NONE) if single else sum(positive, _NONE)
        if best < 1:
            draft.losses.add(LossCode.MARKS, value=str(draft.marks))
        entries = [
            (identifier(each.id), draft.marks * shares[each.id], True) for each in question.options
        ]
        below = {Marking.WEIGHTS, Marking.NEGATIVE} if single else {Marking.NEGATIVE}
        lower = -draft.marks if question.marking in below else _NONE
        mapping(declared, entries, lower=lower, upper=draft.marks)
        mapped(draft)
    shown = node(
        "choiceInteraction",
        *(_simple(option) for option in question.options),
        responseIdentifier=RESPONSE,
        shuffle="true",
        maxChoices="1" if single else "0",
    )
    draft.ask(shown)
    if any(option.feedback for option in question.options):
        draft.rules.append(put(_CHOSEN, variable(RESPONSE)))
        cardinality = "single" if single else "multiple"
        chosen = node("outcomeDeclaration", identifier=_CHOSEN, cardinality=cardinality)
        chosen.attributes["baseType"] = "identifier"
        draft.responses.append(chosen)


def _simple(option: Option) -> Node:
    choice = node("simpleChoice", *html(option.text), identifier=identifier(option.id))
    if option.feedback:
        said = node(
            "feedbackInline",
            *html(option.feedback),
            outcomeIdentifier=_CHOSEN,
            identifier=identifier(option.id),
            showHide="show",
        )
        choice.pieces.append(said)
    return choice


def _true_false(draft: Draft, question: TrueFalse) -> None:
    options = [
        Option(str(truth).lower(), str(truth), correct=truth is question.answer)
        for truth in (True, False)
    ]
    if question.marking is not Marking.ALL_OR_NOTHING:
        draft.losses.add(LossCode.MARKING, what=question.marking.value)
    plain = SingleChoice(
        id=question.id,
        marks=question.marks,
        text=question.text,
        feedback=question.feedback,
        options=tuple(options),
    )
    _choices(draft, plain)


def _short_text(draft: Draft, question: ShortText) -> None:
    right = next(iter(question.accept), "")
    declared = response(RESPONSE, "string", "single", right=[right])
    entries = [
        (answer.text, draft.marks * answer.share, answer.case) for answer in question.answers
    ]
    mapping(declared, [*entries, *((word, draft.marks, False) for word in question.accept)])
    draft.responses.append(declared)
    mapped(draft)
    _entry(draft)
    for answer in question.answers:
        if answer.feedback:
            case = "true" if answer.case else "false"
            test = node("stringMatch", variable(RESPONSE), constant(answer.text, "string"))
            test.attributes["caseSensitive"] = case
            draft.say_of(test, answer.feedback)


def _entry(draft: Draft) -> None:
    field = node("textEntryInteraction", responseIdentifier=RESPONSE)
    draft.ask(node("p", field))


def _numeric(draft: Draft, question: Numeric) -> None:
    if question.unit:
        draft.losses.add(LossCode.UNIT, what=question.unit)
    draft.responses.append(
        response(RESPONSE, "float", "single", right=[number_text(question.answer)])
    )
    tests = [(question.answer, question.tolerance, _ALL, "")]
    tests += [(each.answer, each.tolerance, each.share, each.feedback) for each in question.answers]
    branches: list[Node] = []
    for place, (answer, tolerance, share, said) in enumerate(tests):
        test = near(RESPONSE, answer, tolerance)
        value = constant(number_text(draft.marks * share), "float")
        branches.append(
            node("responseElseIf" if place else "responseIf", test, put("SCORE", value))
        )
        if said:
            draft.say_of(near(RESPONSE, answer, tolerance), said)
    draft.rules.append(node("responseCondition", *branches))
    _entry(draft)


TYPES: Mapping[type[Question], Callable[[Draft, Any], None]] = {
    SingleChoice: _choices,
    MultipleResponse: _choices,
    TrueFalse: _true_false,
    ShortText: _short_text,
    Numeric: _numeric,
    Matching: matching,
    Matrix: matrix,
    Categorise: categorise,
    Ordering: ordering,
    Cloze: cloze,
    Hotspot: hotspot,
    FreeText: free_text,
    FileUpload: file_upload,
}
