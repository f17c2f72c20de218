"""Saving and changing reports, where pages cannot lead."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from academy.kernel.actor import Actor
from academy.kernel.refusal import NotFound, Refusal
from academy.reporting import queries, service
from academy.reporting.models import SavedReport
from academy.reporting.queries import Saved
from academy.reporting.rules import Filters, Format, Report
from academy.reporting.rules.saved import Every, Named
from tests.cast import NOW, Cast

LAOS = Named("Laos", Report(Filters(country="LA")))
LATER = datetime(2026, 12, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def saved(session: Session, cast: Cast) -> Saved:
    """Mali's report."""
    key = service.save(session, LAOS, owner_id=cast.mali.id, now=NOW)
    found = queries.find_saved(session, key)
    assert found is not None
    return found


def test_saving_what_is_saved_changes_nothing_whatever_one_began_from(
    session: Session, saved: Saved
) -> None:
    service.change(session, saved, LAOS, base="another", now=LATER)
    kept = queries.find_saved(session, saved.id)
    assert kept is not None
    assert kept.changed_at == NOW


def test_what_was_removed_in_the_meantime_is_not_there_to_be_changed(
    session: Session, saved: Saved
) -> None:
    session.query(SavedReport).delete()
    other = Named("Lao PDR", LAOS.report)
    with pytest.raises(NotFound):
        service.change(session, saved, other, base=LAOS.version, now=LATER)


def test_nothing_is_scheduled_for_an_account_that_is_not_there(
    session: Session, saved: Saved
) -> None:
    nobody = Actor(id=uuid4(), name="Nobody")
    rhythm = (Every.WEEK, Format.CSV)
    with pytest.raises(Refusal):
        service.set_schedule(session, saved, actor=nobody, rhythm=rhythm, now=NOW)
    assert queries.find_schedule(session, saved.id, nobody.id) is None
    assert queries.find_saved(session, UUID(int=0)) is None
