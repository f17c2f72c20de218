"""What an item declares of its responses and outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from academy.content.formats.numbers import number
from academy.content.formats.xml import Node

Atom = str | bool | Fraction | tuple[str, ...]
Value = tuple[Atom, ...] | None
"""What an expression comes to: nothing, or one value or several; where order is none, sorted."""

NUMBERS = frozenset({"integer", "float"})
"""The base types of numbers."""

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a response is mapped to."""

    key: Atom
    value: Fraction
    case: bool = True


@dataclass(frozen=True, slots=True)
class Mapped:
    """How responses are mapped to numbers."""

    entries: tuple[Entry, ...]
    default: Fraction = _NONE
    lower: Fraction | None = None
    upper: Fraction | None = None

    def of(self, value: Value) -> Fraction:
        """Return what a value is mapped to: each part of it counts once."""
        found = sum((self._one(atom) for atom in dict.fromkeys(value or ())), _NONE)
        found = found if self.lower is None else max(self.lower, found)
        return found if self.upper is None else min(self.upper, found)

    def _one(self, atom: Atom) -> Fraction:
        for entry in self.entries:
            if entry.key == atom or (not entry.case and _folded(entry.key) == _folded(atom)):
                return entry.value
        return self.default


@dataclass(frozen=True, slots=True)
class Declared:
    """A variable: its kind, and what is right or what it is at first."""

    id: str
    base: str
    cardinality: str
    value: Value = None
    mapped: Mapped | None = None
    node: Node = field(default_factory=lambda: Node(""))


def responses_of(item: Node) -> dict[str, Declared]:
    """Return the response declarations of an item, by identifier."""
    found = [_declared(node, "correctResponse") for node in item.all("responseDeclaration")]
    return {each.id: each for each in found}


def outcomes_of(item: Node) -> dict[str, Declared]:
    """Return the outcome declarations of an item, by identifier."""
    found = [_declared(node, "defaultValue") for node in item.all("outcomeDeclaration")]
    return {each.id: each for each in found}


def _declared(node: Node, holder: str) -> Declared:
    base, cardinality = node["baseType"] or "identifier", node["cardinality"] or "single"
    place = node.first(holder)
    texts = [value.text for value in place.all("value")] if place is not None else []
    mapping = node.first("mapping")
    mapped = _mapped(mapping, base) if mapping is not None else None
    value = value_of(texts, base, cardinality)
    return Declared(node["identifier"], base, cardinality, value, mapped, node)


def _mapped(node: Node, base: str) -> Mapped:
    entries = [
        Entry(
            atom_of(each["mapKey"], base),
            number(each["mappedValue"]) or _NONE,
            each["caseSensitive"] != "false",
        )
        for each in node.all("mapEntry")
    ]
    default = number(node["defaultValue"]) or _NONE
    return Mapped(tuple(entries), default, number(node["lowerBound"]), number(node["upperBound"]))


def value_of(texts: list[str], base: str, cardinality: str) -> Value:
    """Return the value that texts stand for."""
    atoms = tuple(atom_of(text, base) for text in texts if text.strip())
    if not atoms:
        return None
    return tuple(sorted(atoms, key=repr)) if cardinality == "multiple" else atoms


def atom_of(text: str, base: str) -> Atom:
    """Return one value of a base type."""
    told = text.strip()
    if base in NUMBERS:
        found = number(told)
        return told if found is None else found
    if base == "boolean":
        return told in {"true", "1"}
    if base == "pair":
        return tuple(sorted(told.split()))
    if base == "directedPair":
        return tuple(told.split())
    return told


def _folded(atom: Atom) -> object:
    return atom.casefold() if isinstance(atom, str) else atom


Responses = Mapping[str, Value]
