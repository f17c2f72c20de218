"""Reads of published courses. What belongs to a revision never changes, and is kept in memory."""

from academy.catalogue.queries.facts import FactRow, fact_table, facts_for
from academy.catalogue.queries.listing import (
    CourseCard,
    PublishedCourse,
    courses_in,
    languages_of,
    published_courses,
    tracks_in,
)
from academy.catalogue.queries.pages import LessonPage, files_of, lesson_page, outline, package_of
from academy.catalogue.queries.revisions import (
    CourseFacts,
    RevisionFacts,
    RevisionRef,
    document_of,
    find_course,
    find_revision,
    get_revision,
    newest_revision,
    revision_at,
    revision_facts,
    revision_of_edition,
)
from academy.catalogue.rules import FactSlot, Outline, OutlineModule, OutlineUnit, Words

__all__ = [
    "CourseCard",
    "CourseFacts",
    "FactRow",
    "FactSlot",
    "LessonPage",
    "Outline",
    "OutlineModule",
    "OutlineUnit",
    "PublishedCourse",
    "RevisionFacts",
    "RevisionRef",
    "Words",
    "courses_in",
    "document_of",
    "fact_table",
    "facts_for",
    "files_of",
    "find_course",
    "find_revision",
    "get_revision",
    "languages_of",
    "lesson_page",
    "newest_revision",
    "outline",
    "package_of",
    "published_courses",
    "revision_at",
    "revision_facts",
    "revision_of_edition",
    "tracks_in",
]
