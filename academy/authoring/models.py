"""Tables of the teaching side."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Slug


class CourseStaff(Base):
    """That a person teaches a course."""

    __tablename__ = "course_staff"

    course_id: Mapped[Slug] = mapped_column(ForeignKey("course.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(16))
