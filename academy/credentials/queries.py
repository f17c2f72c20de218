"""Reads about certificates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.content.catalogues import Localised as Words
from academy.credentials import rules
from academy.credentials.models import Credential
from academy.credentials.policy import Holding
from academy.credentials.rules import Standing


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was issued, and whether it still holds.

    `language` is its holder's. `revoked_at` and `revoked_why` are `None` while it holds.
    """

    id: UUID
    public_id: str
    enrolment_id: UUID
    learner_id: UUID
    revision_id: UUID
    course_id: str
    edition: int
    hours: int
    name: str
    latin_name: str | None
    language: str
    words: Mapping[str, Any]
    completed_at: datetime
    issued_at: datetime
    revoked_at: datetime | None
    revoked_why: str | None

    @property
    def standing(self) -> Standing:
        """Whether it holds."""
        return Standing.GENUINE if self.revoked_at is None else Standing.REVOKED

    @property
    def completed_on(self) -> date:
        """The day of completion in UTC: the same on paper and on every page."""
        return self.completed_at.date()

    @property
    def issued_on(self) -> date:
        """The day it was issued, in UTC."""
        return self.issued_at.date()

    @property
    def revoked_on(self) -> date | None:
        """The day it was revoked, in UTC."""
        return self.revoked_at.date() if self.revoked_at else None

    def title(self, language: str) -> Words:
        """Return the course's title as issued, in a language or else in the course's own."""
        return rules.words_in(self.words["title"], language, self.words["source"])

    def statement(self, language: str) -> Words:
        """Return what the holder can do, in a language or else in the course's own."""
        return rules.words_in(self.words["statement"], language, self.words["source"])


def find_by_public_id(session: Session, public_id: str) -> Certificate | None:
    """Return the certificate of a canonical public id, revoked or not."""
    row = session.execute(_BY_PUBLIC_ID, {"public_id": public_id}).one_or_none()
    return _certificate(row) if row else None


def of_enrolment(session: Session, enrolment_id: UUID) -> Certificate | None:
    """Return the certificate that a seat earned."""
    row = session.execute(_OF_ENROLMENT, {"enrolment_id": enrolment_id}).one_or_none()
    return _certificate(row) if row else None


def of_learner(session: Session, learner_id: UUID) -> list[Certificate]:
    """Return all certificates of a learner, the newest first."""
    rows = session.execute(_OF_LEARNER, {"learner_id": learner_id})
    return [_certificate(row) for row in rows]


def holding_of(session: Session, certificate: Certificate) -> Holding:
    """Return a certificate as permissions see it."""
    own = people.learner_organisation(session, certificate.learner_id)
    return Holding(certificate.learner_id, people.line_above(session, own))


def _certificate(row: Row[*tuple[Any, ...]]) -> Certificate:
    return Certificate(*row)


_ALL: Select[*tuple[Any, ...]] = select(
    Credential.id,
    Credential.public_id,
    Credential.enrolment_id,
    Credential.learner_id,
    Credential.revision_id,
    Credential.course_id,
    Credential.edition,
    Credential.hours,
    Credential.name,
    Credential.latin_name,
    Credential.language,
    Credential.words,
    Credential.completed_at,
    Credential.issued_at,
    Credential.revoked_at,
    Credential.revoked_why,
)
_BY_PUBLIC_ID = _ALL.where(Credential.public_id == bindparam("public_id"))
_OF_ENROLMENT = _ALL.where(Credential.enrolment_id == bindparam("enrolment_id"))
_OF_LEARNER = _ALL.where(Credential.learner_id == bindparam("learner_id")).order_by(
    Credential.completed_at.desc(), Credential.id.desc()
)
