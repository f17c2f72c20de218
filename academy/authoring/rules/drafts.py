"""A draft: what is published, with the parts that were changed since laid over it.

A part is a course's own words and structure (`course`), one lesson, or one quiz, as JSON. Its
version is the digest of its content: whoever saves says which version they began from, and sending
the same content twice is saving it once.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from academy.content.course_file import with_titles
from academy.content.document import course_from_plain, quiz_from_plain
from academy.content.markdown import lesson_title
from academy.content.model import COURSE, Course, Package, Quiz, Unit, UnitKind
from academy.content.writer import course_plain, quiz_plain

Body = Mapping[str, Any]

_LESSON, _QUIZ = "lesson/", "quiz/"
NO_VERSION = ""
"""The version of a part that is not there."""


class SaveKind(StrEnum):
    """What made a save."""

    SAVED = "saved"
    SET_ASIDE = "set-aside"
    RESTORED = "restored"
    IMPORTED = "imported"
    UNDONE = "undone"


class DraftRefused(StrEnum):
    """Why a draft stays as it is."""

    ID_TAKEN = "id-taken"
    UNIT_ID_TAKEN = "unit-id-taken"
    LAST_MODULE = "last-module"
    NOT_A_UNIT = "not-a-unit"
    OTHER_COURSE = "other-course"
    CHANGED_MEANWHILE = "changed-meanwhile"
    ARCHIVED = "archived"
    TOO_MANY_PARTS = "too-many-parts"


@dataclass(frozen=True, slots=True)
class Part:
    """That a part of a draft was changed. `base` is the version it was first changed from."""

    name: str
    version: str
    base: str
    saved_at: datetime
    saved_by: UUID | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was added to a draft, or taken out of it."""

    name: str
    digest: str
    size: int
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A course as its makers have it: of its pictures and of the published ones, only digests.

    `changed` are the parts that differ from what is published, by name; `published` is empty where
    nothing was published yet.
    """

    course_id: str
    package: Package
    published: Package | None
    changed: Mapping[str, Part]
    pictures: Mapping[str, Picture]

    @property
    def course(self) -> Course:
        """The structure and words of the course itself."""
        return self.package.course

    def body(self, name: str) -> Body | None:
        """Return a part as it stands."""
        return part_body(self.package, name)

    def version(self, name: str) -> str:
        """Return the version of a part; `NO_VERSION` where there is none."""
        body = self.body(name)
        return NO_VERSION if body is None else version_of(body)

    @property
    def has_changes(self) -> bool:
        """Whether something differs from what is published, translations apart."""
        return bool(self.changed or self.pictures) or self.published is None

    @property
    def overtaken(self) -> tuple[str, ...]:
        """The changed parts whose published form has itself changed since."""
        return tuple(
            name
            for name, part in self.changed.items()
            if part.base != published_version(self.published, name)
        )


def part_name(unit: Unit) -> str:
    """Return the name of the part that holds a unit."""
    return lesson_part(unit.id) if unit.kind is UnitKind.LESSON else quiz_part(unit.id)


def lesson_part(unit_id: str) -> str:
    """Return the name of a lesson's part."""
    return _LESSON + unit_id


def quiz_part(unit_id: str) -> str:
    """Return the name of a quiz's part."""
    return _QUIZ + unit_id


def unit_of_part(name: str) -> str:
    """Return the unit that a part holds, or `course`."""
    return name.partition("/")[2] or COURSE


def version_of(body: Body) -> str:
    """Return what tells a content from every other."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def part_body(package: Package, name: str) -> Body | None:
    """Return a part of a package, or `None` where it has no such part."""
    if name == COURSE:
        return course_plain(package.course)
    unit = unit_of_part(name)
    if name.startswith(_LESSON):
        text = package.lessons.get(unit)
        return None if text is None else {"text": text}
    quiz = package.quizzes.get(unit)
    return None if quiz is None else quiz_plain(quiz)


def published_version(published: Package | None, name: str) -> str:
    """Return the version of a published part; `NO_VERSION` where there is none."""
    body = part_body(published, name) if published else None
    return NO_VERSION if body is None else version_of(body)


def all_parts(package: Package) -> dict[str, Body]:
    """Return every part of a package by its name."""
    names = (COURSE, *(part_name(unit) for unit in package.course.units))
    return {name: body for name in names if (body := part_body(package, name)) is not None}


def laid_over(
    published: Package | None, parts: Mapping[str, Body], pictures: Mapping[str, Picture]
) -> Package:
    """Return what a draft is: the published package, with changed parts and pictures over it.

    Raises `KeyError` where there is neither a published course nor a part for it.
    """
    known = published or _nothing(parts[COURSE])
    lessons = {**known.lessons, **_lessons(parts)}
    quizzes = {**known.quizzes, **_quizzes(parts)}
    course = course_from_plain(dict(parts[COURSE]), {}) if COURSE in parts else known.course
    units = course.units
    mine_lessons = {u.id: lessons.get(u.id, "") for u in units if u.kind is UnitKind.LESSON}
    mine_quizzes = {
        u.id: quizzes.get(u.id) or empty_quiz() for u in units if u.kind is UnitKind.QUIZ
    }
    return Package(
        course=_titled(known, course, mine_lessons, quizzes=mine_quizzes),
        lessons=mine_lessons,
        quizzes=mine_quizzes,
        media=_media(known.media, pictures),
        catalogues=known.catalogues,
    )


def with_part(package: Package, name: str, body: Body) -> Package:
    """Return a package with another content of one part."""
    return laid_over(package, {name: body}, {})


def empty_quiz(title: str = "") -> Quiz:
    """Return a quiz without a question, as a new one begins."""
    return Quiz(title, intro="", pass_mark=70, attempts=3, shuffle=True, questions=())


def _nothing(course: Body) -> Package:
    return Package(course_from_plain(dict(course), {}), {}, {})


def _lessons(parts: Mapping[str, Body]) -> dict[str, str]:
    return {
        unit_of_part(name): str(body["text"])
        for name, body in parts.items()
        if name.startswith(_LESSON)
    }


def _quizzes(parts: Mapping[str, Body]) -> dict[str, Quiz]:
    return {
        unit_of_part(name): quiz_from_plain(dict(body))
        for name, body in parts.items()
        if name.startswith(_QUIZ)
    }


def _titled(
    known: Package, course: Course, lessons: Mapping[str, str], *, quizzes: Mapping[str, Quiz]
) -> Course:
    """Return the course with its units' titles; a lesson that did not change is not read again."""
    before = {unit.id: unit.title for unit in known.course.units}
    titles = {unit: quiz.title for unit, quiz in quizzes.items()}
    for unit, text in lessons.items():
        same = known.lessons.get(unit) == text
        titles[unit] = before[unit] if same and unit in before else lesson_title(text)
    return with_titles(course, titles)


def _media(known: Mapping[str, bytes], pictures: Mapping[str, Picture]) -> dict[str, bytes]:
    kept = {name: data for name, data in known.items() if name not in pictures}
    added = {p.name: p.digest.encode() for p in pictures.values() if not p.is_removed}
    return dict(sorted({**kept, **added}.items()))
