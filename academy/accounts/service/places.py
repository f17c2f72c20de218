"""Changes to the tree of organisations. Nothing here commits, and nothing asks who may."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries, rules
from academy.accounts.models import Organisation, OrganisationPast
from academy.accounts.rules import Kind, OrganisationRefused
from academy.accounts.service.acting import By, note_organisation
from academy.db import past
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is said of an organisation."""

    name: str
    kind: Kind
    country: str | None


def add_below(session: Session, above: UUID, facts: OrganisationFacts, *, by: By) -> UUID:
    """Add an organisation below another; raise `Refusal` where it cannot be."""
    _refuse_unfit_name(session, facts.name, but=None)
    _refuse_closed(session, above)
    made = Organisation(
        id=uuid7(by.now),
        name=facts.name,
        kind=facts.kind.value,
        country=facts.country,
        parent_id=above,
    )
    session.add(made)
    _flush(session)
    note_organisation(session, "organisation.added", made.id, by=by, above=str(above))
    return made.id


def change_organisation(
    session: Session, organisation: UUID, facts: OrganisationFacts, *, by: By
) -> None:
    """Say something else of an organisation; what it was called stays known to reports."""
    _refuse_academy(session, organisation)
    kept = session.get_one(Organisation, organisation)
    if (kept.name, kept.kind, kept.country) == (facts.name, facts.kind.value, facts.country):
        return
    if kept.name != facts.name:
        _refuse_unfit_name(session, facts.name, but=organisation)
        _keep_past(session, organisation, by=by)
    kept.name, kept.kind, kept.country = facts.name, facts.kind.value, facts.country
    _flush(session)
    note_organisation(session, "organisation.changed", organisation, by=by)


def move_organisation(session: Session, organisation: UUID, to: UUID, *, by: By) -> None:
    """Put an organisation, with all below it, below another one.

    Call `queries.hold_tree` first, before deciding who may: the tree must not move meanwhile.
    """
    _refuse_academy(session, organisation)
    kept = session.get_one(Organisation, organisation)
    if kept.parent_id == to:
        return
    _refuse(rules.move_refused(queries.lines(session), organisation, to))
    _refuse_closed(session, to)
    _keep_past(session, organisation, by=by)
    before, kept.parent_id = kept.parent_id, to
    session.flush()
    note_organisation(
        session, "organisation.moved", organisation, by=by, before=str(before or ""), above=str(to)
    )


def close_organisation(session: Session, organisation: UUID, *, by: By) -> None:
    """Close an organisation: what happened in it stays, and nothing new begins there."""
    _refuse_academy(session, organisation)
    kept = session.get_one(Organisation, organisation)
    below = queries.subtree(session, organisation) - {organisation}
    if queries.open_among(session, below):
        raise Refusal(OrganisationRefused.OPEN_BELOW)
    if kept.is_active:
        kept.is_active = False
        session.flush()
        note_organisation(session, "organisation.closed", organisation, by=by)


def open_organisation(session: Session, organisation: UUID, *, by: By) -> None:
    """Open an organisation that was closed."""
    kept = session.get_one(Organisation, organisation)
    if not kept.is_active:
        if kept.parent_id:
            _refuse_closed(session, kept.parent_id)
        kept.is_active = True
        session.flush()
        note_organisation(session, "organisation.opened", organisation, by=by)


def _keep_past(session: Session, organisation: UUID, *, by: By) -> None:
    """Keep what reports say of an organisation that is about to change."""
    here = Organisation.id == organisation
    past.keep(session, OrganisationPast, of=Organisation, where=here, day=by.now.date())


def _refuse(reason: OrganisationRefused | None) -> None:
    if reason:
        raise Refusal(reason)


def _refuse_academy(session: Session, organisation: UUID) -> None:
    if organisation in queries.roots(session):
        raise Refusal(OrganisationRefused.IS_ACADEMY)


def _refuse_closed(session: Session, above: UUID) -> None:
    if not queries.open_among(session, [above]):
        raise Refusal(OrganisationRefused.ABOVE_IS_CLOSED)


def _refuse_unfit_name(session: Session, name: str, *, but: UUID | None) -> None:
    _refuse(rules.organisation_name_refused(name))
    is_taken = queries.find_organisation(session, name) not in {None, but}
    # The Academy is known by its name: it is made by commands, never by who reaches a part of it.
    if is_taken or name == queries.ACADEMY:
        raise Refusal(OrganisationRefused.ORGANISATION_NAME_TAKEN)


def _flush(session: Session) -> None:
    """Write; where somebody else took the name a moment ago, that is a refusal like any other."""
    try:
        session.flush()
    except IntegrityError as error:
        raise Refusal(OrganisationRefused.ORGANISATION_NAME_TAKEN) from error
