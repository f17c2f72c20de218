"""The courses of somebody's desk: a fixed number of reads, however many there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from academy.authoring.models import Draft, DraftLanguage, DraftMedia, DraftPart
from academy.authoring.queries.staff import own_courses
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import PublishedCourse, Words
from academy.content.model import COURSE
from academy.enrolment import queries as enrolment
from academy.enrolment.queries import Learners
from academy.kernel.actor import Actor

Languages = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course as those who make it see it in a list.

    `published` is empty where learners have nothing yet. `languages` are tags with the share of
    the published course that is in them, in percent; 0 for one that was only begun.
    """

    id: str
    title: Words
    published: PublishedCourse | None
    has_changes: bool
    archived_at: datetime | None
    learners: Learners
    languages: Languages


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known behind the scenes, by course."""

    archived: dict[str, datetime | None]
    changed: frozenset[str]
    titles: dict[str, Words]
    begun: dict[str, tuple[str, ...]]


def courses_of(session: Session, actor: Actor, locale: str) -> list[TaughtCourse]:
    """Return the courses an actor works on, all for an administrator, by title."""
    only = own_courses(session, actor)
    published = {course.id: course for course in catalogue.published_courses(session, locale, only)}
    desk = _desk(session, only)
    every = {*published, *desk.titles}
    learners = enrolment.learners_by_course(session, every)
    found = [
        _course(course_id, published.get(course_id), desk, learners=learners.get(course_id))
        for course_id in every
    ]
    return sorted(found, key=lambda course: (course.title.text.casefold(), course.id))


def _course(
    course_id: str, published: PublishedCourse | None, desk: _Desk, *, learners: Learners | None
) -> TaughtCourse:
    known = published.languages if published else ()
    more = tuple(
        (tag, 0) for tag in desk.begun.get(course_id, ()) if tag not in {tag for tag, _ in known}
    )
    return TaughtCourse(
        id=course_id,
        title=desk.titles.get(course_id) or (published.title if published else Words("", "en")),
        published=published,
        has_changes=course_id in desk.changed or published is None,
        archived_at=desk.archived.get(course_id),
        learners=learners or Learners(0, 0),
        languages=(*known, *more),
    )


def _desk(session: Session, only: Collection[str] | None) -> _Desk:
    archived = session.execute(
        select(Draft.course_id, Draft.archived_at).where(*_among(Draft.course_id, only))
    )
    changed = session.scalars(
        select(DraftPart.course_id)
        .where(*_among(DraftPart.course_id, only))
        .union(select(DraftMedia.course_id).where(*_among(DraftMedia.course_id, only)))
    )
    begun = session.execute(
        select(DraftLanguage.course_id, DraftLanguage.locale)
        .where(*_among(DraftLanguage.course_id, only))
        .order_by(DraftLanguage.locale)
    )
    languages: dict[str, tuple[str, ...]] = {}
    for course_id, locale in begun:
        languages[course_id] = (*languages.get(course_id, ()), locale)
    return _Desk(
        archived={row.course_id: row.archived_at for row in archived},
        changed=frozenset(changed),
        titles=_titles(session, only),
        begun=languages,
    )


def _titles(session: Session, only: Collection[str] | None) -> dict[str, Words]:
    """Return the titles of courses whose own words were changed since they were published."""
    rows = session.execute(
        select(DraftPart.course_id, DraftPart.body).where(
            DraftPart.name == COURSE, *_among(DraftPart.course_id, only)
        )
    )
    return {row.course_id: Words(row.body["title"], row.body["language"]) for row in rows}


def _among(
    column: InstrumentedAttribute[str], only: Collection[str] | None
) -> list[ColumnElement[bool]]:
    return [] if only is None else [column.in_(only)]
