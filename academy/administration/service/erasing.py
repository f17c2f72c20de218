"""Erasing people, and saying what had to be kept. Nothing here commits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.service import personal as accounts
from academy.administration.models import Erasure
from academy.administration.rules.erasing import Cause, Duties, EraseRefused, erase_refused
from academy.administration.service.keepers import KEEPERS
from academy.assessment.service import personal as assessment
from academy.authoring.service import personal as authoring
from academy.db import audit
from academy.db.personal import Erasing
from academy.enrolment.service import personal as enrolment
from academy.files.store import Store
from academy.jobs import ledger
from academy.jobs import personal as jobs
from academy.kernel.actor import Role
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal

FORGOTTEN_FILES = "forgotten-files"
"""The kind of job that removes the stored files of somebody who was erased."""


@dataclass(frozen=True, slots=True)
class EraseOrder:
    """Who is to be erased, at whose wish, and whether their certificates are taken back.

    `by` is empty for commands and where time alone asks for it.
    """

    user_id: UUID
    cause: Cause
    by: UUID | None
    with_certificates: bool = False


def in_the_way(session: Session, user_id: UUID) -> tuple[EraseRefused, ...]:
    """Return what a person has to give up before they can be erased."""
    found = people.find_profile(session, user_id)
    held = found.roles if found else ()
    duties = Duties(
        is_over=found is None or found.merged_into_id is not None,
        roles=sum(role is not Role.LEARNER for role, _ in held),
        courses=authoring.courses_made(session, user_id),
        cohorts=enrolment.cohorts_led(session, user_id),
    )
    return erase_refused(duties)


def erase(session: Session, order: EraseOrder, *, now: datetime) -> Mapping[str, int]:
    """Erase a person with every account that was theirs; return what was kept, by reason.

    Raise `Refusal` where something stands in the way.
    """
    accounts.lock(session, order.user_id)
    reasons = in_the_way(session, order.user_id)
    if reasons:
        raise Refusal(reasons[0])
    found = people.find_profile(session, order.user_id)
    home = found.home if found else None
    kept, files = Counter[str](), set[str]()
    for user_id in accounts.accounts_of(session, order.user_id):
        kept += _erase_account(session, replace(order, user_id=user_id), files=files, now=now)
    if files:
        payload = {"files": sorted(files)}
        ledger.ask(session, FORGOTTEN_FILES, payload, owner_id=None, now=now)
    audit.record(
        session,
        actor_id=order.by,
        action="person.erased",
        subject=f"user:{order.user_id}",
        now=now,
        organisation=str(home) if home else None,
        cause=order.cause.value,
        kept=sum(kept.values()),
    )
    session.flush()
    session.expire_all()
    return kept


def remove_files(session: Session, store: Store, names: list[str]) -> int:
    """Remove stored files that nobody needs any more; return how many."""
    needed = assessment.needed_files(session, names)
    gone = [name for name in names if name not in needed and not jobs.needs_file(session, name)]
    for name in gone:
        store.remove(name)
    return len(gone)


def _erase_account(
    session: Session, order: EraseOrder, *, files: set[str], now: datetime
) -> Counter[str]:
    erasing = Erasing(order.user_id, now, with_certificates=order.with_certificates)
    kept = Counter[str]()
    for _, keeper in reversed(KEEPERS):
        erased = keeper.erase(session, erasing)
        kept.update(erased.kept)
        files |= erased.files
    session.add(
        Erasure(
            id=uuid7(now),
            user_id=order.user_id,
            cause=order.cause.value,
            asked_by=order.by,
            done_at=now,
            kept=dict(kept),
        )
    )
    return kept
