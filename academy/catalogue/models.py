"""Tables of published courses. A revision and its pages are written once and never changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key, Slug


class Course(Base):
    """A course, for ever known by its id. `archived_at` takes it out of the catalogue only."""

    __tablename__ = "course"

    id: Mapped[Slug] = mapped_column(primary_key=True)
    track: Mapped[str] = mapped_column(String(16))
    level: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Edition(Base):
    """A structure of a course: units, keys and rules. Learners stay on the one they began."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[Key]
    course_id: Mapped[Slug] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    created_at: Mapped[datetime]


class Revision(Base):
    """A wording of an edition: the whole course as it was published, with its digest."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: Mapped[Key]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]] = mapped_column(Json)
    published_at: Mapped[datetime]
    published_by: Mapped[UUID | None]


class Page(Base):
    """A lesson of a revision, rendered in a language: title and body, ready to be read.

    There is a page for the source language and for each language with a catalogue. `title_lang`
    is the language the title is really in.
    """

    __tablename__ = "page"

    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    title_lang: Mapped[str] = mapped_column(String(16))
    html: Mapped[str] = mapped_column(Text)


class SearchEntry(Base):
    """What the catalogue shows and searches of a course in a language: its newest wording.

    `title` and `summary` are empty where they are not translated. `folded` is everything worth
    finding, through `kernel.text.fold`. `percent` is how much of the course is in this language,
    0–100.
    """

    __tablename__ = "search_entry"

    course_id: Mapped[Slug] = mapped_column(ForeignKey("course.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    hours: Mapped[int]
    percent: Mapped[int]
    is_source: Mapped[bool]


class _Fact:
    """What is so in one country, with where it was read, when, and when to look again."""

    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    checked: Mapped[date]
    review_by: Mapped[date]


class CountryFact(_Fact, Base):
    """A fact that readers of that country are shown."""

    __tablename__ = "country_fact"


class RemovedFact(_Fact, Base):
    """A fact that was taken out: no older file brings it back, and somebody can, as it was."""

    __tablename__ = "removed_fact"
