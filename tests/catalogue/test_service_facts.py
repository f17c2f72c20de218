"""Country facts are written by people and by files, and neither undoes the other's work."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.catalogue import queries, service
from academy.content.fact_table import Arrival, FactTable, fact_version, place_of
from academy.content.facts_file import write_facts
from academy.content.faults import PackageRefused
from academy.content.model import Fact, FactKind
from academy.db.audit import AuditEvent
from tests.cast import NOW

SOM = UUID(int=7)
DAY = timedelta(days=1)
KHMER = Fact(
    "KH", FactKind.EMERGENCY, "Call 119.", "", "A ministry", date(2026, 11, 1), date(2027, 5, 1)
)
LAO = replace(KHMER, country="LA", text="Call 1190.", url="https://example.org/")
MENDED = replace(KHMER, text="Call 117.")
CHECKED_AGAIN = replace(KHMER, text="Call 118.", checked=KHMER.checked + DAY)
HERE = place_of(KHMER)


def load(session: Session, *facts: Fact) -> tuple[list[Fact], list[Fact]]:
    """What a file changed, and what it had to say that was passed over."""
    arrived = service.load_facts(session, write_facts(facts), NOW)
    return [each.after for each in arrived.changes], [each.after for each in arrived.kept]


def put(session: Session, fact: Fact, shown: Fact | None) -> bool:
    return service.put_fact(session, fact, shown=fact_version(shown), by=SOM, now=NOW)


def remove(session: Session, shown: Fact) -> bool:
    place, version = place_of(shown), fact_version(shown)
    return service.remove_fact(session, place, shown=version, by=SOM, now=NOW)


def table(session: Session) -> FactTable:
    return queries.fact_table(session)


def here(session: Session) -> list[Fact]:
    return list(table(session).facts.values())


def told(session: Session) -> list[tuple[str, str, UUID | None]]:
    events = session.scalars(select(AuditEvent))
    return [(event.action, event.subject, event.actor_id) for event in events]


def test_a_file_is_loaded_once(session: Session) -> None:
    assert load(session, KHMER, LAO) == ([KHMER, LAO], [])
    assert load(session, KHMER, LAO) == ([], [])

    assert here(session) == [KHMER, LAO]
    assert told(session) == [("facts.loaded", "facts", None)]


def test_what_a_file_does_not_mention_stays(session: Session) -> None:
    load(session, KHMER)

    assert load(session, LAO) == ([LAO], [])
    assert here(session) == [KHMER, LAO]


def test_a_wrong_fact_keeps_all_out(session: Session) -> None:
    with pytest.raises(PackageRefused):
        service.load_facts(session, write_facts([LAO, KHMER]).replace(b"KH", b"XX"), NOW)

    assert here(session) == []


def test_a_file_does_not_undo_what_somebody_mended_the_same_day(session: Session) -> None:
    load(session, KHMER)
    put(session, MENDED, KHMER)

    assert load(session, KHMER) == ([], [KHMER])
    assert here(session) == [MENDED]


def test_a_file_that_was_checked_later_is_believed(session: Session) -> None:
    load(session, KHMER)
    put(session, MENDED, KHMER)

    assert load(session, CHECKED_AGAIN) == ([CHECKED_AGAIN], [])
    assert here(session) == [CHECKED_AGAIN]


def test_a_fact_can_be_added_and_changed_and_readers_have_it_at_once(session: Session) -> None:
    assert put(session, KHMER, None)
    assert put(session, MENDED, KHMER)

    (row,) = queries.facts_for(session, "emergency", "KH")
    assert (row.text, row.url) == ("Call 117.", None)
    assert told(session) == [("fact.saved", "fact:KH/emergency", SOM)] * 2
    details = [event.details for event in session.scalars(select(AuditEvent))]
    assert {"before": "Call 119."} in details


def test_saving_what_is_there_already_is_no_change(session: Session) -> None:
    put(session, KHMER, None)

    assert put(session, KHMER, KHMER)
    assert len(told(session)) == 1


@pytest.mark.parametrize("shown", [KHMER, None])
def test_nobody_writes_over_what_they_have_not_seen(session: Session, shown: Fact | None) -> None:
    put(session, MENDED, None)

    assert not put(session, CHECKED_AGAIN, shown)
    assert not remove(session, KHMER)
    assert here(session) == [MENDED]


def test_a_removed_fact_is_shown_to_nobody_and_can_be_put_back(session: Session) -> None:
    load(session, KHMER, LAO)

    assert remove(session, KHMER)
    assert here(session) == [LAO]
    assert queries.facts_for(session, "emergency", "KH")[0].country == "LA"
    assert service.restore_fact(session, HERE, by=SOM, now=NOW)
    assert here(session) == [KHMER, LAO]
    assert table(session).removed == {}
    assert {action for action, *_ in told(session)} == {
        "facts.loaded", "fact.removed", "fact.restored",
    }  # fmt: skip


def test_removing_twice_is_removing_once(session: Session) -> None:
    load(session, KHMER)

    assert remove(session, KHMER)
    assert remove(session, KHMER)
    assert len(told(session)) == 2


def test_a_file_brings_a_removed_fact_back_only_when_it_was_checked_again(
    session: Session,
) -> None:
    load(session, KHMER)
    remove(session, KHMER)

    assert load(session, KHMER) == ([], [KHMER])
    assert here(session) == []
    assert load(session, CHECKED_AGAIN) == ([CHECKED_AGAIN], [])
    assert table(session) == FactTable({HERE: CHECKED_AGAIN}, {})


def test_nothing_is_put_back_over_what_was_written_since(session: Session) -> None:
    load(session, KHMER)
    remove(session, KHMER)
    assert put(session, MENDED, None)

    assert not service.restore_fact(session, HERE, by=SOM, now=NOW)
    assert table(session) == FactTable({HERE: MENDED}, {})


def take(session: Session, *facts: Fact, shown: str, over_newer: bool = False) -> Arrival | None:
    return service.take_facts(session, facts, shown=shown, over_newer=over_newer, by=SOM, now=NOW)


def test_what_somebody_sends_gives_way_to_what_is_newer(session: Session) -> None:
    load(session, CHECKED_AGAIN)

    arrived = take(session, KHMER, LAO, shown=table(session).version)

    assert arrived is not None
    assert (len(arrived.changes), len(arrived.kept)) == (1, 1)
    assert here(session) == [CHECKED_AGAIN, LAO]
    assert {by for *_, by in told(session)} == {None, SOM}


def test_somebody_who_has_seen_it_may_take_older_facts_too(session: Session) -> None:
    load(session, CHECKED_AGAIN)

    take(session, KHMER, LAO, shown=table(session).version, over_newer=True)

    assert here(session) == [KHMER, LAO]


def test_nothing_is_taken_over_when_the_table_changed_since_it_was_shown(
    session: Session,
) -> None:
    load(session, KHMER)
    shown = table(session).version
    put(session, MENDED, KHMER)

    assert take(session, CHECKED_AGAIN, LAO, shown=shown) is None
    assert here(session) == [MENDED]


def test_the_command_says_how_many_facts_were_kept(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "facts.yaml"
    load(session, MENDED)
    session.commit()

    def run(*facts: Fact) -> str:
        file.write_bytes(write_facts(facts))
        return app.test_cli_runner().invoke(args=["courses", "load", str(file)]).output

    kept = "(1 kept as they are here: the file was not checked later)"
    assert run(KHMER) == f"facts.yaml: unchanged {kept}\n"
    assert run(KHMER, LAO) == f"facts.yaml: loaded {kept}\n"
    assert run(CHECKED_AGAIN, LAO) == "facts.yaml: loaded\n"
    assert run(CHECKED_AGAIN, LAO) == "facts.yaml: unchanged\n"
    assert session.scalar(select(func.count()).select_from(AuditEvent)) == 3
