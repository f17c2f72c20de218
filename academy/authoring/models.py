"""Tables of the teaching side.

What is published is the catalogue's and never changes. Here is only what differs from it: the parts
of a draft that were changed, translations since the last publication, and who did what.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Json, Key, Slug

Locale = Annotated[str, mapped_column(String(16))]
Digest = Annotated[str, mapped_column(String(64))]
CourseKey = Annotated[str, mapped_column(String(64), ForeignKey("draft.course_id"))]


class Draft(Base):
    """A course behind the scenes, published or not, and how its makers work on it.

    `readiness` is the share of a language, in percent, below which publishing warns. An archived
    course is out of the way of its makers too.
    """

    __tablename__ = "draft"

    course_id: Mapped[Slug] = mapped_column(primary_key=True)
    readiness: Mapped[int] = mapped_column(default=80)
    needs_review: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]
    archived_at: Mapped[datetime | None]


class CourseStaff(Base):
    """That a person works on a course; who does several things has several rows."""

    __tablename__ = "course_staff"

    course_id: Mapped[CourseKey] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class DraftPart(Base):
    """A part (`course`, `lesson/<unit>`, `quiz/<unit>`) that differs from what is published.

    `version` is the digest of `body`; `base` is that of the published part when it was first
    changed, or empty where there was none.
    """

    __tablename__ = "draft_part"

    course_id: Mapped[CourseKey] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    version: Mapped[Digest]
    base: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]


class DraftSave(Base):
    """One save of a part, for ever. `kind` tells what made it (`rules.drafts.SaveKind`)."""

    __tablename__ = "draft_save"
    __table_args__ = (Index("ix_draft_save_course_id_name_id", "course_id", "name", "id"),)

    id: Mapped[Key]
    course_id: Mapped[CourseKey]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    version: Mapped[Digest]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]


class DraftMedia(Base):
    """A picture that was added to a draft, or taken out of it, since the last publication."""

    __tablename__ = "draft_media"

    course_id: Mapped[CourseKey] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[Digest]
    size: Mapped[int]
    is_removed: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]


class Review(Base):
    """That somebody was asked to look at a draft as it stood (`version`), and what they said."""

    __tablename__ = "review"

    id: Mapped[Key]
    course_id: Mapped[CourseKey] = mapped_column(index=True)
    version: Mapped[Digest]
    note: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID]
    verdict: Mapped[str | None] = mapped_column(String(16))
    comment: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]


class DraftLanguage(Base):
    """A language that a course is being brought into; `headers` are its catalogue's own."""

    __tablename__ = "draft_language"

    course_id: Mapped[CourseKey] = mapped_column(primary_key=True)
    locale: Mapped[Locale] = mapped_column(primary_key=True)
    headers: Mapped[dict[str, Any]] = mapped_column(Json)
    added_at: Mapped[datetime]
    added_by: Mapped[UUID | None]


class Translation(Base):
    """A translation of one text (`digest` of `source`) of one unit, as translators left it.

    `published` is what learners read when it was last saved or published, so that a change which
    came from a file meanwhile can be told. `reviewed` is the mark of the source and text that
    somebody found right: it says nothing any more once either has changed.
    """

    __tablename__ = "translation"
    course_id: Mapped[CourseKey] = mapped_column(primary_key=True)
    locale: Mapped[Locale] = mapped_column(primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    digest: Mapped[Digest] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    is_fuzzy: Mapped[bool] = mapped_column(default=False)
    previous: Mapped[str] = mapped_column(Text, default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    published: Mapped[str] = mapped_column(Text, default="")
    reviewed: Mapped[str | None] = mapped_column(String(64))
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]


class SegmentNote(Base):
    """What an author wants translators to know about one text."""

    __tablename__ = "segment_note"

    course_id: Mapped[CourseKey] = mapped_column(primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    digest: Mapped[Digest] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]


class MemoryEntry(Base):
    """A sentence and its translation somewhere in the Academy. `length` is that of the source.

    What is published may be offered to anybody; what was left at the desk and is not what learners
    read is for those alone who work on that course.
    """

    __tablename__ = "translation_memory"
    __table_args__ = (
        Index("ix_translation_memory_locale_length", "locale", "length"),
        Index("ix_translation_memory_locale_digest", "locale", "digest"),
    )

    course_id: Mapped[Slug] = mapped_column(primary_key=True)
    locale: Mapped[Locale] = mapped_column(primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    digest: Mapped[Digest] = mapped_column(primary_key=True)
    is_published: Mapped[bool] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    length: Mapped[int]


class GlossaryTerm(Base):
    """A term of the Academy's trade, in English. `folded` is how it is looked for."""

    __tablename__ = "glossary_term"
    __table_args__ = (UniqueConstraint("folded"),)

    id: Mapped[Key]
    term: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]


class GlossaryWord(Base):
    """What a term is called in a language, by agreement."""

    __tablename__ = "glossary_word"

    term_id: Mapped[UUID] = mapped_column(ForeignKey("glossary_term.id"), primary_key=True)
    locale: Mapped[Locale] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
