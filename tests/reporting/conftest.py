"""What the tests of reports share."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browserless import Visitor
from tests.cast import Cast
from tests.reporting.region import Region
from tests.reporting.seats import Seats


@pytest.fixture
def seats(session: Session) -> Seats:
    """Seats in a published course."""
    return Seats(session)


@pytest.fixture
def region(app: Flask, session: Session, cast: Cast) -> Region:
    """A ministry, a hub below it, and a company elsewhere."""
    return Region(app, session, cast.academy())


@pytest.fixture
def as_hub(region: Region) -> Visitor:
    """Suda administers the hub, and nothing else."""
    return region.administrator("Suda", region.hub)


@pytest.fixture
def as_ministry(region: Region) -> Visitor:
    """Keo administers the ministry, and so the hub below it."""
    return region.administrator("Keo", region.ministry)


@pytest.fixture
def as_company(region: Region) -> Visitor:
    """Linh administers the company, which is neither above nor below the others."""
    return region.administrator("Linh", region.company)
