"""The operators of response processing, on values that are nothing, one or several."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from academy.content.formats.numbers import number
from academy.content.formats.qti.declarations import Value
from academy.content.formats.xml import Node

TRUE: Value = (True,)
FALSE: Value = (False,)


class NotUnderstood(Exception):
    """Something in a program that is not known here; its name."""


def _numbers(values: Sequence[Value]) -> list[Fraction]:
    found = [atom for value in values for atom in value or ()]
    numbers = [atom for atom in found if isinstance(atom, Fraction)]
    if len(numbers) < len(found):
        raise NotUnderstood(str(found))
    return numbers


def _truth(*, holds: bool) -> Value:
    return TRUE if holds else FALSE


def _compared(test: Callable[[Fraction, Fraction], bool]) -> Callable[[Node, list[Value]], Value]:
    def compare(_node: Node, values: list[Value]) -> Value:
        if None in values:
            return None
        first, second = _numbers(values)
        return _truth(holds=test(first, second))

    return compare


def _added(_node: Node, values: list[Value]) -> Value:
    return (sum(_numbers(values), Fraction(0)),) if None not in values else None


def _multiplied(_node: Node, values: list[Value]) -> Value:
    product = Fraction(1)
    for each in _numbers(values):
        product *= each
    return (product,) if None not in values else None


def _subtracted(_node: Node, values: list[Value]) -> Value:
    first, second = _numbers(values)
    return (first - second,)


def _divided(_node: Node, values: list[Value]) -> Value:
    first, second = _numbers(values)
    return (first / second,) if second else None


def _matched(_node: Node, values: list[Value]) -> Value:
    first, second = values
    return None if first is None or second is None else _truth(holds=first == second)


def _equal(node: Node, values: list[Value]) -> Value:
    if None in values:
        return None
    first, second = _numbers(values)
    near = [number(each) or Fraction(0) for each in node["tolerance"].split()] or [Fraction(0)]
    scale = {"absolute": Fraction(1), "relative": abs(second) / 100}.get(
        node["toleranceMode"], Fraction(0)
    )
    low, high = second - near[0] * scale, second + near[-1] * scale
    return _truth(holds=low <= first <= high)


def _string_match(node: Node, values: list[Value]) -> Value:
    if None in values:
        return None
    first, second = (str((value or ("",))[0]) for value in values)
    if node["caseSensitive"] == "false":
        first, second = first.casefold(), second.casefold()
    inside = node["substring"] == "true" and second in first
    return _truth(holds=first == second or inside)


def _member(_node: Node, values: list[Value]) -> Value:
    first, second = values
    return None if not first or second is None else _truth(holds=first[0] in second)


def _contains(_node: Node, values: list[Value]) -> Value:
    first, second = values
    return None if first is None or second is None else _truth(holds=set(second) <= set(first))


def _and(_node: Node, values: list[Value]) -> Value:
    return _truth(holds=all(value == TRUE for value in values))


def _or(_node: Node, values: list[Value]) -> Value:
    return _truth(holds=any(value == TRUE for value in values))


def _not(_node: Node, values: list[Value]) -> Value:
    return _truth(holds=values != [TRUE])


def _is_null(_node: Node, values: list[Value]) -> Value:
    return _truth(holds=values == [None])


def _gathered(_node: Node, values: list[Value]) -> Value:
    atoms = tuple(atom for value in values for atom in value or ())
    return tuple(sorted(atoms, key=repr)) or None


def _lined_up(_node: Node, values: list[Value]) -> Value:
    return tuple(atom for value in values for atom in value or ()) or None


def _index(node: Node, values: list[Value]) -> Value:
    place = int(node["n"]) - 1
    return (values[0][place],) if values[0] and 0 <= place < len(values[0]) else None


def _size(_node: Node, values: list[Value]) -> Value:
    return (Fraction(len(values[0] or ())),)


OPERATORS: Mapping[str, Callable[[Node, list[Value]], Value]] = {
    "match": _matched,
    "equal": _equal,
    "stringMatch": _string_match,
    "and": _and,
    "or": _or,
    "not": _not,
    "isNull": _is_null,
    "sum": _added,
    "product": _multiplied,
    "subtract": _subtracted,
    "divide": _divided,
    "gte": _compared(lambda first, second: first >= second),
    "gt": _compared(lambda first, second: first > second),
    "lte": _compared(lambda first, second: first <= second),
    "lt": _compared(lambda first, second: first < second),
    "member": _member,
    "contains": _contains,
    "multiple": _gathered,
    "ordered": _lined_up,
    "index": _index,
    "containerSize": _size,
    "max": lambda _node, values: (max(_numbers(values)),),
    "min": lambda _node, values: (min(_numbers(values)),),
}
"""By name: each takes its node, and what its parts come to."""
