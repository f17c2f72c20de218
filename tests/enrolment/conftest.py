"""Fixtures of enrolment's tests."""

import pytest
from sqlalchemy.orm import Session

from tests.enrolment.scene import Scene


@pytest.fixture
def scene(session: Session) -> Scene:
    """A ministry, its school, a stranger, and a course that is published."""
    return Scene(session)
