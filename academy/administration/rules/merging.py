"""Whether two accounts may become one, and which of two seats a person keeps. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID


class MergeRefused(StrEnum):
    """Why two accounts cannot become one."""

    MERGE_SAME = "merge_same"
    MERGE_OVER = "merge_over"
    MERGE_OWN = "merge_own"
    MERGE_CHANGED = "merge_changed"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two accounts, as a merge sees it. `is_over`: merged before, or erased."""

    id: UUID
    name: str
    email: str | None
    username: str | None
    country: str | None
    created_at: datetime
    is_over: bool

    @property
    def login(self) -> str:
        """What its owner signs in by."""
        return self.email or self.username or ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one of two seats in the same course is. `at` is its last sign of life."""

    seat_id: UUID
    is_completed: bool
    units_done: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """A course in which both accounts have a seat."""

    course_id: str
    of_kept: Standing
    of_gone: Standing

    @property
    def keeps_own(self) -> bool:
        """Whether the account that stays keeps its own seat, and not the other's."""
        return further(self.of_kept, self.of_gone) is self.of_kept

    @property
    def behind(self) -> UUID:
        """The seat that stays with the closed account."""
        return (self.of_gone if self.keeps_own else self.of_kept).seat_id


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do: what would move by what it is, and where both have a seat."""

    kept: Side
    gone: Side
    takes_email: bool
    moves: Mapping[str, int]
    clashes: tuple[Clash, ...]

    @property
    def behind(self) -> frozenset[UUID]:
        """The seats that stay with the closed account."""
        return frozenset(clash.behind for clash in self.clashes)

    @property
    def digest(self) -> str:
        """What tells this plan from any other: what was shown is what is done."""
        told = {
            "kept": asdict(self.kept),
            "gone": asdict(self.gone),
            "takes_email": self.takes_email,
            "moves": dict(sorted(self.moves.items())),
            "clashes": [asdict(clash) for clash in self.clashes],
        }
        text = json.dumps(told, default=str, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()


def further(one: Standing, other: Standing) -> Standing:
    """Return the seat that is further: completed, else more units, else later; else the first."""
    return max((one, other), key=_rank)


def merge_refused(kept: Side, gone: Side, *, by: UUID | None) -> MergeRefused | None:
    """Say why an account cannot take the other over."""
    if kept.id == gone.id:
        return MergeRefused.MERGE_SAME
    if kept.is_over or gone.is_over:
        return MergeRefused.MERGE_OVER
    return MergeRefused.MERGE_OWN if gone.id == by else None


def take_over_email(kept: Side, gone: Side, *, wished: bool) -> bool:
    """Tell whether the person signs in by the other's address: as wished, or for want of one."""
    return gone.email is not None and (wished or kept.email is None)


def total(moves: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return what features would move, in one table."""
    return {name: number for each in moves for name, number in each.items()}


def _rank(seat: Standing) -> tuple[bool, int, datetime]:
    return seat.is_completed, seat.units_done, seat.at
