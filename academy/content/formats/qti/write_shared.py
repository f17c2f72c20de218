"""What several types of question have in common as QTI items."""

from collections.abc import Sequence

from academy.content.formats.qti.draft import RESPONSE, Draft
from academy.content.formats.qti.write_parts import (
    condition,
    constant,
    identifier,
    node,
    number_text,
    put,
    response,
    variable,
)
from academy.content.formats.xml import Node
from academy.content.model import Option


def all_or_nothing(draft: Draft) -> None:
    """Give everything for exactly what is right."""
    right = node("match", variable(RESPONSE), node("correct", identifier=RESPONSE))
    draft.rules.append(condition(right, put("SCORE", constant(number_text(draft.marks), "float"))))


def mapped(draft: Draft) -> None:
    """Give what the response is mapped to."""
    draft.rules.append(put("SCORE", node("mapResponse", identifier=RESPONSE)))


def declared_choice(draft: Draft, options: Sequence[Option], *, single: bool) -> Node:
    """Declare a choice, and return its declaration."""
    right = [identifier(option.id) for option in options if option.correct]
    if single:
        best = max(options, key=lambda option: (option.weight, option.correct))
        right = [identifier(best.id)]
    declared = response(RESPONSE, "identifier", "single" if single else "multiple", right=right)
    draft.responses.append(declared)
    return declared
