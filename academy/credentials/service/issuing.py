"""A certificate is issued once, and says for ever what was true on that day."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.credentials import queries, rules
from academy.credentials.models import Credential
from academy.credentials.queries import Certificate
from academy.credentials.rules import CredentialRefused
from academy.db import audit, outbox
from academy.enrolment import queries as seats
from academy.enrolment.queries import Seat
from academy.kernel.facts import CredentialIssued
from academy.kernel.ids import readable_id, uuid7
from academy.kernel.languages import LANGUAGES
from academy.kernel.refusal import Refusal
from academy.kernel.text import tidy


def issue(session: Session, *, enrolment_id: UUID, now: datetime) -> Certificate:
    """Return the certificate that a completed seat earned, issued now if it was not yet.

    Of two that issue at once, the second is given what the first made. Raises `Refusal` where the
    seat is not completed.
    """
    earlier = queries.of_enrolment(session, enrolment_id)
    if earlier is not None:
        return earlier
    seat = seats.seat_by_id(session, enrolment_id)
    if seat.completed_at is None:
        raise Refusal(CredentialRefused.NOT_COMPLETED)
    return _issue(session, seat, completed_at=seat.completed_at, now=now)


def revoke(
    session: Session, *, public_id: str, why: str, actor_id: UUID | None, now: datetime
) -> None:
    """Take a certificate's worth away, for a reason that whoever verifies it will read.

    `actor_id` is empty for commands. Raises `Refusal` for an unknown id, a second time, or where
    no reason is given.
    """
    found = queries.find_by_public_id(session, public_id)
    if found is None:
        raise Refusal(CredentialRefused.UNKNOWN)
    reason = tidy(why)
    refused = rules.may_revoke(revoked_at=found.revoked_at, why=reason)
    if refused is not None:
        raise Refusal(refused)
    session.execute(
        update(Credential)
        .where(Credential.id == found.id, Credential.revoked_at.is_(None))
        .values(revoked_at=now, revoked_why=reason)
    )
    _note(session, "credential.revoked", found, actor_id=actor_id, now=now, why=reason)


def _issue(session: Session, seat: Seat, *, completed_at: datetime, now: datetime) -> Certificate:
    """Write the certificate; if somebody wrote it meanwhile, return theirs."""
    certificate = _as_of(session, seat, completed_at=completed_at, now=now)
    try:
        with session.begin_nested():
            session.execute(insert(Credential).values(asdict(certificate)))
    except IntegrityError:
        earlier = queries.of_enrolment(session, seat.id)
        if earlier is None:
            raise
        return earlier
    outbox.put(session, CredentialIssued(credential_id=certificate.id, at=now))
    _note(session, "credential.issued", certificate, actor_id=seat.learner_id, now=now)
    return certificate


def _as_of(session: Session, seat: Seat, *, completed_at: datetime, now: datetime) -> Certificate:
    """Return what the certificate says: all of it copied, so that nothing later changes it."""
    person = people.person(session, seat.learner_id)
    revision = catalogue.revision_of_edition(session, seat.edition_id)
    return Certificate(
        id=uuid7(now),
        public_id=readable_id(),
        enrolment_id=seat.id,
        learner_id=seat.learner_id,
        revision_id=revision.revision_id,
        course_id=seat.course_id,
        edition=revision.edition,
        hours=catalogue.outline(session, revision.revision_id, seat.language).hours,
        name=person.name,
        latin_name=person.latin_name,
        language=seat.language,
        words=_words(session, revision.revision_id),
        completed_at=completed_at,
        issued_at=now,
        revoked_at=None,
        revoked_why=None,
    )


def _words(session: Session, revision_id: UUID) -> dict[str, Any]:
    """Return the course's title and statement in every language that really has them."""
    outlines = [catalogue.outline(session, revision_id, language.tag) for language in LANGUAGES]
    titles = {outline.title.lang: outline.title.text for outline in outlines}
    statements = {outline.statement.lang: outline.statement.text for outline in outlines}
    return {"source": outlines[0].language, "title": titles, "statement": statements}


def _note(
    session: Session,
    action: str,
    certificate: Certificate,
    *,
    actor_id: UUID | None,
    now: datetime,
    why: str | None = None,
) -> None:
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"credential:{certificate.public_id}",
        now=now,
        course=certificate.course_id,
        why=why,
    )
    session.flush()
