"""What a part of a package is read from: a YAML file under judgement, or a document stored before.

A reader of questions asks either of them the same things. What comes from outside is a
`yaml_nodes.Record`, which notes every fault; what was judged once and stored is a `Stored`, which
judges nothing: rules may become stricter, revisions do not change.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from academy.content import bounds
from academy.content.codes import FaultCode

Choice = TypeVar("Choice", bound=StrEnum)


def unique_id(source: "Source", lines: dict[str, int]) -> str:
    """Return the id of a part, and note when another has it already."""
    name = source.id()
    line = source.line_of("id")
    if name and name in lines:
        source.fault(FaultCode.DUPLICATE_ID, "id", id=name, first=str(lines[name]))
    lines.setdefault(name, line)
    return name


class Source(Protocol):
    """A mapping whose keys are asked for one by one; see `yaml_nodes.Record`."""

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a key."""
        ...

    def fault(self, code: FaultCode, at: str = "", /, **detail: str) -> None:
        """Note a fault of this mapping, at one of its values."""
        ...

    def line_of(self, key: str) -> int:
        """Return the line of a value, from 1; 0 where there are no lines."""
        ...

    def text(self, key: str, limit: int = bounds.TEXT, *, optional: bool = False) -> str:
        """Return a text."""
        ...

    def texts(
        self, key: str, limit: int = bounds.TEXT, *, optional: bool = False
    ) -> tuple[str, ...]:
        """Return a list of texts."""
        ...

    def word(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of a few words."""
        ...

    def id(self, key: str = "id") -> str:
        """Return an id."""
        ...

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """Return a whole number within bounds."""
        ...

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """Return an exact number."""
        ...

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        ...

    def record(self, key: str, *, optional: bool = False) -> "Source | None":
        """Return a mapping."""
        ...

    def records(self, key: str, at_least: int = 1) -> "tuple[Source, ...]":
        """Return a list of mappings."""
        ...

    def end(self) -> None:
        """Note every key that nobody asked for."""
        ...


class Stored:
    """A mapping of JSON values that this program wrote: read as it is, whatever the rules now say.

    It has what a reader asks for where that must be there; `KeyError` is a broken store.
    """

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain

    def __contains__(self, key: str) -> bool:
        return key in self._plain

    def fault(self, code: FaultCode, at: str = "", /, **detail: str) -> None:
        """Let it pass: it was judged when it was stored."""

    def line_of(self, key: str) -> int:
        """Return 0: what is stored has no lines."""
        del key
        return 0

    def text(self, key: str, limit: int = bounds.TEXT, *, optional: bool = False) -> str:
        """Return a text."""
        del limit
        return str(self._plain.get(key, "") if optional else self._plain[key])

    def texts(
        self, key: str, limit: int = bounds.TEXT, *, optional: bool = False
    ) -> tuple[str, ...]:
        """Return a list of texts."""
        del limit
        return tuple(self._plain.get(key, ()) if optional else self._plain[key])

    def word(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of a few words."""
        return (
            choices(self._plain[key]) if default is None else choices(self._plain.get(key, default))
        )

    def id(self, key: str = "id") -> str:
        """Return an id."""
        return str(self._plain[key])

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """Return a whole number."""
        del low, high
        return int(self._plain[key] if default is None else self._plain.get(key, default))

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        """Return an exact number."""
        return Fraction(self._plain[key] if default is None else self._plain.get(key, default))

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false."""
        return bool(self._plain[key] if default is None else self._plain.get(key, default))

    def record(self, key: str, *, optional: bool = False) -> "Stored | None":
        """Return a mapping."""
        return None if optional and key not in self._plain else Stored(self._plain[key])

    def records(self, key: str, at_least: int = 1) -> "tuple[Stored, ...]":
        """Return a list of mappings; one that may be empty need not be there."""
        found = self._plain[key] if at_least else self._plain.get(key, ())
        return tuple(Stored(each) for each in found)

    def end(self) -> None:
        """Leave out what nobody asked for."""
