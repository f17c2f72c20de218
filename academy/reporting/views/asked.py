"""What is asked of the completion report, as the pages about it read and say it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import request

from academy.accounts import queries as people
from academy.accounts.queries import Place
from academy.db.transaction import current_session
from academy.kernel.clock import now
from academy.kernel.ids import key_in
from academy.kernel.refusal import Forbidden
from academy.kernel.text import fold
from academy.reporting import messages, queries
from academy.reporting.forms import Address, CompletionsForm, Offered
from academy.reporting.messages import Names
from academy.reporting.policy import Act, Scope, Standing, may
from academy.web.login import current_actor

MOST_LISTED = 400
"""How many organisations one list holds: among more, one looks by name first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks for, within which reach, and what the things in it are called.

    `places` are all organisations within reach, also where the form lists some of them only.
    """

    scope: Scope
    form: CompletionsForm
    places: Sequence[Place]
    names: Names

    @property
    def query(self) -> str:
        """What was asked for, as it stands in an address and in a hidden field."""
        return urlencode(self.form.chosen())

    @property
    def has_many_places(self) -> bool:
        """Whether there are more organisations than one list should hold."""
        return len(self.places) > MOST_LISTED


def reach(act: Act) -> Scope:
    """Return how far the reader sees in reports; raise `Forbidden` where they may not do this."""
    scope = people.scope_of(current_session(), current_actor())
    if not may(act, Standing(scope)):
        raise Forbidden
    return scope


def asked(act: Act, address: Address | None = None) -> Asked:
    """Read what is asked for from this page's address or, where it is hidden in a form, `address`.

    Raise `Forbidden` where the reader may not do this with reports at all.
    """
    scope, session = reach(act), current_session()
    address = Address(request.args) if address is None else address
    places = people.tree(session, scope)
    chosen = key_in(address.get("cohort"))
    names = names_within(
        scope, places, course=address.get("course"), cohorts=[chosen] if chosen else []
    )
    listed = listed_places(places, find=address.get("find", ""), kept=address.get("organisation"))
    offered = Offered(
        courses=names.courses,
        cohorts=names.cohorts,
        places=listed,
        reach=frozenset(names.organisations),
        statuses=messages.STATUSES,
        last_day=now().astimezone(UTC).date() - timedelta(days=1),
    )
    return Asked(scope, CompletionsForm.of(address, offered), places, names)


def hidden_address() -> Address:
    """Return what the form that was sent holds of the page it was on."""
    return Address(parse_qsl(request.form.get("query", "")))


def names_within(
    scope: Scope, places: Iterable[Place], *, course: str | None, cohorts: Collection[UUID]
) -> Names:
    """Return what things within reach are called, these cohorts among them."""
    session = current_session()
    courses = queries.courses(session)
    found = queries.cohorts(session, scope, course=course, also=cohorts)
    labels = {
        key: messages.cohort_label(cohort.name, courses.get(cohort.course_id, cohort.course_id))
        for key, cohort in found.items()
    }
    return Names(courses, labels, {place.id: place.name for place in places})


def listed_places(places: Sequence[Place], *, find: str, kept: str | None) -> list[Place]:
    """Return the organisations that a list offers: all, or of many those of the name looked for.

    Where nothing is looked for, the upper ones; `kept` is among them in any case.
    """
    if len(places) <= MOST_LISTED:
        return list(places)
    found = matching(places, find) if find else [each for each in places if each.depth <= 1]
    listed = {each.id for each in found[:MOST_LISTED]} | {key_in(kept)}
    return [each for each in places if each.id in listed]


def matching(places: Iterable[Place], find: str) -> list[Place]:
    """Return the organisations that are called so."""
    sought = fold(find)
    return [each for each in places if sought in fold(each.name)]
