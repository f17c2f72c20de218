"""A person of whom every feature keeps something, and a look for anything that was theirs."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from academy.accounts.models import Consent, Membership, Organisation, SignInCode, User, UserPast
from academy.accounts.rules import searched_text
from academy.administration.models import IdleAccount
from academy.assessment.models import Accommodation, HintTaken, Override
from academy.credentials import service as credentials
from academy.credentials.models import Credential
from academy.db import audit
from academy.db.base import Base
from academy.enrolment import service as enrolment
from academy.enrolment.models import Application, Cohort, Enrolment, EnrolmentPast, Extension
from academy.files.store import Store
from academy.jobs.ledger import Job
from academy.kernel.actor import Actor, Role
from academy.kernel.ids import uuid7
from academy.learning.models import Progress, ProgressPast, QuizBest, UnitCompletion
from academy.marking.models import Appeal, Calibration, Exemplar, Marking, PeerReview
from academy.reporting.models import SavedReport, Schedule
from tests.cast import NOW, STAMP, Cast
from tests.marking.essays import COURSE, ESSAY, NOTE, PHOTO, UNIT, hand_in

MARK = "qzxmark"
GUARDIAN = "guardian@qzxmark.example"
FILE = b"%PDF-1.4 a file of qzxmark"
HOME = "Vientiane hub"


def person(session: Session, mark: str = MARK, *, country: str = "LA") -> Actor:
    """Write a learner in whose name and ways in the mark stands."""
    name, email = f"Noi {mark.title()}", f"noi@{mark}.example"
    user = User(
        id=uuid7(NOW),
        email=email,
        username=None,
        password_hash="!",
        stamp=STAMP,
        name=name,
        latin_name=name,
        locale="en",
        country=country,
        time_zone="Asia/Vientiane",
        created_at=NOW,
        searched=searched_text(name, email),
        guardian_email=GUARDIAN if mark == MARK else None,
    )
    session.add(user)
    session.flush()
    home = place(session)
    session.add(Membership(user_id=user.id, organisation_id=home, role=Role.LEARNER.value))
    session.commit()
    return Actor(user.id, name, locale="en", country=country)


def place(session: Session) -> UUID:
    """Return the organisation where these people learn."""
    found = session.scalar(select(Organisation.id).where(Organisation.name == HOME))
    if found is None:
        found = uuid7(NOW)
        session.add(Organisation(id=found, name=HOME, country="LA", parent_id=None))
        session.flush()
    return found


def cohort(session: Session) -> UUID:
    """Return a cohort of the course."""
    found = session.scalar(select(Cohort.id).where(Cohort.course_id == COURSE))
    if found is None:
        found = uuid7(NOW)
        session.add(
            Cohort(id=found, course_id=COURSE, organisation_id=place(session), name="Spring")
        )
        session.flush()
    return found


@dataclass
class Life:
    """Somebody who took the course, handed in an essay and a file, and earned a certificate.

    Everything that may be typed by them or about them holds the mark.
    """

    session: Session
    cast: Cast
    store: Store
    mark: str = MARK

    def __post_init__(self) -> None:
        self.who = person(self.session, self.mark)
        self.store.put(FILE, ".upload")
        file: Any = {
            "name": f"{self.mark}.pdf",
            "digest": sha256(FILE).hexdigest(),
            "bytes": len(FILE),
        }
        answers: Any = {
            ESSAY: f"essay {self.mark}",
            NOTE: f"note {self.mark}",
            PHOTO: [file],
            "see-germs": False,
        }
        self.attempt = hand_in(self.session, self.who, answers)
        self.seat = self._complete()
        for row in (*self._said(), *self._kept_of_seat(), *self._kept_of_account()):
            self.session.add(row)
            self.session.flush()
        subject = f"user:{self.who.id}"
        audit.record(
            self.session, actor_id=self.who.id, action="test.acted", subject=subject, now=NOW
        )
        self.session.commit()

    def _complete(self) -> UUID:
        own = select(Enrolment.id).where(Enrolment.learner_id == self.who.id)
        seat = self.session.scalars(own).one()
        enrolment.complete(self.session, enrolment_id=seat, now=NOW)
        self.session.commit()
        credentials.issue(self.session, enrolment_id=seat, now=NOW)
        return seat

    def _said(self) -> list[Base]:
        example = uuid7(NOW)
        about = {"attempt_id": self.attempt, "question_id": ESSAY}
        return [
            HintTaken(attempt_id=self.attempt, question_id=NOTE, number=1, taken_at=NOW),
            Appeal(
                id=uuid7(NOW),
                **about,
                text=f"appeal {self.mark}",
                made_at=NOW,
                answer=f"Dear {self.mark}",
                answered_by=self.cast.som.id,
                answered_at=NOW,
            ),
            Marking(
                id=uuid7(NOW),
                **about,
                stage="first",
                marker_id=self.cast.som.id,
                levels={},
                marks="2",
                comment=f"Well done, {self.mark}",
                marked_at=NOW,
            ),
            PeerReview(
                id=uuid7(NOW),
                **about,
                reviewer_id=self.cast.dao.id,
                assigned_at=NOW,
                levels={},
                share="1/2",
                comment=f"Nice, {self.mark}",
                given_at=NOW,
            ),
            Exemplar(
                id=example,
                course_id=COURSE,
                unit_id=UNIT,
                question_id=ESSAY,
                text=f"essay {self.mark}",
                levels={},
                share="1",
                comment="Good",
                made_by=self.cast.som.id,
                made_at=NOW,
            ),
            Calibration(
                exemplar_id=example, reviewer_id=self.who.id, levels={}, share="1", given_at=NOW
            ),
        ]

    def _kept_of_seat(self) -> list[Base]:
        edition = self.session.get_one(Enrolment, self.seat).edition_id
        return [
            UnitCompletion(enrolment_id=self.seat, unit_id="keep", done_at=NOW),
            Progress(enrolment_id=self.seat, units_done=1, units_total=3, updated_at=NOW),
            ProgressPast(
                enrolment_id=self.seat,
                until=date(2026, 11, 1),
                units_done=0,
                units_total=3,
                updated_at=NOW,
            ),
            QuizBest(enrolment_id=self.seat, unit_id=UNIT, percent=60, passed=True, attempts=1),
            Extension(
                enrolment_id=self.seat,
                until=NOW,
                reason=f"ill, {self.mark}",
                granted_by=None,
                granted_at=NOW,
            ),
            Override(
                id=uuid7(NOW),
                enrolment_id=self.seat,
                unit_id=UNIT,
                percent="70",
                reason=f"for {self.mark}",
                set_by=self.cast.som.id,
                set_at=NOW,
            ),
            Application(
                cohort_id=cohort(self.session),
                learner_id=self.who.id,
                state="asked",
                language="en",
                asked_at=NOW,
            ),
            EnrolmentPast(
                id=self.seat,
                until=date(2026, 11, 1),
                learner_id=self.who.id,
                edition_id=edition,
                status="enrolled",
                language="en",
            ),
        ]

    def _kept_of_account(self) -> list[Base]:
        report, made = uuid7(NOW), self.store.put(f"made for {self.mark}".encode(), ".made")
        self.session.add(
            SavedReport(
                id=report,
                owner_id=self.who.id,
                name=f"Report of {self.mark}",
                definition={"name": self.mark},
                created_at=NOW,
                changed_at=NOW,
            )
        )
        self.session.flush()
        return [
            Schedule(
                report_id=report, user_id=self.who.id, every="week", format="csv", next_at=NOW
            ),
            UserPast(
                id=self.who.id,
                until=date(2026, 11, 1),
                name=f"Old {self.mark}",
                email=f"old@{self.mark}.example",
                username=f"old-{self.mark}",
            ),
            Consent(
                user_id=self.who.id, kind="terms", version="1", given_at=NOW, given_by=GUARDIAN
            ),
            SignInCode(
                user_id=self.who.id,
                digest=sha256(self.who.id.bytes).hexdigest(),
                made_at=NOW,
                expires_at=NOW + timedelta(days=1),
            ),
            Accommodation(
                id=uuid7(NOW),
                learner_id=self.who.id,
                extra_percent=25,
                reason=f"{self.mark} reads slowly",
                granted_by=self.cast.som.id,
                granted_at=NOW,
            ),
            IdleAccount(user_id=self.who.id, warned_at=NOW, stayed_at=None),
            Job(
                id=uuid7(NOW),
                kind="test-export",
                owner_id=self.who.id,
                payload={"of": self.mark},
                state="done",
                done=1,
                tries=1,
                result={"name": self.mark},
                file=made,
                made_at=NOW,
                ended_at=NOW,
                keep_until=NOW + timedelta(days=7),
            ),
        ]


def found_in(session: Session, mark: str) -> set[str]:
    """Return the tables in which some row holds the mark, in any letter case."""
    session.expire_all()
    return {
        table.name
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table))
        if mark in str(tuple(row)).lower()
    }


def certificates(session: Session, who: Actor) -> list[Credential]:
    """Return somebody's certificates."""
    session.expire_all()
    return list(session.scalars(select(Credential).where(Credential.learner_id == who.id)))
