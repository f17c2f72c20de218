"""Making one account of two that are one person's. Nothing here commits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.queries import Profiled
from academy.accounts.service import personal as accounts
from academy.administration.rules.merging import (
    Clash,
    MergePlan,
    MergeRefused,
    Side,
    Standing,
    merge_refused,
    take_over_email,
    total,
)
from academy.administration.service.keepers import KEEPERS
from academy.administration.service.letters import MERGED, send_later
from academy.db import audit
from academy.db.personal import Merge
from academy.enrolment.queries import Seat
from academy.enrolment.service import personal as enrolment
from academy.kernel.refusal import NotFound, Refusal
from academy.learning import queries as learning


@dataclass(frozen=True, slots=True)
class MergeWish:
    """That an account is to take another over, its e-mail address too where that is wished.

    `by` is empty for commands.
    """

    kept: UUID
    gone: UUID
    takes_email: bool
    by: UUID | None


def plan(session: Session, wish: MergeWish) -> MergePlan:
    """Return what a merge would do; raise `Refusal` where it cannot be."""
    kept, gone = _side(session, wish.kept), _side(session, wish.gone)
    refused = merge_refused(kept, gone, by=wish.by)
    if refused:
        raise Refusal(refused)
    moves = [keeper.doubles(session, kept.id, gone.id) for _, keeper in KEEPERS]
    return MergePlan(
        kept=kept,
        gone=gone,
        takes_email=take_over_email(kept, gone, wished=wish.takes_email),
        moves=total(moves),
        clashes=_clashes(session, wish),
    )


def merge(session: Session, wish: MergeWish, *, digest: str | None, now: datetime) -> MergePlan:
    """Do what the plan of that digest says; raise `Refusal` where the world is another by now."""
    accounts.lock(session, wish.kept, wish.gone)
    made = plan(session, wish)
    if digest is not None and made.digest != digest:
        raise Refusal(MergeRefused.MERGE_CHANGED)
    order = Merge(
        kept=wish.kept,
        gone=wish.gone,
        now=now,
        behind=made.behind,
        takes_email=made.takes_email,
    )
    for _, keeper in KEEPERS:
        keeper.hand_over(session, order)
    _note(session, made, by=wish.by, now=now)
    send_later(session, MERGED, person=wish.kept, now=now, other=wish.gone)
    session.flush()
    session.expire_all()
    return made


def _note(session: Session, made: MergePlan, *, by: UUID | None, now: datetime) -> None:
    found = people.find_profile(session, made.kept.id)
    home = found.home if found else None
    audit.record(
        session,
        actor_id=by,
        action="people.merged",
        subject=f"user:{made.kept.id}",
        now=now,
        organisation=str(home) if home else None,
        gone=str(made.gone.id),
        moved=sum(made.moves.values()),
        left_behind=len(made.clashes),
    )


def _side(session: Session, user_id: UUID) -> Side:
    found: Profiled | None = people.find_profile(session, user_id)
    if found is None:
        raise NotFound
    return Side(
        id=found.id,
        name=found.name,
        email=found.email,
        username=found.username,
        country=found.country,
        created_at=found.created_at,
        is_over=found.merged_into_id is not None,
    )


def _clashes(session: Session, wish: MergeWish) -> tuple[Clash, ...]:
    found = enrolment.clashes(session, wish.kept, wish.gone)
    seats = [seat for clash in found for seat in (clash.of_kept, clash.of_gone)]
    units = learning.done_by_seat(session, [seat.id for seat in seats])

    def standing(seat: Seat) -> Standing:
        return Standing(
            seat_id=seat.id,
            is_completed=seat.is_completed,
            units_done=len(units.get(seat.id, ())),
            at=seat.completed_at or seat.started_at or seat.enrolled_at,
        )

    return tuple(
        Clash(one.course_id, standing(one.of_kept), standing(one.of_gone)) for one in found
    )
