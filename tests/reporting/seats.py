"""Seats in every state, written directly: reports only read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.models import Organisation, User
from academy.catalogue.service import Published
from academy.credentials.models import Credential
from academy.enrolment.models import Cohort, Enrolment
from academy.kernel.ids import uuid7
from academy.learning.models import Progress, QuizBest
from tests.builders import publish
from tests.cast import NOW, STAMP

FIRST = datetime(2026, 1, 10, 9, 30, 15, tzinfo=UTC)


@dataclass
class Seats:
    """Makes seats in `clean-water`, one a minute, each of somebody new."""

    session: Session
    course: Published = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        self.course = publish(self.session)

    def organisation(self, name: str, country: str | None = "LA") -> UUID:
        found = self.session.query(Organisation).filter_by(name=name).one_or_none()
        if found is None:
            found = Organisation(id=uuid7(NOW), name=name, country=country, parent_id=None)
            self.session.add(found)
            self.session.flush()
        return found.id

    def cohort(self, name: str) -> UUID:
        made = Cohort(id=uuid7(NOW), course_id="clean-water", organisation_id=None, name=name)
        self.session.add(made)
        self.session.flush()
        return made.id

    def add(
        self,
        name: str = "Noy",
        *,
        status: str = "enrolled",
        country: str | None = "LA",
        done: tuple[int, int] | None = None,
        score: int | None = None,
        course: Published | None = None,
        **changes: Any,
    ) -> UUID:
        self.made += 1
        learner = self._learner(name, country)
        ref = (course or self.course).ref
        enrolled = changes.pop("enrolled_at", FIRST + timedelta(minutes=self.made))
        completed = changes.pop("completed_at", enrolled + timedelta(days=3))
        seat = Enrolment(
            id=uuid7(enrolled),
            learner_id=learner,
            course_id=ref.course_id,
            edition_id=ref.edition_id,
            status=status,
            language=changes.pop("language", "lo"),
            country=country,
            score_percent=score,
            enrolled_at=enrolled,
            completed_at=completed if status == "completed" else None,
            **changes,
        )
        self.session.add(seat)
        self.session.flush()
        if done is not None:
            self._progress(seat.id, done, score)
        self.session.commit()
        return seat.id

    def certify(self, seat_id: UUID, public_id: str) -> None:
        seat = self.session.get_one(Enrolment, seat_id)
        self.session.add(
            Credential(
                id=uuid7(NOW), public_id=public_id, enrolment_id=seat_id,
                learner_id=seat.learner_id,
                revision_id=self.course.ref.revision_id, course_id=seat.course_id, edition=1,
                hours=2,
                name="Noy", language="en", words={}, completed_at=NOW, issued_at=NOW,
            )
        )  # fmt: skip
        self.session.commit()

    def score(self, seat_id: UUID, **percents: int) -> None:
        for unit, percent in percents.items():
            self.session.add(
                QuizBest(
                    enrolment_id=seat_id, unit_id=unit.replace("_", "-"), percent=percent,
                    passed=percent >= 70, attempts=1,
                )
            )  # fmt: skip
        self.session.commit()

    def _learner(self, name: str, country: str | None) -> UUID:
        user = User(
            id=uuid7(NOW), email=f"learner{self.made}@example.org", password_hash="!", stamp=STAMP,
            name=name, locale="lo", country=country, created_at=NOW,
        )  # fmt: skip
        self.session.add(user)
        self.session.flush()
        return user.id

    def _progress(self, seat_id: UUID, done: tuple[int, int], score: int | None) -> None:
        self.session.add(
            Progress(
                enrolment_id=seat_id, units_done=done[0], units_total=done[1], score_percent=score,
                updated_at=NOW,
            )
        )  # fmt: skip
