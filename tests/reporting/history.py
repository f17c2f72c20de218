"""A small academy to which things happen, by the same services as everywhere."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts import service as people
from academy.accounts.models import Membership
from academy.accounts.rules import Kind
from academy.accounts.service import By, OrganisationFacts, Profile, WaysIn
from academy.catalogue import queries as catalogue
from academy.credentials.models import Credential
from academy.enrolment import queries as enrolment
from academy.enrolment import service as seats
from academy.enrolment.models import Cohort, Enrolment
from academy.enrolment.queries import Seat
from academy.enrolment.rules import Terms
from academy.enrolment.service import Giving
from academy.kernel.actor import Actor
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.learning import service as learning
from academy.learning.models import Progress
from academy.learning.service.progress import keep_past
from tests.builders import package_files, publish, restructured, reworded
from tests.cast import Cast, add_user

BEGIN = datetime(2026, 3, 1, 6, tzinfo=UTC)
PEOPLE = PLACES = 3
COUNTRIES = ("LA", "VN", None)
ACTS = (
    "enrol", "learn", "score", "complete", "withdraw", "rename", "call", "move", "regroup",
    "reword", "restructure", "follow", "certify", "postpone",
)  # fmt: skip


@dataclass
class History:
    """Each act happens a little later than the one before; `sleep` waits for another day."""

    session: Session
    now: datetime = BEGIN
    learners: list[Actor] = field(default_factory=list)
    places: list[UUID] = field(default_factory=list)
    cohorts: list[UUID] = field(default_factory=list)
    acts: int = 0

    def __post_init__(self) -> None:
        publish(self.session, now=self.now - timedelta(days=1))
        self.academy = Cast(self.session).academy()
        for number in range(PLACES):
            facts = OrganisationFacts(f"Place {number}", Kind.OTHER, None)
            self.places.append(people.add_below(self.session, self.academy, facts, by=self.by))
        for number in range(PEOPLE):
            user = add_user(self.session, f"Person {number}", country="LA")
            place = self.places[number]
            self.session.add(Membership(user_id=user.id, organisation_id=place, role="learner"))
            self.learners.append(Actor(id=user.id, name=user.name))
            cohort = Cohort(
                id=uuid7(self.now), course_id="clean-water", organisation_id=place,
                name=f"Group {number}",
            )  # fmt: skip
            self.session.add(cohort)
            self.cohorts.append(cohort.id)
        self.session.commit()

    @property
    def by(self) -> By:
        return By(None, self.now)

    def sleep(self) -> None:
        """Let a day pass, to the same hour."""
        self.now += timedelta(days=1)

    def act(self, name: str, number: int) -> None:
        """Do something to one of them; what may not be done is not."""
        self.now += timedelta(minutes=7)
        self.acts += 1
        try:
            getattr(self, f"_{name}")(number % PEOPLE)
            self.session.commit()
        except Refusal:
            self.session.rollback()
        self.session.expire_all()

    def _enrol(self, who: int) -> None:
        seats.enrol(
            self.session, actor=self.learners[who], course_id="clean-water",
            language=("lo", "en")[self.acts % 2], now=self.now,
        )  # fmt: skip

    def _learn(self, who: int) -> None:
        for seat in self._seats(who):
            unit = ("look", "boil", "keep")[self.acts % 3]
            learning.mark_done(self.session, seat=seat, unit_id=unit, now=self.now)

    def _score(self, who: int) -> None:
        """Note a score as counting an attempt does."""
        for seat in self._seats(who):
            row, score = self.session.get(Progress, seat.id), self.acts * 13 % 101
            if row is not None:
                keep_past(self.session, [seat.id], now=self.now)
                row.score_percent, row.updated_at = score, self.now
                seats.note_score(self.session, {seat.id: score}, now=self.now)

    def _complete(self, who: int) -> None:
        for seat in self._seats(who):
            seats.complete(self.session, enrolment_id=seat.id, now=self.now)

    def _withdraw(self, who: int) -> None:
        actor = self.learners[who]
        seats.withdraw(self.session, actor=actor, course_id="clean-water", now=self.now)

    def _rename(self, who: int) -> None:
        key, told = self.learners[who].id, f"ນ້ອຍ {self.acts}"
        people.change_person(
            self.session, key, by=self.by,
            profile=Profile(told, f"Noy {self.acts}", "lo", COUNTRIES[self.acts % 3], None),
            ways=WaysIn(f"p{who}.{self.acts}@example.org", f"p{who}-{self.acts}"),
        )  # fmt: skip
        seats.follow_learner(self.session, key, now=self.now)

    def _call(self, which: int) -> None:
        facts = OrganisationFacts(f"House {self.acts}", Kind.OTHER, None)
        people.change_organisation(self.session, self.places[which], facts, by=self.by)

    def _move(self, which: int) -> None:
        others = [place for place in self.places if place != self.places[which]]
        above = (self.academy, *others)[self.acts % PLACES]
        people.move_organisation(self.session, self.places[which], above, by=self.by)

    def _regroup(self, who: int) -> None:
        for seat in self._seats(who):
            seats.keep_past(self.session, Enrolment.id == seat.id, now=self.now)
            row = self.session.get_one(Enrolment, seat.id)
            row.cohort_id = self.cohorts[self.acts % PLACES]
            row.organisation_id = self.places[self.acts % PLACES]

    def _postpone(self, which: int) -> None:
        terms = Terms(f"Group {self.acts}", ends_at=self.now + timedelta(days=self.acts))
        giving = Giving(None, self.now, "en")
        seats.change(self.session, self.cohorts[which], terms, giving=giving)

    def _reword(self, _: int) -> None:
        text = f"# Keep it\n\nSay {self.acts % 3}.\n".encode()
        publish(self.session, {**reworded(), "lessons/keep.md": text}, now=self.now)

    def _restructure(self, _: int) -> None:
        publish(self.session, restructured(package_files()), now=self.now)

    def _follow(self, who: int) -> None:
        for seat in self._seats(who):
            learning.move_edition(self.session, seat=seat, now=self.now)

    def _certify(self, who: int) -> None:
        for seat in self._seats(who):
            if seat.is_completed and not self._certificate(seat):
                revision = catalogue.revision_of_edition(self.session, seat.edition_id)
                self.session.add(
                    Credential(
                        id=uuid7(self.now), public_id=f"CERT-{self.acts}", enrolment_id=seat.id,
                        learner_id=self.learners[who].id, revision_id=revision.revision_id,
                        edition=1, hours=2, course_id="clean-water", name="N", language="en",
                        words={}, completed_at=self.now, issued_at=self.now,
                    )
                )  # fmt: skip

    def _certificate(self, seat: Seat) -> Any:
        return self.session.scalar(select(Credential.id).filter_by(enrolment_id=seat.id))

    def _seats(self, who: int) -> list[Seat]:
        found = enrolment.find_seat(self.session, self.learners[who].id, "clean-water")
        return [found] if found else []
