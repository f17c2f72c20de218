"""The one clock. Only views, commands and jobs look at it; everything else is told the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
