"""Changes to what people agreed to, themselves or by a guardian. Nothing here commits."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries
from academy.accounts.models import Consent, Membership, SignInCode, User
from academy.accounts.queries.consents import Awaiting, awaiting
from academy.accounts.rules.consents import NECESSARY, VERSIONS, Agreement
from academy.accounts.service import personal
from academy.accounts.service.signing import new_stamp
from academy.db import audit, outbox
from academy.db.personal import Erasing
from academy.kernel.facts import GuardianAsked

GUARDIAN_HAS = timedelta(days=14)
"""How long a guardian may think about it before the letter's link is over."""


def agree(
    session: Session,
    user_id: UUID,
    agreements: Iterable[Agreement],
    *,
    now: datetime,
    given_by: str | None = None,
) -> None:
    """Write down that a person agrees to the present version of each; once is enough."""
    for one in agreements:
        kept = session.get(Consent, (user_id, one.value, VERSIONS[one]))
        if kept is None:
            kept = Consent(user_id=user_id, kind=one.value, version=VERSIONS[one])
            session.add(kept)
        elif kept.withdrawn_at is None:
            continue
        kept.given_at, kept.given_by, kept.withdrawn_at = now, given_by, None
    session.flush()


def agree_again(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Write down that a person agrees to the present versions of what nobody goes without."""
    agree(session, user_id, NECESSARY, now=now)
    _note(session, "consent.given", user_id, by=user_id, now=now)


def record_on_paper(
    session: Session, user_id: UUID, agreement: Agreement, *, by: UUID | None, now: datetime
) -> None:
    """Write down that an administrator holds a consent on paper; a guardian's opens the account."""
    agree(session, user_id, [agreement], now=now, given_by=str(by) if by else None)
    if agreement is Agreement.GUARDIAN and awaiting(session, user_id):
        _open(session, user_id)
    _note(session, "consent.recorded", user_id, by=by, now=now, kind=agreement.value)


def take_back(
    session: Session, user_id: UUID, agreement: Agreement, *, by: UUID, now: datetime
) -> None:
    """Write down that a consent was taken back, in every version.

    Without a guardian's, a learner under age cannot come in until there is one again.
    """
    live = (Consent.kind == agreement.value, Consent.withdrawn_at.is_(None))
    session.execute(
        update(Consent).where(Consent.user_id == user_id, *live).values(withdrawn_at=now)
    )
    user = session.get_one(User, user_id)
    is_young = user.adult_on is not None and user.adult_on > now.date()
    if agreement is Agreement.GUARDIAN and is_young:
        user.is_active, user.guardian_email, user.stamp = False, "", new_stamp()
    _note(session, "consent.withdrawn", user_id, by=by, now=now, kind=agreement.value)


def open_if_grown_up(session: Session, user_id: UUID, *, now: datetime) -> bool:
    """Open the account of somebody who waited so long that no guardian has to agree any more."""
    learner = awaiting(session, user_id)
    if learner is None or (learner.adult_on and learner.adult_on > now.date()):
        return False
    _open(session, user_id)
    return True


def ask_guardian_again(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Have the letter to the guardian sent once more."""
    learner = awaiting(session, user_id)
    if learner and learner.guardian_email:
        outbox.put(session, GuardianAsked(user_id, learner.locale, now))
        session.flush()


def guardian_agrees(session: Session, learner: Awaiting, *, now: datetime) -> None:
    """Open the account of a learner whose guardian says yes."""
    agree(session, learner.id, [Agreement.GUARDIAN], now=now, given_by=learner.guardian_email)
    _open(session, learner.id)
    _note(session, "consent.given", learner.id, by=None, now=now, kind=Agreement.GUARDIAN.value)


def guardian_refuses(session: Session, learner: Awaiting, *, now: datetime) -> None:
    """Erase a learner whose guardian says no.

    The account was never used, so nothing is kept; where somebody else had put the learner on a
    list already, a row without a name stays behind.
    """
    _note(session, "consent.refused", learner.id, by=None, now=now, kind=Agreement.GUARDIAN.value)
    try:
        with session.begin_nested():
            for table in (Consent, SignInCode, Membership):
                session.execute(delete(table).where(table.user_id == learner.id))
            session.execute(delete(User).where(User.id == learner.id))
    except IntegrityError:
        personal.erase(session, Erasing(learner.id, now))


def guardian_token(learner: Awaiting, *, secret: str, now: datetime) -> str:
    """Return what a guardian's letter carries: good for two weeks, and until they answer."""
    ends = int((now + GUARDIAN_HAS).timestamp())
    return _signer(secret).dumps([learner.id.hex, _mark(learner), ends])


def learner_of_token(
    session: Session, token: str, *, secret: str, now: datetime
) -> Awaiting | None:
    """Return for whom a token lets a guardian answer; `None` if forged, used or too old."""
    try:
        key, mark, ends = _signer(secret).loads(token)
    except BadData:
        return None
    learner = awaiting(session, UUID(hex=key))
    is_good = learner is not None and _mark(learner) == mark
    return learner if is_good and now.timestamp() < ends else None


def _open(session: Session, user_id: UUID) -> None:
    user = session.get_one(User, user_id)
    user.is_active, user.guardian_email = True, None
    session.flush()


def _mark(learner: Awaiting) -> str:
    """Return what ties a link to the address that it was sent to, without showing it."""
    return sha256(learner.guardian_email.encode()).hexdigest()[:16]


def _note(
    session: Session, action: str, user_id: UUID, *, by: UUID | None, now: datetime, **told: str
) -> None:
    organisation = queries.learner_organisation(session, user_id)
    audit.record(
        session,
        actor_id=by,
        action=action,
        subject=f"user:{user_id}",
        now=now,
        organisation=str(organisation) if organisation else None,
        **told,
    )
    session.flush()


def _signer(secret: str) -> URLSafeSerializer:
    options: dict[str, Any] = {"digest_method": sha256}
    return URLSafeSerializer(secret, salt="academy.guardian", signer_kwargs=options)
