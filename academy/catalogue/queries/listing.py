"""The catalogue as readers find it: cards, filters, search."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from academy.catalogue.models import Course, Edition, Revision, SearchEntry
from academy.catalogue.rules import AVAILABLE, Words, is_available, search_terms

Languages = tuple[tuple[str, int], ...]

_SOURCE = aliased(SearchEntry, name="source")
_OWN = aliased(SearchEntry, name="own")
_IS_SOURCE = and_(_SOURCE.course_id == Course.id, _SOURCE.is_source)


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in a list. `languages` are those it is available in, its own first."""

    id: str
    track: str
    level: str
    hours: int
    title: Words
    summary: Words
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedCourse:
    """A course as those who make it see it in a list: what learners get, and since when."""

    id: str
    track: str
    is_open: bool
    edition: int
    revision: int
    digest: str
    published_at: datetime
    title: Words
    languages: Languages


def courses_in(
    session: Session,
    locale: str,
    *,
    search: str = "",
    track: str | None = None,
    level: str | None = None,
    language: str | None = None,
) -> list[CourseCard]:
    """Return the open courses that meet every filter, by title, what the reader can read first.

    Every word of `search` must occur in the reader's language or in the course's own.
    """
    filters = [
        *(_occurs(term) for term in search_terms(search)),
        *([Course.track == track] if track else []),
        *([Course.level == level] if level else []),
        *([_is_in(language)] if language else []),
    ]
    rows = session.execute(_cards(locale).where(*filters)).all()
    spoken = _languages(session, [row.id for row in rows])
    cards = [_card(row, locale, spoken[row.id]) for row in rows]
    return sorted(cards, key=lambda card: (locale not in card.languages, card.title.text))


def published_courses(
    session: Session, locale: str, only: Collection[str] | None = None
) -> list[PublishedCourse]:
    """Return every course, archived or not, or `only` these, by id, in two queries."""
    wanted = _newest(locale) if only is None else _newest(locale).where(Course.id.in_(only))
    rows = session.execute(wanted).all()
    spoken = _languages(session, [row.id for row in rows])
    return [
        PublishedCourse(
            id=row.id,
            track=row.track,
            is_open=row.archived_at is None,
            edition=row.edition,
            revision=row.revision,
            digest=row.digest,
            published_at=row.published_at,
            title=_say(row, locale, own=row.own_title, source=row.source_title),
            languages=spoken[row.id],
        )
        for row in rows
    ]


def tracks_in(session: Session) -> dict[str, int]:
    """Return how many open courses each track has."""
    rows = session.execute(
        select(Course.track, func.count().label("courses"))
        .where(Course.archived_at.is_(None))
        .group_by(Course.track)
    )
    return {row.track: row.courses for row in rows}


def languages_of(session: Session, course_id: str) -> Languages:
    """Return each language of a course and how much of it is there, in percent; its own first."""
    return _languages(session, [course_id])[course_id]


def _cards(locale: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Course.id,
            Course.track,
            Course.level,
            _SOURCE.hours,
            _SOURCE.locale.label("source"),
            _SOURCE.title.label("source_title"),
            _SOURCE.summary.label("source_summary"),
            _OWN.title.label("own_title"),
            _OWN.summary.label("own_summary"),
        )
        .join(_SOURCE, _IS_SOURCE)
        .outerjoin(_OWN, and_(_OWN.course_id == Course.id, _OWN.locale == locale))
        .where(Course.archived_at.is_(None))
    )


def _newest(locale: str) -> Select[*tuple[Any, ...]]:
    edition, revision = aliased(Edition), aliased(Revision)
    last_edition = select(func.max(edition.number)).where(edition.course_id == Course.id)
    last_revision = select(func.max(revision.number)).where(revision.edition_id == Edition.id)
    return (
        select(
            Course.id,
            Course.track,
            Course.archived_at,
            Edition.number.label("edition"),
            Revision.number.label("revision"),
            Revision.digest,
            Revision.published_at,
            _SOURCE.locale.label("source"),
            _SOURCE.title.label("source_title"),
            _OWN.title.label("own_title"),
        )
        .join(Edition, Edition.course_id == Course.id)
        .join(Revision, Revision.edition_id == Edition.id)
        .join(_SOURCE, _IS_SOURCE)
        .outerjoin(_OWN, and_(_OWN.course_id == Course.id, _OWN.locale == locale))
        .where(
            Edition.number == last_edition.scalar_subquery(),
            Revision.number == last_revision.scalar_subquery(),
        )
        .order_by(Course.id)
    )


def _occurs(term: str) -> ColumnElement[bool]:
    return or_(
        _SOURCE.folded.contains(term, autoescape=True), _OWN.folded.contains(term, autoescape=True)
    )


def _is_in(language: str) -> ColumnElement[bool]:
    spoken = aliased(SearchEntry)
    return (
        select(spoken.course_id)
        .where(
            spoken.course_id == Course.id,
            spoken.locale == language,
            spoken.percent >= AVAILABLE,
        )
        .exists()
    )


def _languages(session: Session, courses: Iterable[str]) -> dict[str, Languages]:
    rows = session.execute(
        select(SearchEntry.course_id, SearchEntry.locale, SearchEntry.percent)
        .where(SearchEntry.course_id.in_(list(courses)))
        .order_by(SearchEntry.is_source.desc(), SearchEntry.locale)
    )
    spoken: dict[str, Languages] = defaultdict(tuple)
    for course_id, locale, percent in rows:
        spoken[course_id] += ((locale, percent),)
    return spoken


def _card(row: Row[*tuple[Any, ...]], locale: str, spoken: Languages) -> CourseCard:
    return CourseCard(
        id=row.id,
        track=row.track,
        level=row.level,
        hours=row.hours,
        title=_say(row, locale, own=row.own_title, source=row.source_title),
        summary=_say(row, locale, own=row.own_summary, source=row.source_summary),
        languages=tuple(tag for tag, percent in spoken if is_available(percent)),
    )


def _say(row: Row[*tuple[Any, ...]], locale: str, *, own: str | None, source: str) -> Words:
    return Words(own, locale) if own else Words(source, row.source)
