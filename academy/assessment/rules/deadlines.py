"""What becomes of the deadline of an attempt when its conditions change while it is open."""

from datetime import datetime


def moved(was: datetime | None, becomes: datetime | None, *, now: datetime) -> datetime | None:
    """Return the deadline of an open attempt whose conditions would give it another one.

    It may come nearer, but never to before this moment: what is on the learner's page can still be
    sent, in the grace that every deadline has. One that is over stays where it was, or moves on.
    """
    if becomes is None or (was is not None and becomes >= was):
        return becomes
    return max(becomes, now if was is None else min(was, now))
