"""Reads of the teaching side: people, drafts, translations."""

from academy.authoring.queries.drafts import (
    DraftTerms,
    Save,
    SaveBody,
    draft_files,
    find_draft,
    find_save,
    history,
    published_ref,
    terms,
    with_pictures,
)
from academy.authoring.queries.editing import NotedText, noted_texts, stale_in_unit
from academy.authoring.queries.glossary import agreed_words
from academy.authoring.queries.listing import TaughtCourse, courses_of
from academy.authoring.queries.memory import candidates
from academy.authoring.queries.outlines import course_at, course_with, part_at_last, units_of_parts
from academy.authoring.queries.reviews import find_review, reviews_of
from academy.authoring.queries.staff import (
    Member,
    Team,
    members,
    own_courses,
    standing,
    teaches,
    team,
)
from academy.authoring.queries.translations import (
    Desk,
    LanguageStanding,
    desk,
    in_languages,
    kept_by_language,
    languages,
    notes,
    overview,
    published_catalogue,
    unit_rows,
    whole_package,
)

__all__ = [
    "Desk",
    "DraftTerms",
    "LanguageStanding",
    "Member",
    "NotedText",
    "Save",
    "SaveBody",
    "TaughtCourse",
    "Team",
    "agreed_words",
    "candidates",
    "course_at",
    "course_with",
    "courses_of",
    "desk",
    "draft_files",
    "find_draft",
    "find_review",
    "find_save",
    "history",
    "in_languages",
    "kept_by_language",
    "languages",
    "members",
    "noted_texts",
    "notes",
    "overview",
    "own_courses",
    "part_at_last",
    "published_catalogue",
    "published_ref",
    "reviews_of",
    "stale_in_unit",
    "standing",
    "teaches",
    "team",
    "terms",
    "unit_rows",
    "units_of_parts",
    "whole_package",
    "with_pictures",
]
