"""Questions whose parts belong together or come one after another, as QTI items."""

from collections.abc import Sequence
from fractions import Fraction

from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.qti.draft import RESPONSE, Draft
from academy.content.formats.qti.write_parts import (
    add_score,
    condition,
    constant,
    html,
    identifier,
    mapping,
    node,
    number_text,
    response,
    variable,
)
from academy.content.formats.qti.write_shared import all_or_nothing, mapped
from academy.content.formats.xml import Node
from academy.content.model import Marking
from academy.content.questions.categorise import Categorise
from academy.content.questions.matching import Matching
from academy.content.questions.matrix import Matrix
from academy.content.questions.ordering import Ordering

_NONE = Fraction(0)
_GROUPS, _NO_GROUP, _TABLE = "academy-categorise", "academy-none", "qti-match-tabular"


def _pairs(draft: Draft, pairs: Sequence[tuple[str, str]], offered: int) -> None:
    """Declare pairs and how they are marked."""
    keys = [f"{identifier(left)} {identifier(right)}" for left, right in pairs]
    declared = response(RESPONSE, "directedPair", "multiple", right=keys)
    draft.responses.append(declared)
    if draft.question.marking is Marking.ALL_OR_NOTHING:
        all_or_nothing(draft)
        return
    part = draft.marks / max(1, len(keys))
    cost = _NONE
    if draft.question.marking is Marking.PARTIAL:
        cost = -part
    elif draft.question.marking is Marking.NEGATIVE:
        draft.losses.add(LossCode.MARKING, what=draft.question.marking.value)
        cost = -part / max(1, offered - 1)
    lower = -draft.marks if draft.question.marking is Marking.NEGATIVE else _NONE
    entries = [(key, part, True) for key in keys]
    mapping(declared, entries, default=cost, lower=lower, upper=draft.marks)
    mapped(draft)


def _sets(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], most: str) -> Node:
    sides = [
        node(
            "simpleMatchSet",
            *(
                node(
                    "simpleAssociableChoice",
                    *html(text),
                    identifier=identifier(name),
                    matchMax=count,
                )
                for name, text in side
            ),
        )
        for side, count in ((left, most), (right, "0"))
    ]
    return node(
        "matchInteraction", *sides, responseIdentifier=RESPONSE, shuffle="true", maxAssociations="0"
    )


def matching(draft: Draft, question: Matching) -> None:
    """Write a matching."""
    _pairs(draft, [(each.id, each.option) for each in question.prompts], len(question.options))
    left = [(each.id, each.text) for each in question.prompts]
    right = [(each.id, each.text) for each in question.options]
    _check_sides(left, right)
    draft.ask(_sets(left, right, "1"))


def _check_sides(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> None:
    if not left or not right:
        raise ItemRefused(LossCode.TOO_FEW, what="choices")


def matrix(draft: Draft, question: Matrix) -> None:
    """Write a table."""
    pairs = [(row.id, column) for row in question.rows for column in row.columns]
    _pairs(draft, pairs, len(question.columns))
    left = [(each.id, each.text) for each in question.rows]
    right = [(each.id, each.text) for each in question.columns]
    shown = _sets(left, right, "0" if question.several else "1")
    shown.attributes["class"] = _TABLE
    draft.ask(shown)


def categorise(draft: Draft, question: Categorise) -> None:
    """Write items and their groups."""
    pairs = [(each.id, each.group or _NO_GROUP) for each in question.items]
    groups = [(each.id, each.text) for each in question.groups]
    if any(not each.group for each in question.items):
        groups.append((_NO_GROUP, "—"))
    _pairs(draft, pairs, len(groups))
    shown = _sets([(each.id, each.text) for each in question.items], groups, "1")
    shown.attributes["class"] = _GROUPS
    draft.ask(shown)


def ordering(draft: Draft, question: Ordering) -> None:
    """Write items in their order; they are shown in another one."""
    names = [identifier(item.id) for item in question.items]
    draft.responses.append(response(RESPONSE, "identifier", "ordered", right=names))
    if question.marking is Marking.ALL_OR_NOTHING:
        all_or_nothing(draft)
    else:
        part = constant(number_text(draft.marks / len(names)), "float")
        for place, name in enumerate(names, start=1):
            there = node("index", variable(RESPONSE), n=str(place))
            draft.rules.append(condition(node("match", there, constant(name)), add_score(part)))
    listed = sorted(question.items, key=lambda item: item.id)
    shown = node(
        "orderInteraction",
        *(
            node("simpleChoice", *html(each.text), identifier=identifier(each.id))
            for each in listed
        ),
        responseIdentifier=RESPONSE,
        shuffle="true",
    )
    draft.ask(shown)
