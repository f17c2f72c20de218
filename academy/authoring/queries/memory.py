"""Reads of the translation memory: what was translated before, anywhere in the Academy.

What is not published is found for those who work on its course, and for nobody else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from academy.authoring.models import MemoryEntry
from academy.authoring.rules.memory import Remembered, length_window
from academy.authoring.rules.translating import source_digest

_MOST = 300
"""How many texts are compared with one: those nearest to it in length."""
_MOST_IN_ALL = 4_000
"""And with all texts of a page together."""

_COLUMNS = (
    MemoryEntry.source,
    MemoryEntry.text,
    MemoryEntry.course_id,
    MemoryEntry.unit_id,
)


def candidates(
    session: Session,
    locale: str,
    sources: Collection[str],
    *,
    courses: Collection[str] | None = (),
) -> Mapping[str, list[Remembered]]:
    """Return earlier translations that may be of the same or a similar text, for each of these.

    `courses` are those whose unpublished words may be found too: all of them for `None`.

    Two reads, however many texts: what has the very same source, and what is nearly as long.
    """
    if not sources:
        return {}
    seen = and_(MemoryEntry.locale == locale, _open_to(courses))
    exact, near = _exact(session, seen, sources), _near(session, seen, sources)
    return {source: [*exact[source_digest(source)], *near[len(source)]] for source in set(sources)}


def _exact(
    session: Session, seen: ColumnElement[bool], sources: Iterable[str]
) -> defaultdict[str, list[Remembered]]:
    digests = sorted({source_digest(source) for source in sources})
    rows = session.execute(
        select(MemoryEntry.digest, *_COLUMNS)
        .where(seen, MemoryEntry.digest.in_(digests))
        .order_by(MemoryEntry.course_id, MemoryEntry.unit_id)
        .limit(_MOST_IN_ALL)
    )
    return _grouped(rows)


def _near(
    session: Session, seen: ColumnElement[bool], sources: Iterable[str]
) -> defaultdict[int, list[Remembered]]:
    """Read on from each length in both directions along the index, so that nothing is sorted."""
    windows = {len(source): length_window(source) for source in sources}
    each = max(2, min(_MOST, _MOST_IN_ALL // len(windows)) // 2)
    parts = [
        part
        for length, (least, most) in sorted(windows.items())
        for part in (
            _nearest(seen, length, MemoryEntry.length.between(length, most)).order_by(
                MemoryEntry.length
            ),
            _nearest(seen, length, MemoryEntry.length.between(least, length - 1)).order_by(
                MemoryEntry.length.desc()
            ),
        )
    ]
    inner = [select(part.limit(each).subquery()) for part in parts]
    return _grouped(session.execute(union_all(*inner)))


def _nearest(
    seen: ColumnElement[bool], length: int, within: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    return select(literal(length).label("wanted"), *_COLUMNS).where(seen, within)


def _open_to(courses: Collection[str] | None) -> ColumnElement[bool]:
    if courses is None:
        return true()
    return or_(MemoryEntry.is_published, MemoryEntry.course_id.in_(sorted(courses)))


def _grouped(rows: Iterable[Any]) -> defaultdict[Any, list[Remembered]]:
    found: defaultdict[Any, list[Remembered]] = defaultdict(list)
    for wanted, *columns in rows:
        found[wanted].append(Remembered(*columns))
    return found
