"""A crowd in a tree of organisations, and the same numbers counted by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts.models import Membership, Organisation, User
from academy.catalogue.service import Published
from academy.enrolment.models import Enrolment
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from academy.learning.models import Progress
from academy.reporting.queries.dashboard import Tally
from academy.reporting.rules.periods import Period
from tests.builders import publish
from tests.cast import NOW, STAMP, Cast, add_user

TODAY = NOW.date()
UNITS = ("why", "look", "look-check", "keep", "treat-check")


@dataclass
class Crowd:
    """People and seats; the tree is the Academy, a ministry with a school and a hub, and a shop."""

    session: Session
    chance: Random = field(default_factory=lambda: Random(5))  # noqa: S311 - no secret
    courses: list[Published] = field(default_factory=list)
    places: dict[str, UUID] = field(default_factory=dict)
    seats: list[Enrolment] = field(default_factory=list)
    people: int = 0

    def __post_init__(self) -> None:
        self.courses = [
            publish(self.session),
            publish(self.session, id="dry-land", title="Dry land"),
        ]
        academy = Cast(self.session).academy()
        self.places["Academy"] = academy
        for name, above in (
            ("Ministry", "Academy"),
            ("School", "Ministry"),
            ("Hub", "Ministry"),
            ("Shop", "Academy"),
        ):
            key = uuid7(NOW)
            self.session.add(Organisation(id=key, name=name, parent_id=self.places[above]))
            self.session.flush()
            self.places[name] = key

    def admin(self, place: str) -> Actor:
        """Somebody who administers a place."""
        user = add_user(self.session, f"Admin of {place}")
        self.session.add(
            Membership(user_id=user.id, organisation_id=self.places[place], role=Role.ADMIN.value)
        )
        self.session.commit()
        return Actor(id=user.id, name=user.name)

    def learner(self, country: str | None) -> UUID:
        self.people += 1
        user = User(
            id=uuid7(NOW), email=f"crowd{self.people}@example.org", password_hash="!", stamp=STAMP,
            name=f"Learner {self.people}", locale="en", country=country, created_at=NOW,
        )  # fmt: skip
        self.session.add(user)
        self.session.flush()
        return user.id

    def seat(  # noqa: PLR0913 - every column that is counted by
        self,
        enrolled: datetime,
        *,
        learner: UUID | None = None,
        country: str | None = "LA",
        language: str = "lo",
        place: str | None = "School",
        course: int = 0,
        started: timedelta | None = None,
        active: timedelta | None = None,
        completed: timedelta | None = None,
        last: str | None = None,
        withdrawn: bool = False,
    ) -> Enrolment:
        """Write a seat; times are told from the moment at which it was taken."""
        begun = started if started is not None else completed
        shown = active if active is not None else completed
        ref = self.courses[course].ref
        status = (
            "completed" if completed is not None else "enrolled" if begun is None else "in_progress"
        )
        made = Enrolment(
            id=uuid7(enrolled), learner_id=learner or self.learner(country),
            course_id=ref.course_id, edition_id=ref.edition_id,
            organisation_id=self.places[place] if place else None,
            status="withdrawn" if withdrawn else status, language=language, country=country,
            enrolled_at=enrolled,
            started_at=None if begun is None else enrolled + begun,
            last_activity_at=None if shown is None else enrolled + shown,
            completed_at=None if completed is None else enrolled + completed,
        )  # fmt: skip
        self.session.add(made)
        self.session.flush()
        if last is not None:
            self.session.add(
                Progress(
                    enrolment_id=made.id, units_done=1, units_total=4, last_unit_id=last,
                    updated_at=NOW,
                )
            )  # fmt: skip
        self.seats.append(made)
        return made

    def fill(self, learners: int) -> None:
        """Let so many people learn, in one or two courses, in the last two hundred days."""
        pick = self.chance.choice
        for _ in range(learners):
            country, place = pick(["LA", "TH", "VN", None]), pick(["School", "Hub", "Shop", None])
            learner = self.learner(country)
            for course in range(pick([1, 1, 2])):
                gone = timedelta(minutes=self.chance.randrange(200 * 24 * 60))
                taken = min(NOW - gone, NOW)
                took = timedelta(minutes=self.chance.randrange(40 * 24 * 60))
                is_done = self.chance.random() < 0.5 and taken + took <= NOW
                self.seat(
                    taken, learner=learner, country=country, place=place, course=course,
                    language=pick(["lo", "th", "en"]),
                    started=pick([None, timedelta(hours=1)]) if not is_done else timedelta(0),
                    active=timedelta(hours=2) if not is_done else None,
                    completed=took if is_done else None,
                )  # fmt: skip
        self.session.commit()


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def is_within(when: datetime | None, period: Period) -> bool:
    return when is not None and period.first <= when.astimezone(UTC).date() <= period.last


def tally(seats: Iterable[Enrolment], period: Period) -> Tally:
    taken = [seat for seat in seats if is_within(seat.enrolled_at, period)]
    return Tally(
        len(taken),
        sum(is_within(seat.completed_at, period) for seat in seats),
        sum(is_within(seat.completed_at, period) for seat in taken),
    )


def active(seats: Iterable[Enrolment], period: Period) -> int:
    return len(
        {
            seat.learner_id
            for seat in seats
            if seat.started_at
            and seat.last_activity_at
            and seat.started_at.astimezone(UTC).date() <= period.last
            and seat.last_activity_at.astimezone(UTC).date() >= period.first
        }
    )


def took(seats: Iterable[Enrolment], period: Period) -> Sequence[int]:
    return sorted(
        (seat.completed_at.astimezone(UTC).date() - seat.enrolled_at.astimezone(UTC).date()).days
        for seat in seats
        if seat.completed_at and is_within(seat.completed_at, period)
    )
