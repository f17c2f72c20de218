"""What a row of a file says of a person, and what becomes of it. Pure.

A row that says nothing of a field changes nothing in it. A person is recognised by their user name,
else by their e-mail address; who has neither in the file gets a user name made of name and
organisation, always the same one, so that the next file of that kind finds them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from academy.accounts.rules.people import PersonRefused, username_stem
from academy.accounts.rules.signing import InputRefused as Input
from academy.accounts.rules.signing import (
    email_refused,
    latin_name_refused,
    name_refused,
    valid_username,
)
from academy.kernel.actor import Role
from academy.kernel.column_words import Field
from academy.kernel.columns import bare, role_named
from academy.kernel.fates import Fate, Fault
from academy.kernel.ids import CROCKFORD
from academy.kernel.text import fold, normal, tidy

MADE = "made"
"""What is told of a row whose user name was made here."""
PEOPLE_FIELDS = (
    Field.NAME, Field.LATIN_NAME, Field.EMAIL, Field.USERNAME, Field.LANGUAGE, Field.COUNTRY,
    Field.ORGANISATION, Field.ROLE,
)  # fmt: skip
_TAIL, _LONG_TAIL = 4, 8


class RowRefused(StrEnum):
    """Why a row of a file of people cannot be taken."""

    UNKNOWN_COUNTRY = "row-unknown-country"
    UNKNOWN_LANGUAGE = "row-unknown-language"
    UNKNOWN_ROLE = "row-unknown-role"
    UNKNOWN_ORGANISATION = "row-unknown-organisation"
    NO_ORGANISATION = "row-no-organisation"
    ROLE_NOT_ALLOWED = "row-role-not-allowed"
    BEYOND_REACH = "row-beyond-reach"
    PARTLY_BEYOND_REACH = "row-partly-beyond-reach"
    CLOSED_ACCOUNT = "row-closed-account"
    TWO_PEOPLE = "row-two-people"
    OTHER_EMAIL = "row-other-email"
    OTHER_USERNAME = "row-other-username"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What countries and languages are called, folded to letters, and what their codes are."""

    countries: Mapping[str, str]
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a file of people is read: where its columns are, and what its words mean.

    `named` are the open organisations within reach by their names, `places` those by name folded to
    letters that only one of them has; `home` is where rows belong that name none.
    """

    columns: Mapping[Field, int]
    lexicon: Lexicon
    places: Mapping[str, UUID]
    home: UUID | None
    staff_allowed: bool = False
    named: Mapping[str, UUID] = field(default_factory=dict[str, UUID])


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says, tidied, by field; and what is wrong with it as it stands."""

    told: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has an account, and what they are where."""

    id: UUID
    name: str
    latin_name: str | None
    email: str | None
    username: str | None
    language: str
    country: str | None
    is_active: bool
    adult_on: date | None = None
    roles: frozenset[tuple[UUID, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Who has the ways in that a row names, and how far they are within the importer's reach.

    `named` has its user name, `addressed` its e-mail address. `is_seen` says that the person is
    within reach, `is_whole` that all of them is. `is_namesake` tells that somebody of that name is
    in that organisation already, `needs_guardian` that one has to agree before the person can live
    in the country that the row says.
    """

    named: Known | None = None
    addressed: Known | None = None
    is_seen: bool = False
    is_whole: bool = False
    is_namesake: bool = False
    needs_guardian: bool = False

    @property
    def known(self) -> Known | None:
        """The person whom the row is about."""
        return self.named or self.addressed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row that is well formed."""

    fate: Fate
    subject: UUID | None = None
    changes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Reader:
    """A row being read, cell by cell."""

    cells: Sequence[str]
    setting: Setting
    told: dict[str, str] = field(default_factory=dict[str, str])
    faults: list[Fault] = field(default_factory=list[Fault])

    def said(self, about: Field) -> str:
        place = self.setting.columns.get(about, -1)
        return tidy(self.cells[place]) if 0 <= place < len(self.cells) else ""

    def keep(self, about: Field, value: str, refused: StrEnum | None) -> None:
        if refused:
            self.faults.append(Fault(about.value, refused.value, self.said(about)[:60]))
        elif value:
            self.told[about.value] = value


def read_row(cells: Sequence[str], setting: Setting) -> Draft:
    """Return what a row says, and every fault that can be seen in the row alone."""
    row = _Reader(cells, setting)
    name = row.said(Field.NAME)
    row.keep(Field.NAME, name, name_refused(name))
    latin = tidy(normal(row.said(Field.LATIN_NAME), "NFKC"))
    row.keep(Field.LATIN_NAME, latin, latin_name_refused(latin))
    _read_logins(row)
    _read_choices(row)
    _read_place(row)
    if not row.faults and not {Field.EMAIL.value, Field.USERNAME.value} & row.told.keys():
        row.told[Field.USERNAME.value] = made_username(row.told)
        row.told[MADE] = "1"
    return Draft(row.told, tuple(row.faults))


def made_username(told: Mapping[str, str]) -> str:
    """Return the user name of somebody who was given none: `dang.thi.ngoc.7k2q`, `me-7k2q9xwm`.

    It is the same for the same name in the same organisation.
    """
    name = told[Field.NAME.value]
    digest = sha256(f"{fold(name)}\n{told[Field.ORGANISATION.value]}".encode()).digest()
    tail = "".join(CROCKFORD[byte & 31] for byte in digest).lower()
    stem = username_stem(told.get(Field.LATIN_NAME.value, name))
    return f"{stem}.{tail[:_TAIL]}" if stem else f"me-{tail[:_LONG_TAIL]}"


def logins(told: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the user name and the e-mail address that a row says."""
    return told.get(Field.USERNAME.value), told.get(Field.EMAIL.value)


