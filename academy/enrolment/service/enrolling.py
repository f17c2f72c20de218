"""Enrolling a list of learners into a cohort: what would become of each, and doing it.

Nothing here commits. The seats are given as they always are, one at a time and in the order of the
list, so that there are never more than the cohort has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import policy as people_policy
from academy.accounts import queries as people
from academy.accounts.policy import Act, Scope
from academy.accounts.queries.importing import known_people
from academy.accounts.rules.importing import Known
from academy.catalogue import queries as catalogue
from academy.enrolment import queries, rules
from academy.enrolment.queries import Group, MoreTime
from academy.enrolment.queries.enrolling import (
    Placed,
    count_waiting,
    places_in,
    waiting_among,
)
from academy.enrolment.rules.enrolling import (
    CohortNow,
    ListedRefused,
    ListSetting,
    Standing,
    judge_listed,
    read_listed,
)
from academy.enrolment.service.cohorts import give_seat
from academy.enrolment.service.placing import extend
from academy.enrolment.service.wishes import Giving, record
from academy.files.outcomes import Row
from academy.kernel.column_words import Field
from academy.kernel.fates import Fate, Fault, Outcome, RowFault

Told = Mapping[str, str]
_MOMENT = timedelta(microseconds=1)


class ListJudge:
    """Says what becomes of the rows of one list in one cohort, in their order."""

    def __init__(
        self, session: Session, cohort: Group, setting: ListSetting, *, scope: Scope, now: datetime
    ) -> None:
        self._session, self._setting, self._scope = session, setting, scope
        self._seen: dict[UUID, tuple[int, Told]] = {}
        self._cohort, self._now = cohort, now
        self._look_again()

    def judge(self, rows: Sequence[Row]) -> list[Outcome]:
        """Return the fate of each of these rows; rows before them are remembered."""
        read = [(row, read_listed(row[1], self._setting)) for row in rows]
        known = self._known([listed.told for _, listed in read if not listed.faults])
        outcomes: list[Outcome] = []
        for (number, cells), listed in read:
            told, faults = listed.told, listed.faults
            here = Outcome(number, Fate.REFUSED, told, faults=faults, cells=tuple(cells))
            outcomes.append(here if faults else self._judged(here, known))
        return outcomes

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        """Return each of these rows with what would become of it now."""
        self._seen.clear()
        self._look_again()
        known = self._known([one.told for one in rows])
        return [(one, self._judged(replace(one, fate=Fate.REFUSED), known)) for one in rows]

    def _look_again(self) -> None:
        """Look at how the cohort stands now."""
        self._cohort = queries.find_cohort(self._session, self._cohort.id) or self._cohort
        cohort = self._cohort
        course = catalogue.find_course(self._session, cohort.course_id)
        self._state = CohortNow(
            queries.gives_no_seats(self._session, cohort, now=self._now),
            is_open=course is not None and course.is_open,
            ends_at=cohort.terms.ends_at,
            now=self._now,
        )
        taken = queries.seats_taken(self._session, cohort.id)
        self._room = rules.room(cohort.terms.capacity, taken)
        if self._room is not None:
            self._room -= count_waiting(self._session, cohort.id)

    def _judged(self, here: Outcome, known: "_KnownPeople") -> Outcome:
        if known.are_two(here.told):
            fault = Fault(Field.EMAIL.value, ListedRefused.TWO_PEOPLE.value)
            return replace(here, faults=(fault,))
        who = known.standing(here.told, has_room=self._room is None or self._room > 0)
        if who and who.person in self._seen:
            first, said = self._seen[who.person]
            if said == here.told:
                return replace(here, fate=Fate.DUPLICATE, twin=first)
            fault = Fault("", RowFault.SAID_OTHERWISE.value, str(first))
            return replace(here, faults=(fault,), twin=first)
        verdict = judge_listed(here.told, who, self._state, reason=self._setting.reason)
        if who:
            self._seen[who.person] = (here.row, here.told)
        if verdict.fate is Fate.NEW and self._room is not None:
            self._room -= 1
        return replace(
            here,
            fate=verdict.fate,
            subject=str(who.person) if who and who.is_seen else "",
            changes=verdict.changes,
            faults=verdict.faults,
        )

    def _known(self, rows: Sequence[Told]) -> "_KnownPeople":
        names = {told[Field.USERNAME.value] for told in rows if Field.USERNAME.value in told}
        emails = {told[Field.EMAIL.value] for told in rows if Field.EMAIL.value in told}
        found = known_people(self._session, names, emails)
        keys = [one.id for one in found]
        return _KnownPeople(
            found,
            places_in(self._session, self._cohort, keys, now=self._now),
            waiting_among(self._session, self._cohort.id, keys),
            scope=self._scope,
        )


class _KnownPeople:
    """Who has the ways in that some rows name, and how they stand to the cohort."""

    def __init__(
        self,
        found: Sequence[Known],
        places: Mapping[UUID, Placed],
        waiting: frozenset[UUID],
        *,
        scope: Scope,
    ) -> None:
        self._named = {one.username: one for one in found if one.username}
        self._addressed = {one.email: one for one in found if one.email}
        self._places, self._waiting, self._scope = places, waiting, scope

    def are_two(self, told: Told) -> bool:
        named, addressed = self._pair(told)
        return bool(named and addressed and named.id != addressed.id)

    def standing(self, told: Told, *, has_room: bool) -> Standing | None:
        named, addressed = self._pair(told)
        known = named or addressed
        if known is None:
            return None
        placed = self._places.get(known.id)
        return Standing(
            person=known.id,
            is_seen=people_policy.may(
                self._scope, Act.SEE_PERSON, *(place for place, _ in known.roles)
            ),
            is_active=known.is_active,
            place=placed.place if placed else None,
            waits=known.id in self._waiting,
            until=placed.until if placed else None,
            has_room=has_room,
        )

    def _pair(self, told: Told) -> tuple[Known | None, Known | None]:
        named = self._named.get(told.get(Field.USERNAME.value, ""))
        return named, self._addressed.get(told.get(Field.EMAIL.value, ""))


def take_listed(
    session: Session, cohort: Group, rows: Sequence[Outcome], *, giving: Giving, reason: str
) -> None:
    """Do with these rows what was shown of them, in their order.

    Each comes a moment after the one before: whoever waits, waits in the order of the list.
    """
    for place, one in enumerate(rows):
        learner = UUID(one.subject)
        if one.fate is not Fate.CHANGED:
            account = people.find_account(session, learner)
            theirs = replace(
                giving,
                now=giving.now + place * _MOMENT,
                language=account.locale if account else giving.language,
            )
            give_seat(session, cohort.id, learner, giving=theirs)
        if Field.UNTIL.value in one.changes:
            seat = queries.find_seat(session, learner, cohort.course_id)
            more = MoreTime(datetime.fromisoformat(one.told[Field.UNTIL.value]), reason)
            if seat is not None:
                extend(session, cohort, seat, giving=giving, more=more)


def record_list(session: Session, cohort: Group, counts: Counter[str], *, giving: Giving) -> None:
    """Write into the trail that a list of learners was taken, and how many came of it."""
    record(session, "cohort.list-taken", cohort, giving=giving, **counts)
    session.flush()
