"""What a lesson costs its learner: bytes on the wire, and the wait for them on a slow line.

The slow line is WebPageTest's "Mobile Edge": 240 kilobits a second down, 840 milliseconds for a
round trip. A server sends ten segments before it waits for an answer (RFC 6928), and with each
round trip twice as many (RFC 5681, slow start); nothing is lost on the way.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from academy.kernel.packing import WORTH_PACKING, pack

FIRST_VIEW = 14_600
"""The most bytes of a first view: ten segments, which arrive in one round trip."""
NEXT_LESSON = 6_000
"""The most bytes of a lesson whose styles and scripts the browser has already."""

_ROUND_TRIP = Fraction(84, 100)
_BYTES_A_SECOND = 240_000 // 8
_OPENING = 3
"""Round trips until a request can be sent: the name is looked up, TCP and TLS 1.3 greet."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes on the wire. Pictures are loaded when they are scrolled to, after the text."""

    page: int
    styles: int
    scripts: int
    pictures: int

    @property
    def first(self) -> int:
        """What comes before a lesson can be read, for somebody who was never here."""
        return self.page + self.styles + self.scripts

    @property
    def next(self) -> int:
        """What comes before a lesson can be read, after another one."""
        return self.page


def packed(html: str) -> int:
    """Return how many bytes of a page travel."""
    page = html.encode()
    return len(page) if len(page) < WORTH_PACKING else len(pack(page))


def over_budget(cost: Cost) -> bool:
    """Tell whether a lesson is larger than a lesson may be."""
    return cost.first > FIRST_VIEW or cost.next > NEXT_LESSON


def seconds_on_2g(size: int, *, connected: bool = False) -> int:
    """Return the whole seconds from asking for so many bytes to having them, rounded up.

    Somebody who goes on to the next lesson is `connected` already.
    """
    waited = _ROUND_TRIP * (1 if connected else 1 + _OPENING)
    window, rest = FIRST_VIEW, size
    while rest > window:
        waited += max(_ROUND_TRIP, _sending(window))
        rest -= window
        window *= 2
    return ceil(waited + _sending(rest))


def _sending(size: int) -> Fraction:
    return Fraction(size, _BYTES_A_SECOND)