def judge_row(told: Mapping[str, str], match: Match) -> Verdict:
    """Say what becomes of a well-formed row."""
    if match.named and match.addressed and match.named.id != match.addressed.id:
        return _refused(Field.EMAIL, RowRefused.TWO_PEOPLE)
    known = match.known
    if known is None:
        return Verdict(Fate.PERHAPS if match.is_namesake else Fate.NEW)
    refused = _refused_person(told, known, match)
    if refused:
        return Verdict(Fate.REFUSED, known.id, faults=(refused,))
    return _compared(told, known, match)


def _refused_person(told: Mapping[str, str], known: Known, match: Match) -> Fault | None:
    about = Field.USERNAME if match.named else Field.EMAIL
    if not match.is_seen:
        return Fault(about.value, RowRefused.BEYOND_REACH.value)
    if not known.is_active:
        return Fault(about.value, RowRefused.CLOSED_ACCOUNT.value)
    if match.needs_guardian:
        return Fault(Field.COUNTRY.value, PersonRefused.AWAITS_GUARDIAN.value)
    return _other_ways(told, known)


def _other_ways(told: Mapping[str, str], known: Known) -> Fault | None:
    """Say what is wrong where a row names other ways in than a person has."""
    username, email = logins(told)
    if email and known.email and email != known.email:
        return Fault(Field.EMAIL.value, RowRefused.OTHER_EMAIL.value, email)
    if username and known.username and username != known.username:
        return Fault(Field.USERNAME.value, RowRefused.OTHER_USERNAME.value, username)
    return None


def _compared(told: Mapping[str, str], known: Known, match: Match) -> Verdict:
    own: dict[Field, str | None] = {
        Field.NAME: known.name,
        Field.LATIN_NAME: known.latin_name,
        Field.LANGUAGE: known.language,
        Field.COUNTRY: known.country,
        Field.EMAIL: known.email,
        Field.USERNAME: known.username,
    }
    changes = [
        about.value
        for about, said in own.items()
        if told.get(about.value, said or "") != (said or "")
    ]
    if changes and not match.is_whole:
        fault = Fault(changes[0], RowRefused.PARTLY_BEYOND_REACH.value, told[changes[0]])
        return Verdict(Fate.REFUSED, known.id, faults=(fault,))
    role = (UUID(told[Field.ORGANISATION.value]), told[Field.ROLE.value])
    if role not in known.roles:
        changes.append(Field.ROLE.value)
    return Verdict(Fate.CHANGED if changes else Fate.UNCHANGED, known.id, tuple(changes))


def _refused(about: Field, reason: RowRefused) -> Verdict:
    return Verdict(Fate.REFUSED, faults=(Fault(about.value, reason.value),))


def _read_logins(row: _Reader) -> None:
    email, username = fold(row.said(Field.EMAIL)), fold(row.said(Field.USERNAME))
    row.keep(Field.EMAIL, email, email_refused(email) if email else None)
    if "@" in username:
        # Where people sign in by their addresses, lists call these user names.
        differs = RowRefused.OTHER_EMAIL if email and email != username else None
        refused = email_refused(username) or differs
        row.keep(Field.USERNAME, "", refused)
        row.told |= {} if refused else {Field.EMAIL.value: username}
        return
    unfit = username and not valid_username(username)
    row.keep(Field.USERNAME, username, Input.USERNAME_MALFORMED if unfit else None)


def _read_choices(row: _Reader) -> None:
    lexicon = row.setting.lexicon
    for about, codes, unknown in (
        (Field.COUNTRY, lexicon.countries, RowRefused.UNKNOWN_COUNTRY),
        (Field.LANGUAGE, lexicon.languages, RowRefused.UNKNOWN_LANGUAGE),
    ):
        said = row.said(about)
        code = codes.get(bare(said), "")
        row.keep(about, code, unknown if said and not code else None)
    said = row.said(Field.ROLE)
    role = role_named(said) if said else Role.LEARNER.value
    refused = None if role else RowRefused.UNKNOWN_ROLE
    if role not in {None, Role.LEARNER.value} and not row.setting.staff_allowed:
        refused = RowRefused.ROLE_NOT_ALLOWED
    row.keep(Field.ROLE, role or "", refused)


def _read_place(row: _Reader) -> None:
    said = row.said(Field.ORGANISATION)
    setting = row.setting
    place = setting.named.get(said) or setting.places.get(bare(said)) if said else setting.home
    unknown = RowRefused.UNKNOWN_ORGANISATION if said else RowRefused.NO_ORGANISATION
    row.keep(Field.ORGANISATION, str(place or ""), None if place else unknown)
