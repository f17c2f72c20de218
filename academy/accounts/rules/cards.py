"""Cards: what stands on one, and when it lets somebody in. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from academy.kernel.text import fold

CARD_LASTS = timedelta(days=30)
CODE_GROUPS = 4
"""Eighty random bits: nobody finds one among a million cards by trying, even with the digests."""
_SAME_USE = timedelta(minutes=2)
"""An answer that was lost on the way may be asked for again: that is the same use of the card."""
_LOOKALIKES = str.maketrans("oil", "011")


class CardRefused(StrEnum):
    """Why a card lets nobody in. One reason for all: what is wrong with it is nobody's business."""

    CARD_NOT_GOOD = "card_not_good"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of somebody's card."""

    expires_at: datetime
    used_at: datetime | None
    is_owner_active: bool
    must_choose: bool
    """Whether its owner has not chosen a password since."""


def plain_code(text: str) -> str:
    """Return a code as it is compared: without dashes and case, and O for 0 and l for 1 mended."""
    kept = re.sub(r"[^0-9a-z]", "", fold(text).translate(_LOOKALIKES))
    return kept.upper()


def card_refused(card: Card | None, *, now: datetime) -> CardRefused | None:
    """Say whether a card lets its owner in: once, in time, while the account is open."""
    is_good = (
        card is not None
        and card.is_owner_active
        and now < card.expires_at
        and (card.used_at is None or (card.must_choose and now < card.used_at + _SAME_USE))
    )
    return None if is_good else CardRefused.CARD_NOT_GOOD
