"""What the tests of reports share."""

import pytest
from sqlalchemy.orm import Session

from tests.reporting.seats import Seats


@pytest.fixture
def seats(session: Session) -> Seats:
    """Seats in a published course."""
    return Seats(session)
