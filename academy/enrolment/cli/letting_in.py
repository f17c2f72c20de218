"""Commands that let people into cohorts, and give them time."""

from datetime import datetime
from typing import Any

import click

from academy.db.transaction import atomic, current_session
from academy.enrolment import queries, rules, service
from academy.enrolment.cli.shared import (
    Moment,
    as_json,
    cohort_of,
    cohorts,
    giving,
    moment_told,
    person_of,
    say,
    told_refusals,
    which,
)
from academy.enrolment.queries import Invite, MoreTime
from academy.enrolment.rules import InvitationRefused, Limits
from academy.kernel.languages import DEFAULT
from academy.kernel.refusal import NotFound, Refusal
from academy.kernel.text import tidy
from academy.web.addresses import public_address

_MOMENT = Moment()


@cohorts.command("invite")
@which
@click.option("--uses", type=int, help="How many people it lets in.")
@click.option("--expires", type=_MOMENT, help="Until when it is good.")
@as_json
def invite(cohort: str, *, uses: int | None, expires: datetime | None, as_json: bool) -> None:
    """Make a code that lets people in; a good one with the same limits is shown again."""
    with told_refusals(), atomic() as session:
        found = cohort_of(session, cohort)
        by, limits = giving(), Limits(uses, expires)
        code = _same(queries.invites_of(session, found.id), limits, now=by.now)
        code = code or service.invite(session, found, giving=by, limits=limits)
    address = public_address("enrolment.invited", lang=DEFAULT.tag, code=code)
    say({"code": code, "address": address}, as_json=as_json, words=f"{code}\t{address}")


@cohorts.command("revoke")
@click.argument("code")
@as_json
def revoke(code: str, *, as_json: bool) -> None:
    """Let a code let nobody in any more."""
    with told_refusals(), atomic() as session:
        found = queries.find_invite(session, rules.typed_code(code))
        cohort = found and queries.find_cohort(session, found.cohort_id)
        if found is None or cohort is None:
            raise Refusal(InvitationRefused.UNKNOWN)
        service.revoke(session, cohort, found.id, giving=giving())
    say({"code": found.code, "revoked": True}, as_json=as_json, words=f"{found.code} is revoked.")


@cohorts.command("approve")
@which
@click.argument("logins", nargs=-1, metavar="[LOGIN]...")
@as_json
def approve(cohort: str, logins: tuple[str, ...], *, as_json: bool) -> None:
    """Let those in who asked: the ones that are named, or all."""
    with told_refusals(), atomic() as session:
        found = cohort_of(session, cohort)
        chosen = [person_of(session, login) for login in logins] if logins else None
        decided = service.approve(session, found.id, chosen, giving=giving())
    facts = {"seated": decided.seated, "waiting": decided.waiting}
    words = f"{decided.seated} have a seat, {decided.waiting} wait for one."
    say(facts, as_json=as_json, words=words)


@cohorts.command("extend")
@which
@click.argument("login", metavar="LOGIN")
@click.option("--until", type=_MOMENT, required=True, help="The later deadline.")
@click.option("--reason", required=True, help="Why; the learner reads it, too.")
@as_json
def extend(cohort: str, login: str, *, until: Any, reason: str, as_json: bool) -> None:
    """Give one learner more time than the others."""
    if not isinstance(until, datetime):
        message = "An extension has a moment."
        raise click.ClickException(message)
    with told_refusals(), atomic() as session:
        found = cohort_of(session, cohort)
        seat = queries.find_seat(session, person_of(session, login), found.course_id)
        if seat is None or seat.cohort_id != found.id:
            raise NotFound
        more = MoreTime(until, tidy(reason))
        service.extend(session, found, seat, giving=giving(), more=more)
    after = queries.seat_by_id(current_session(), seat.id)
    told = moment_told(after.deadline)
    say({"seat": str(seat.id), "deadline": told}, as_json=as_json, words=f"{login}: until {told}.")


def _same(invites: list[Invite], limits: Limits, *, now: datetime) -> str | None:
    """Return the code of an invitation that is good and has these limits, where there is one."""
    for one in invites:
        if one.ticket.limits == limits and rules.invitation_refused(one.ticket, now) is None:
            return one.code
    return None
