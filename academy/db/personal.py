"""What is kept of people, table by table: to tell them, to hand it over, to erase it.

Every feature that keeps something of a person has a module `service.personal` of the shape of
`Keeper`. It says which of its columns name a person and what becomes of them; what is the same for
all of them is done here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import (
    CursorResult,
    Delete,
    Select,
    Table,
    Update,
    and_,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

Column = InstrumentedAttribute[Any]
Row = dict[str, Any]
"""One fact about a person, ready for JSON."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a person gave: what they called it, and the name under which it is stored."""

    name: str
    stored_name: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept of a person: rows by section, and their files."""

    sections: Mapping[str, list[Row]]
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """That the account `gone` is taken over by the account `kept`, who are one person.

    `behind` are the seats that stay with the closed account, because the other account has a
    better one in the same course. With `takes_email`, the person signs in by the address of the
    closed account from now on.
    """

    kept: UUID
    gone: UUID
    now: datetime
    behind: frozenset[UUID] = frozenset()
    takes_email: bool = False


@dataclass(frozen=True, slots=True)
class Erasing:
    """That a person is erased, and whether their certificates are taken back with them."""

    user_id: UUID
    now: datetime
    with_certificates: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """What had to be kept, by reason, and the stored files that may not be needed any more."""

    kept: Mapping[str, int] = field(default_factory=dict[str, int])
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Holdings:
    """The columns of a feature that name a person.

    `acts` say who did something: they follow a person whose accounts are merged, and keep the key
    of one who is erased, which leads to nobody any more. `others` are dealt with by the feature's
    own functions. `fixed` are never changed, for the reason given.
    """

    acts: tuple[Column, ...] = ()
    others: tuple[Column, ...] = ()
    fixed: Mapping[Column, str] = field(default_factory=dict[Column, str])

    @property
    def names(self) -> frozenset[str]:
        """All of these columns, as `table.column`."""
        return frozenset(map(name_of, (*self.acts, *self.others, *self.fixed)))


class Keeper(Protocol):
    """A feature's module about what it keeps of people. Nothing in it commits."""

    @property
    def HOLDINGS(self) -> Holdings:  # noqa: N802 - a module's constant
        """Which columns name a person."""
        ...

    def told(self, session: Session, user_id: UUID) -> Told:
        """Return everything that is kept of a person, and nothing of anybody else."""
        ...

    def doubles(self, session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
        """Return how many rows would change hands, by what they are."""
        ...

    def hand_over(self, session: Session, merge: Merge) -> None:
        """Give what belongs to the closed account to the one that stays."""
        ...

    def erase(self, session: Session, erasing: Erasing) -> Erased:
        """Remove what is personal, and say what had to be kept."""
        ...


def name_of(column: Column) -> str:
    """Return a column as `table.column`."""
    return f"{_table(column).name}.{column.key}"


def rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Row]:
    """Return what a statement finds, ready for JSON, under the names of its columns."""
    return [
        {key: plain(value) for key, value in found.items()}
        for found in session.execute(statement).mappings()
    ]


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def acts_of(session: Session, holdings: Holdings, user_id: UUID) -> list[Row]:
    """Return how often a person did what columns name them for."""
    counts = count(session, holdings.acts, user_id)
    return [{"act": name, "count": number} for name, number in counts.items()]


def count(session: Session, columns: Iterable[Column], user_id: UUID) -> dict[str, int]:
    """Return in how many rows each of these columns names a person; without those in none."""
    found = {
        name_of(column): session.scalar(select(func.count()).where(column == user_id)) or 0
        for column in columns
    }
    return {name: number for name, number in found.items() if number}


def move(session: Session, columns: Iterable[Column], merge: Merge) -> None:
    """Let these columns name the account that stays where they name the closed one."""
    for column in columns:
        table = _table(column)
        own = table.c[column.key]
        write(session, update(table).where(own == merge.gone).values({column.key: merge.kept}))


def unite(
    session: Session, column: Column, merge: Merge, *, by: Collection[str] = (), is_spare: bool
) -> None:
    """Move rows of which a person has one for each value of `by`, unless they have it already.

    `by` is the rest of the table's key where nothing is said. What is left over goes if it is
    `is_spare`; else it stays with the closed account.
    """
    table = _table(column)
    rest = by or [each.name for each in table.primary_key if each.name != column.key]
    own, twin = table.c[column.key], table.alias("twin")
    same = and_(twin.c[column.key] == merge.kept, *(twin.c[name] == table.c[name] for name in rest))
    movable = ~exists(select(twin.c[column.key]).where(same))
    moved = update(table).where(own == merge.gone, movable).values({column.key: merge.kept})
    write(session, moved)
    if is_spare:
        write(session, delete(table).where(own == merge.gone))


def write(session: Session, statement: Update | Delete) -> int:
    """Write over rows or remove them; return how many there were."""
    answer = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", answer).rowcount


def _table(column: Column) -> Table:
    return cast("Table", column.class_.__table__)
