"""What authoring keeps of people: what they work on, and who did what."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from academy.authoring.models import (
    CourseStaff,
    Draft,
    DraftLanguage,
    DraftMedia,
    DraftPart,
    DraftSave,
    GlossaryTerm,
    Review,
    SegmentNote,
    Translation,
)
from academy.db import personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Told

HOLDINGS = Holdings(
    acts=(
        Draft.created_by,
        DraftPart.saved_by,
        DraftSave.saved_by,
        DraftMedia.saved_by,
        Review.asked_by,
        Review.decided_by,
        DraftLanguage.added_by,
        Translation.saved_by,
        SegmentNote.saved_by,
        GlossaryTerm.saved_by,
    ),
    others=(CourseStaff.user_id,),
)


def told(session: Session, user_id: UUID) -> Told:
    """Return the courses that a person works on, what they said in reviews, and what they saved."""
    works = select(CourseStaff.course_id, CourseStaff.role).where(CourseStaff.user_id == user_id)
    asked = select(Review.course_id, Review.asked_at, Review.note)
    decided = select(Review.course_id, Review.decided_at, Review.verdict, Review.comment)
    return Told(
        {
            "courses_made": personal.rows(session, works),
            "reviews_asked": personal.rows(session, asked.where(Review.asked_by == user_id)),
            "reviews_given": personal.rows(session, decided.where(Review.decided_by == user_id)),
            "authoring": personal.acts_of(session, HOLDINGS, user_id),
        }
    )


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many works and saves would be the other's."""
    del kept
    return personal.count(session, (*HOLDINGS.others, *HOLDINGS.acts), gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Let the account that stays work on both's courses, and have done what both did."""
    personal.move(session, HOLDINGS.acts, merge)
    personal.unite(session, CourseStaff.user_id, merge, is_spare=True)


def erase(session: Session, erasing: Erasing) -> Erased:
    """End a person's work on courses; what they wrote is the courses' and stays."""
    mine = CourseStaff.user_id == erasing.user_id
    personal.write(session, delete(CourseStaff).where(mine))
    return Erased(personal.count(session, HOLDINGS.acts, erasing.user_id))


def courses_made(session: Session, user_id: UUID) -> int:
    """Return on how many courses a person works."""
    mine = CourseStaff.user_id == user_id
    return session.scalar(select(func.count(CourseStaff.course_id.distinct())).where(mine)) or 0
