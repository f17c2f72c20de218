"""The demo's organisations, and the cohorts that their learners take courses in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts import service as accounts
from academy.accounts.queries import ACADEMY
from academy.accounts.rules import Kind
from academy.accounts.service import By, OrganisationFacts
from academy.demo import queries
from academy.demo.rules.places import PLACES
from academy.enrolment import queries as groups
from academy.enrolment import service as enrolment
from academy.enrolment.rules import Entry, Terms
from academy.enrolment.service import Founding, Giving

_TERM_MONTHS = (1, 7)
_LATE = timedelta(days=30)
"""How long after the last day of a term its learners may still finish."""


@dataclass(frozen=True, slots=True)
class Term:
    """Half a year in which cohorts begin: its name, and its first and last second of the epoch."""

    name: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Site:
    """Where a crowd belongs: organisations by country, cohorts by organisation, course and term.

    All keys are 32 hexadecimal digits, as rows hold them.
    """

    organisations: Mapping[str, Sequence[str]]
    cohorts: Mapping[tuple[str, str], Sequence[tuple[Term, str]]]


def add_organisations(session: Session, *, now: datetime) -> dict[str, list[UUID]]:
    """Make the demo's tree of organisations where it is missing; return the leaves by country."""
    academy = accounts.add_organisation(session, ACADEMY, now=now)
    found: dict[str, list[UUID]] = {}
    for country, place in PLACES.items():
        programme = OrganisationFacts(place.programme, Kind.MEMBER_STATE, country)
        above = _organisation(session, academy, programme, now=now)
        found[country] = [
            _organisation(session, above, OrganisationFacts(name, kind, country), now=now)
            for name, kind in place.organisations
        ]
    return found


def add_cohorts(
    session: Session, organisations: Mapping[str, Sequence[UUID]], *, span: timedelta, now: datetime
) -> Site:
    """Make a cohort of every course in every organisation and term where it is missing."""
    terms = list(_terms(now - span, now))
    cohorts: dict[tuple[str, str], list[tuple[Term, str]]] = {}
    for keys in organisations.values():
        for organisation in keys:
            for course in queries.courses(session):
                cohorts[organisation.hex, course] = [
                    (term, _cohort(session, organisation, course, term=term, now=now).hex)
                    for term in terms
                ]
    leaves = {country: [key.hex for key in keys] for country, keys in organisations.items()}
    return Site(leaves, cohorts)


def _organisation(
    session: Session, above: UUID, facts: OrganisationFacts, *, now: datetime
) -> UUID:
    found = people.find_organisation(session, facts.name)
    return found or accounts.add_below(session, above, facts, by=By(None, now))


def _cohort(
    session: Session, organisation: UUID, course: str, *, term: Term, now: datetime
) -> UUID:
    known = groups.cohort_named(session, term.name, course_id=course, organisation_id=organisation)
    if known:
        return known.id
    entry = Entry.OPEN if term.begins <= now < term.ends else Entry.CLOSED
    terms = Terms(term.name, entry, starts_at=term.begins, ends_at=term.ends + _LATE)
    founding = Founding(course, organisation, terms)
    return enrolment.found(session, founding, giving=Giving(None, now, "en"))


def _terms(first: datetime, last: datetime) -> Sequence[Term]:
    """Return the terms between two moments, the first and the last of them whole."""
    starts = [
        datetime(year, month, 1, tzinfo=UTC)
        for year in range(first.year, last.year + 2)
        for month in _TERM_MONTHS
    ]
    pairs = pairwise(starts)
    return [
        Term(f"{begins.year}-{1 + begins.month // 7}", begins, ends)
        for begins, ends in pairs
        if ends > first and begins <= last
    ]
