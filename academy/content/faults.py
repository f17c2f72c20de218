"""What can be wrong with a package, and the sentence that tells its author.

Authors read these sentences in a terminal, in English, and in the editor, in their own language;
learners never meet them. Each says what is wrong and what to do. The table is total: a test holds
it against the codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from academy.content.codes import FaultCode
from academy.content.sentences import NEAR_SENTENCES, SENTENCES, WARNINGS


class Severity(StrEnum):
    """Whether a fault keeps a package out."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: where it is (line 0 means the whole file), which it is, and the names in it."""

    file: str
    line: int
    code: FaultCode
    detail: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def severity(self) -> Severity:
        """A warning lets the package in."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {sentence(self)}"


class PackageRefused(Exception):
    """A package that may not come in, with every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Faults:
    """Gathers the faults of a whole package, so that an author hears of all at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, file: str, line: int, code: FaultCode, /, **detail: str) -> None:
        """Note one."""
        self._found.append(Fault(file, line, code, detail))

    def extend(self, faults: Iterable[Fault]) -> None:
        """Note some that were found elsewhere."""
        self._found.extend(faults)

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault, by file and line, each once."""
        unique: dict[str, Fault] = {repr(fault): fault for fault in self._found}
        return tuple(sorted(unique.values(), key=lambda fault: (fault.file, fault.line)))

    @property
    def serious(self) -> bool:
        """Whether one of them keeps the package out."""
        return any(fault.severity is Severity.ERROR for fault in self._found)

    def refuse_if_serious(self) -> Self:
        """Raise `PackageRefused` when one of them is an error."""
        if self.serious:
            raise PackageRefused(self.all)
        return self


def template(fault: Fault) -> str:
    """Return the sentence of a fault with names in braces for its details, as it is translated."""
    near = NEAR_SENTENCES.get(fault.code) if "near" in fault.detail else None
    return near or SENTENCES[fault.code]


def sentence(fault: Fault) -> str:
    """Say what is wrong and what to do, in English."""
    return template(fault).format_map(fault.detail)


__all__ = ["Fault", "FaultCode", "Faults", "PackageRefused", "Severity", "sentence", "template"]
