"""What may be asked of the catalogue, by its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from academy.catalogue.rules import LONGEST_SEARCH
from academy.content.model import Level, Track
from academy.kernel.languages import find_language
from academy.kernel.text import tidy


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader looks for; what is `None` or empty does not matter."""

    search: str = ""
    track: str | None = None
    level: str | None = None
    language: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything is wished for."""
        return self == Wish()


def wish_from(query: Mapping[str, str]) -> Wish:
    """Return what an address asks for; what nobody could mean is passed over."""
    language = query.get("language", "")
    return Wish(
        search=tidy(query.get("q", "")[:LONGEST_SEARCH]),
        track=_one_of(Track, query.get("track")),
        level=_one_of(Level, query.get("level")),
        language=language if find_language(language) else None,
    )


def _one_of(kinds: type[StrEnum], value: str | None) -> str | None:
    return value if value in {kind.value for kind in kinds} else None
