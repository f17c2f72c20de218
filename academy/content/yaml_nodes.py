"""YAML as untrusted input: each value with its line, and only plain mappings, lists and scalars.

PyYAML's loaders forget lines, let a later key overwrite an earlier one, read `no` as false, and
follow aliases until memory is gone. So a file is taken as events first (no anchors, no tags, not
deep), and then as nodes; texts are what the author typed, whatever YAML thinks that they mean.
"""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar, cast

import yaml

from academy.content import bounds
from academy.content.faults import FaultCode, Faults
from academy.content.text import clean, decoded, hidden_mark

Choice = TypeVar("Choice", bound=StrEnum)

LOADER = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""What reads YAML here, in C where that is there. It is asked for nodes, never for values."""

_NULL = "tag:yaml.org,2002:null"
_ID = re.compile(r"[a-z0-9-]{1,64}")
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?|-?\d{1,30}/0*[1-9]\d{0,29}")
_WHOLE = re.compile(r"-?\d{1,9}")


def read_record(data: bytes, file: str, faults: Faults) -> "Record | None":
    """Return the mapping that a file holds, or note why there is none."""
    if len(data) > bounds.YAML:
        faults.add(file, 0, FaultCode.FILE_TOO_LARGE, limit=str(bounds.YAML))
        return None
    text = decoded(data, file, faults)
    if text is None:
        return None
    try:
        node = yaml.compose(text, LOADER) if _is_plain(text, file, faults) else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or getattr(error, "reason", type(error).__name__)
        line = min(mark.line if mark else 0, text.count("\n")) + 1
        faults.add(file, line, FaultCode.BAD_YAML, why=str(why))
        return None
    if isinstance(node, yaml.MappingNode):
        return Record(node, file, faults)
    if not faults.serious:
        faults.add(file, 1, FaultCode.WRONG_SHAPE, key=file)
    return None


def _is_plain(text: str, file: str, faults: Faults) -> bool:
    """Tell whether there is nothing but values; note the first thing that is something else."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        line = _line(event)
        code = _trick(event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > bounds.YAML_DEPTH:
            code = FaultCode.TOO_DEEP
        if code is not None:
            faults.add(file, line, code)
            return False
    return True


def _trick(event: yaml.Event) -> FaultCode | None:
    if getattr(event, "anchor", None) is not None:
        return FaultCode.YAML_ANCHOR
    return None if getattr(event, "tag", None) is None else FaultCode.YAML_TAG


class Record:
    """A mapping whose keys are asked for one by one; `end` notes those that nobody asked for.

    Where a value is missing or wrong, that is noted and a harmless value returned, so that the
    author hears of the next mistake too. A file with an error never becomes a package.
    """

    def __init__(self, node: yaml.MappingNode, file: str, faults: Faults) -> None:
        self.file = file
        self.line = _line(node)
        self.faults = faults
        self.lines: dict[str, int] = {}
        """Where each text of the file first stands, for whoever judges texts later."""
        self._nodes: dict[str, yaml.Node] = {}
        self._asked: set[str] = set()
        for key, value in _pairs(node):
            name = clean(str(key.value)) if isinstance(key, yaml.ScalarNode) else "?"
            if name in self._nodes:
                faults.add(file, _line(key), FaultCode.DUPLICATE_KEY, key=name)
            self._nodes[name] = value

    def fault(self, code: FaultCode, at: str = "", /, **detail: str) -> None:
        """Note a fault of this record, at the line of one of its values if it has that key."""
        self.faults.add(self.file, self.line_of(at), code, **detail)

    def line_of(self, key: str) -> int:
        """Return the line of a value."""
        return _line(self._nodes[key]) if key in self._nodes else self.line

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def text(self, key: str, limit: int = bounds.TEXT, *, optional: bool = False) -> str:
        """Return a text as it was typed."""
        node = self._find(key, optional=optional)
        return "" if node is None else self._text(node, key, limit)

    def texts(
        self, key: str, limit: int = bounds.TEXT, *, optional: bool = False
    ) -> tuple[str, ...]:
        """Return a list of texts."""
        found = [
            (item, self._text(item, key, limit)) for item in self._items(key, optional=optional)
        ]
        return tuple(text for _, text in found if text)

    def word(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of a few words."""
        value = self.text(key, bounds.WORD, optional=default is not None)
        known = {choice.value: choice for choice in choices}
        if value and value not in known:
            names = ", ".join(known)
            self.fault(FaultCode.NOT_A_CHOICE, key, key=key, value=value, choices=names)
        return known.get(value, default or next(iter(choices)))

    def id(self, key: str = "id") -> str:
        """Return an id."""
        value = self.text(key, bounds.WORD)
        if value and not _ID.fullmatch(value):
            self.fault(FaultCode.BAD_ID, key, id=value)
        return value

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """Return a whole number within bounds."""
        value = self.text(key, bounds.NUMBER, optional=default is not None)
        if not value:
            return low if default is None else default
        if not _WHOLE.fullmatch(value):
            self.fault(FaultCode.NOT_A_NUMBER, key, key=key, example=str(high))
        elif not low <= int(value) <= high:
            self.fault(FaultCode.OUT_OF_RANGE, key, key=key, low=str(low), high=str(high))
        else:
            return int(value)
        return low

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """Return an exact number: `1400`, `0.7` or `1/3`."""
        value = self.text(key, 3 * bounds.NUMBER, optional=default is not None)
        if value and not _NUMBER.fullmatch(value):
            self.fault(FaultCode.NOT_A_NUMBER, key, key=key, example="0.7")
            value = ""
        return Fraction(value) if value else default or Fraction(0)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self.text(key, bounds.WORD, optional=default is not None)
        if value and value not in {"true", "false"}:
            self.fault(FaultCode.NOT_A_FLAG, key, key=key)
        return value == "true" if value else bool(default)

    def day(self, key: str) -> date:
        """Return a date."""
        value = self.text(key, bounds.WORD)
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                self.fault(FaultCode.NOT_A_DATE, key, key=key)
            return date.min

    def record(self, key: str, *, optional: bool = False) -> "Record | None":
        """Return a mapping."""
        node = self._find(key, optional=optional)
        if isinstance(node, yaml.MappingNode):
            return self._part(node)
        if node is not None:
            self.fault(FaultCode.WRONG_SHAPE, key, key=key)
        return None

    def records(self, key: str, at_least: int = 1) -> tuple["Record", ...]:
        """Return a list of mappings."""
        items = self._items(key)
        shaped = [item for item in items if isinstance(item, yaml.MappingNode)]
        for item in items:
            if not isinstance(item, yaml.MappingNode):
                self._note(item, FaultCode.WRONG_PART, key=key)
        if key in self and len(items) < at_least:
            self.fault(FaultCode.TOO_FEW, key, key=key, limit=str(at_least))
        return tuple(self._part(item) for item in shaped)

    def end(self) -> None:
        """Note every key that nobody asked for, and what may have been meant."""
        for key in self._nodes.keys() - self._asked:
            near = near_miss(key, self._asked - self._nodes.keys())
            cut = not near and _is_cut_text(self._nodes[key])
            code = FaultCode.CUT_TEXT if cut else FaultCode.UNKNOWN_KEY
            self.fault(code, key, key=key, **near)

    def _part(self, node: yaml.MappingNode) -> "Record":
        part = Record(node, self.file, self.faults)
        part.lines = self.lines
        return part

    def _find(self, key: str, *, optional: bool) -> yaml.Node | None:
        self._asked.add(key)
        node = self._nodes.get(key)
        if node is None and not optional:
            self.fault(FaultCode.MISSING_KEY, key=key)
        return node

    def _items(self, key: str, *, optional: bool = False) -> list[yaml.Node]:
        node = self._find(key, optional=optional)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault(FaultCode.NOT_A_LIST, key, key=key)
            return []
        items = cast("list[yaml.Node]", node.value)
        if len(items) > bounds.PARTS:
            self.fault(FaultCode.TOO_MANY, key, key=key, limit=str(bounds.PARTS))
        return items[: bounds.PARTS]

    def _text(self, node: yaml.Node, key: str, limit: int) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._note(node, FaultCode.NOT_A_TEXT, key=key)
            return ""
        value = clean(str(node.value))
        hidden = hidden_mark(value)
        if not value or node.tag == _NULL:
            self._note(node, FaultCode.EMPTY_TEXT, key=key)
            return ""
        if hidden:
            self._note(node, FaultCode.CONTROL_CHARACTER, character=hidden)
        if len(value) > limit:
            self._note(node, FaultCode.TOO_LONG, key=key, limit=str(limit))
        self.lines.setdefault(value, _line(node))
        return value

    def _note(self, node: yaml.Node, code: FaultCode, **detail: str) -> None:
        self.faults.add(self.file, _line(node), code, **detail)


def near_miss(name: str, known: Iterable[str]) -> dict[str, str]:
    """Return the name that may have been meant, as the detail `near` of a fault, or no detail."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return {"near": near[0]} if near else {}


def _is_cut_text(node: yaml.Node) -> bool:
    """Tell whether a key is none, but the rest of a text: inside { } a comma cuts it in two."""
    return node.tag == _NULL and not node.value


def _pairs(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    return cast("list[tuple[yaml.Node, yaml.Node]]", node.value)


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1
