"""Taking people in from a file: what would become of each row, and doing it. Nothing here commits.

What is done is what was shown: each row is judged again in the transaction that writes it, and one
whose fate has become another meanwhile is left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import policy, queries
from academy.accounts.policy import Act, Scope
from academy.accounts.queries.importing import known_people, names_in
from academy.accounts.rules.consents import moved
from academy.accounts.rules.importing import (
    Draft,
    Known,
    Match,
    Setting,
    judge_row,
    logins,
    read_row,
)
from academy.accounts.service.acting import By
from academy.accounts.service.lexicon import lexicon
from academy.db import audit
from academy.files.outcomes import Row
from academy.kernel.clock import now as clock
from academy.kernel.column_words import Field
from academy.kernel.columns import bare
from academy.kernel.fates import Fate, Fault, Outcome, RowFault
from academy.kernel.text import fold

Told = Mapping[str, str]


def setting_of(
    session: Session,
    columns: Mapping[Field, int],
    *,
    scope: Scope,
    home: UUID | None,
    staff_allowed: bool,
) -> Setting:
    """Return how a file is read for somebody of that reach; rows without a place go to `home`."""
    places = [place for place in queries.tree(session, scope) if place.is_active]
    alike = Counter(bare(place.name) for place in places)
    return Setting(
        columns=columns,
        lexicon=lexicon(),
        places={bare(place.name): place.id for place in places if alike[bare(place.name)] == 1},
        named={place.name: place.id for place in places},
        home=home if home in {place.id for place in places} else None,
        staff_allowed=staff_allowed,
    )


class PeopleJudge:
    """Says what becomes of the rows of one file, in their order."""

    def __init__(self, session: Session, setting: Setting, scope: Scope) -> None:
        self._session, self._setting, self._scope = session, setting, scope
        self._seen: dict[str, tuple[int, int]] = {}
        self._names: dict[UUID, set[int]] = {}

    def judge(self, rows: Sequence[Row]) -> list[Outcome]:
        """Return the fate of each of these rows; rows before them are remembered."""
        drafts = [read_row(cells, self._setting) for _, cells in rows]
        matches = matched(
            self._session, [draft.told for draft in drafts if not draft.faults], self._scope
        )
        return [self._judged(row, draft, matches) for row, draft in zip(rows, drafts, strict=True)]

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        """Return each of these well-formed rows with what would become of it now."""
        matches = matched(self._session, [one.told for one in rows], self._scope)
        return [(one, self._again(one, matches)) for one in rows]

    def _again(self, one: Outcome, matches: "Matches") -> Outcome:
        verdict = judge_row(one.told, matches.of(one.told))
        place = UUID(one.told[Field.ORGANISATION.value])
        is_open = place == self._setting.home or place in self._setting.named.values()
        return replace(
            one,
            fate=verdict.fate if is_open else Fate.REFUSED,
            subject=str(verdict.subject or ""),
            changes=verdict.changes,
            faults=verdict.faults,
        )

    def _judged(self, row: Row, draft: Draft, matches: "Matches") -> Outcome:
        number, cells = row
        here = Outcome(number, Fate.REFUSED, draft.told, faults=draft.faults, cells=tuple(cells))
        if draft.faults:
            return here
        match = matches.of(draft.told)
        twin = self._twin(number, draft.told, match.known)
        if twin is not None:
            return replace(here, **twin)
        if match.known is None:
            match = replace(match, is_namesake=self._is_namesake(draft.told))
        verdict = judge_row(draft.told, match)
        return replace(
            here,
            fate=verdict.fate,
            subject=str(verdict.subject or ""),
            changes=verdict.changes,
            faults=verdict.faults,
        )

    def _twin(self, number: int, told: Told, known: Known | None) -> dict[str, object] | None:
        """Return what becomes of a row about whom an earlier one is; else remember the row."""
        own = hash(frozenset(told.items()))
        keys = [*filter(None, logins(told)), *([known.id.hex] if known else [])]
        before = next((self._seen[key] for key in keys if key in self._seen), None)
        if before is None:
            self._seen |= dict.fromkeys(keys, (number, own))
            return None
        first, said = before
        if said == own:
            return {"fate": Fate.DUPLICATE, "twin": first}
        fault = Fault("", RowFault.SAID_OTHERWISE.value, str(first))
        return {"faults": (fault,), "twin": first}

    def _is_namesake(self, told: Told) -> bool:
        """Tell whether an organisation has somebody of that name; its names are read once."""
        place = UUID(told[Field.ORGANISATION.value])
        if place not in self._names:
            self._names[place] = {hash(name) for name in names_in(self._session, place)}
        return hash(fold(told[Field.NAME.value])) in self._names[place]


class Matches:
    """Who has the ways in that some rows name."""

    def __init__(self, session: Session, known: Iterable[Known], scope: Scope) -> None:
        self._session, self._scope = session, scope
        people = list(known)
        self._named = {one.username: one for one in people if one.username}
        self._addressed = {one.email: one for one in people if one.email}

    def of(self, told: Told) -> Match:
        """Return who has the ways in of one row."""
        username, email = logins(told)
        named, addressed = self._named.get(username or ""), self._addressed.get(email or "")
        known = named or addressed
        places = [place for place, _ in known.roles] if known else []
        return Match(
            named=named,
            addressed=addressed,
            needs_guardian=known is not None and self._needs_guardian(known, told),
            is_seen=policy.may(self._scope, Act.SEE_PERSON, *places),
            is_whole=policy.may(self._scope, Act.CHANGE_ACCOUNT, *places),
        )

    def _needs_guardian(self, known: Known, told: Told) -> bool:
        """Tell whether a guardian has to agree before somebody lives where a row says."""
        country = told.get(Field.COUNTRY.value, known.country)
        grown = moved(known.adult_on, before=known.country, after=country)
        is_young = country != known.country and grown is not None and grown > clock().date()
        return is_young and not queries.has_guardian(self._session, known.id)


def matched(session: Session, rows: Sequence[Told], scope: Scope) -> Matches:
    """Look up who has the ways in that these rows name."""
    named = {username for username, _ in map(logins, rows) if username}
    addressed = {email for _, email in map(logins, rows) if email}
    return Matches(session, known_people(session, named, addressed), scope)


def record_begun(session: Session, *, by: By, job: str) -> None:
    """Write into the trail that people are being taken in: what is done if it is stopped stays."""
    _record(session, "people.import-begun", by=by, job=job)


def record_import(
    session: Session, counts: Counter[str], *, by: By, home: UUID | None, job: str
) -> None:
    """Write into the trail that people were taken in from a file, and how many."""
    organisation = str(home) if home else None
    _record(session, "people.imported", by=by, job=job, organisation=organisation, **counts)


def _record(session: Session, action: str, *, by: By, job: str, **told: str | int | None) -> None:
    subject = f"import:{job}"
    audit.record(session, actor_id=by.actor_id, action=action, subject=subject, now=by.now, **told)
    session.flush()
