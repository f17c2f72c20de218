"""Who the demo's learners are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from string import ascii_lowercase

from academy.demo.rules.draws import key_at, weighted
from academy.demo.rules.names import NAMES, NameStock
from academy.demo.rules.places import PLACES
from academy.kernel.text import fold

_COUNTRIES = tuple((country, place.share) for country, place in PLACES.items())
_LETTERS = f"{ascii_lowercase} "
_TELLS_LATIN = 0.5
_BELONGS = 0.8
_GROWTH = 1.5
"""More people join every month: of those of 18 months, half came in the last seven."""


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner as the tables want one. `joined` is in seconds of the epoch.

    `skill` (how well they answer) and `patience` (how far they go) are between 0 and 1.
    """

    key: str
    name: str
    latin_name: str | None
    email: str
    language: str
    country: str
    organisation: str | None
    joined: float
    skill: float
    patience: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many learners there are to be, and between which seconds of the epoch they join.

    `first` is the number of the first of them: two crowds have no e-mail address in common.
    """

    size: int
    begin: float
    end: float
    first: int = 0


def learner(
    place: int, crowd: Crowd, organisations: Mapping[str, Sequence[str]], *, chance: Random
) -> Learner:
    """Return the learner at a place in the crowd, in the order in which they joined."""
    country = weighted(_COUNTRIES, chance)
    language = weighted(PLACES[country].speaks, chance)
    name, latin = _name(chance.choice(NAMES[language]), chance)
    share = ((place + chance.random()) / crowd.size) ** (1 / _GROWTH)
    joined = crowd.begin + share * (crowd.end - crowd.begin)
    return Learner(
        key=key_at(joined, chance),
        name=name,
        latin_name=latin if latin != name and chance.random() < _TELLS_LATIN else None,
        email=f"{_mailbox(latin)}.{crowd.first + place}@learners.example",
        language=language,
        country=country,
        organisation=(
            chance.choice(organisations[country]) if chance.random() < _BELONGS else None
        ),
        joined=joined,
        skill=chance.betavariate(5, 2),
        patience=chance.random(),
    )


def _name(stock: NameStock, chance: Random) -> tuple[str, str]:
    given, family = chance.choice(stock.given), chance.choice(stock.family)
    own, latin = zip(given, family, strict=True)
    if stock.family_first:
        return stock.joint.join(reversed(own)), " ".join(reversed(latin))
    return stock.joint.join(own), " ".join(latin)


@lru_cache(maxsize=8192)
def _mailbox(latin: str) -> str:
    """Return the part of an address before its number: letters and dots only."""
    return ".".join("".join(letter for letter in fold(latin) if letter in _LETTERS).split())
