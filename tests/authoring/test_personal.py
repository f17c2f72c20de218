"""Makers of courses: what they do follows them, what they wrote is the course's."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.authoring.models import CourseStaff, Draft, Review
from academy.authoring.service import personal
from academy.db.personal import Erasing, Merge
from academy.kernel.ids import uuid7
from tests.cast import NOW, Cast

LATER = NOW + timedelta(days=1)


def work(session: Session, cast: Cast) -> None:
    session.add(Draft(course_id="water", created_at=NOW, created_by=cast.som.id, archived_at=None))
    session.flush()
    session.add_all(
        CourseStaff(course_id="water", user_id=who, role=role)
        for who, role in (
            (cast.som.id, "author"),
            (cast.som.id, "translator"),
            (cast.dao.id, "author"),
        )
    )
    session.add(
        Review(
            id=uuid7(NOW),
            course_id="water",
            version="v",
            note="Please look",
            asked_at=NOW,
            asked_by=cast.som.id,
            verdict=None,
            comment="",
        )
    )
    session.commit()


def test_work_on_a_course_is_united(session: Session, cast: Cast) -> None:
    work(session, cast)
    counted = personal.doubles(session, cast.dao.id, cast.som.id)
    personal.hand_over(session, Merge(cast.dao.id, cast.som.id, LATER))
    held = session.execute(select(CourseStaff.user_id, CourseStaff.role)).all()
    assert counted == {"course_staff.user_id": 2, "draft.created_by": 1, "review.asked_by": 1}
    assert {tuple(row) for row in held} == {
        (cast.dao.id, "author"),
        (cast.dao.id, "translator"),
    }
    assert session.scalars(select(Review.asked_by)).all() == [cast.dao.id]


def test_what_somebody_wrote_stays_with_the_course(session: Session, cast: Cast) -> None:
    work(session, cast)
    told = personal.told(session, cast.som.id).sections
    erased = personal.erase(session, Erasing(cast.som.id, LATER))
    assert [row["note"] for row in told["reviews_asked"]] == ["Please look"]
    assert personal.courses_made(session, cast.som.id) == 0
    assert erased.kept == {"draft.created_by": 1, "review.asked_by": 1}
    assert session.scalars(select(Review.note)).all() == ["Please look"]
