"""A passage with gaps as a QTI item."""

from fractions import Fraction

from academy.content.formats.losses import LossCode
from academy.content.formats.qti.draft import Draft
from academy.content.formats.qti.write_parts import (
    add_score,
    condition,
    constant,
    html,
    identifier,
    mapping,
    near,
    node,
    number_text,
    put,
    response,
)
from academy.content.formats.xml import Node
from academy.content.model import Marking
from academy.content.questions.cloze import MARK, AnyGap, ChoiceGap, Cloze, NumberGap, TextGap

_RULES = frozenset({Marking.PARTIAL_WITHOUT_PENALTY, Marking.ALL_OR_NOTHING})


def cloze(draft: Draft, question: Cloze) -> None:
    """Write the gaps, what each earns, and the passage."""
    if question.marking not in _RULES:
        draft.losses.add(LossCode.MARKING, what=question.marking.value)
    whole = sum(gap.weight for gap in question.gaps)
    nothing = question.marking is Marking.ALL_OR_NOTHING
    tests: list[Node] = []
    for gap in question.gaps:
        marks = Fraction(1) if nothing else draft.marks * gap.weight / whole
        draft.responses.append(_declared(gap, marks))
        if nothing:
            tests.append(_full(gap))
        else:
            draft.rules += _earned(gap, marks)
        _feedback(draft, gap)
    if nothing:
        marks_of_all = constant(number_text(draft.marks), "float")
        draft.rules.append(condition(node("and", *tests), put("SCORE", marks_of_all)))
        if any(gap.weight != 1 for gap in question.gaps):
            draft.losses.add(LossCode.FIELD, what="weight", value=str(whole))
    fields = {gap.id: _field(gap) for gap in question.gaps}
    draft.ask_passage(_passage(question.passage, fields))


def _name(gap: AnyGap) -> str:
    return identifier(gap.id)


def _declared(gap: AnyGap, marks: Fraction) -> Node:
    match gap:
        case ChoiceGap():
            right = next(each for each in gap.options if each.correct)
            declared = response(_name(gap), "identifier", "single", right=[identifier(right.id)])
            shares = [
                (identifier(each.id), marks * (1 if each.correct else each.weight), True)
                for each in gap.options
            ]
            mapping(declared, shares)
        case TextGap():
            declared = response(_name(gap), "string", "single", right=gap.accept[:1])
            entries = [(each.text, marks * each.share, each.case) for each in gap.answers]
            mapping(declared, [*entries, *((word, marks, False) for word in gap.accept)])
        case _:
            declared = response(_name(gap), "float", "single", right=[number_text(gap.answer)])
    return declared


def _earned(gap: AnyGap, marks: Fraction) -> list[Node]:
    """Return what adds the marks of a gap."""
    if not isinstance(gap, NumberGap):
        return [add_score(node("mapResponse", identifier=_name(gap)))]
    tests = [(gap.answer, gap.tolerance, Fraction(1))]
    tests += [(each.answer, each.tolerance, each.share) for each in gap.answers]
    branches = [
        node(
            "responseElseIf" if place else "responseIf",
            near(_name(gap), answer, tolerance),
            add_score(constant(number_text(marks * share), "float")),
        )
        for place, (answer, tolerance, share) in enumerate(tests)
    ]
    return [node("responseCondition", *branches)]


def _full(gap: AnyGap) -> Node:
    """Return what tells whether a gap is right."""
    if isinstance(gap, NumberGap):
        return near(_name(gap), gap.answer, gap.tolerance)
    return node("gte", node("mapResponse", identifier=_name(gap)), constant("1", "float"))


def _feedback(draft: Draft, gap: AnyGap) -> None:
    said = [each.feedback for each in (gap.options if isinstance(gap, ChoiceGap) else gap.answers)]
    for text in said:
        if text:
            draft.losses.add(LossCode.FEEDBACK, what=gap.id, value=text)


def _field(gap: AnyGap) -> Node:
    if isinstance(gap, ChoiceGap):
        choices = [
            node("inlineChoice", *html(each.text), identifier=identifier(each.id))
            for each in gap.options
        ]
        return node(
            "inlineChoiceInteraction", *choices, responseIdentifier=_name(gap), shuffle="true"
        )
    return node("textEntryInteraction", responseIdentifier=_name(gap))


def _passage(passage: str, fields: dict[str, Node]) -> list["str | Node"]:
    """Return the passage, each mark of a gap replaced by its field."""
    return [piece for each in html(passage) for piece in _filled(each, fields)]


def _filled(piece: "str | Node", fields: dict[str, Node]) -> list["str | Node"]:
    if isinstance(piece, Node):
        inner = [one for each in piece.pieces for one in _filled(each, fields)]
        return [Node(piece.name, piece.attributes, inner)]
    found: list[str | Node] = []
    end = 0
    for mark in MARK.finditer(piece):
        found += [piece[end : mark.start()], fields.get(mark[1], mark[0])]
        end = mark.end()
    return [*found, piece[end:]]
