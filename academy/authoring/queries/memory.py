"""Reads of the translation memory: what was translated before, anywhere in the Academy."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Select, literal, select, union_all
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
    session: Session, locale: str, sources: Collection[str]
) -> Mapping[str, list[Remembered]]:
    """Return earlier translations that may be of the same or a similar text, for each of these.

    Two reads, however many texts: what has the very same source, and what is nearly as long.
    """
    if not sources:
        return {}
    exact, near = _exact(session, locale, sources), _near(session, locale, sources)
    return {source: [*exact[source_digest(source)], *near[len(source)]] for source in set(sources)}


def _exact(
    session: Session, locale: str, sources: Iterable[str]
) -> defaultdict[str, list[Remembered]]:
    digests = sorted({source_digest(source) for source in sources})
    rows = session.execute(
        select(MemoryEntry.digest, *_COLUMNS)
        .where(MemoryEntry.locale == locale, MemoryEntry.digest.in_(digests))
        .order_by(MemoryEntry.course_id, MemoryEntry.unit_id)
        .limit(_MOST_IN_ALL)
    )
    return _grouped(rows)


def _near(
    session: Session, locale: str, sources: Iterable[str]
) -> defaultdict[int, list[Remembered]]:
    """Read on from each length in both directions along the index, so that nothing is sorted."""
    windows = {len(source): length_window(source) for source in sources}
    each = max(2, min(_MOST, _MOST_IN_ALL // len(windows)) // 2)
    parts = [
        part
        for length, (least, most) in sorted(windows.items())
        for part in (
            _nearest(locale, length, MemoryEntry.length.between(length, most)).order_by(
                MemoryEntry.length
            ),
            _nearest(locale, length, MemoryEntry.length.between(least, length - 1)).order_by(
                MemoryEntry.length.desc()
            ),
        )
    ]
    inner = [select(part.limit(each).subquery()) for part in parts]
    return _grouped(session.execute(union_all(*inner)))


def _nearest(locale: str, length: int, within: Any) -> Select[*tuple[Any, ...]]:
    return select(literal(length).label("wanted"), *_COLUMNS).where(
        MemoryEntry.locale == locale, within
    )


def _grouped(rows: Iterable[Any]) -> defaultdict[Any, list[Remembered]]:
    found: defaultdict[Any, list[Remembered]] = defaultdict(list)
    for wanted, *columns in rows:
        found[wanted].append(Remembered(*columns))
    return found
