"""What rows were: for reports that say tomorrow what they said of yesterday.

A row of the present is what is true now. Where one is changed that stood at the end of an earlier
day (UTC), what it said is kept beside it with `until`, the day of that change: it was so at the end
of every day before. A row is kept once a day at most, however often it changes.

At the end of day D a row was what the oldest past with `until` after D says; where there is none,
it is what it is now.
"""

from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

Model = type[DeclarativeBase]


def keep(
    session: Session, past: Model, *, of: Model, where: ColumnElement[bool], day: date
) -> None:
    """Keep what the rows of `of` said before `day`. Call it before changing them.

    `past` has the columns of `of` that reports show, under the same names, its key and `until`.
    """
    source, target = _table(of), _table(past)
    kept = [column.name for column in target.columns if column.name != "until"]
    until = literal(day, target.c.until.type)
    told = select(*(source.c[name] for name in kept), until).where(where)
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(make(target).from_select([*kept, "until"], told).on_conflict_do_nothing())


def as_of(past: Model, key: Any, *, day: date, name: str) -> tuple[FromClause, ColumnElement[bool]]:
    """Return what to join, and on what, to have a row's past at the end of `day` beside it.

    Outer-join it: a row without such a past is what it is now.
    """
    table = _table(past)
    (own, *_) = (column.name for column in table.primary_key if column.name != "until")
    other, here = table.alias(f"{name}_other"), table.alias(name)
    oldest = (
        select(func.min(other.c.until)).where(other.c[own] == key, other.c.until > day)
    ).scalar_subquery()
    return here, and_(here.c[own] == key, here.c.until == oldest)


def _table(model: Model) -> Table:
    return cast("Table", model.__table__)
