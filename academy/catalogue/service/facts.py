"""Country facts: what is so in each country, one table for all courses."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from academy.catalogue import queries
from academy.catalogue.models import CountryFact
from academy.content.reader import read_facts
from academy.db.audit import record


def load_facts(session: Session, data: bytes, now: datetime) -> bool:
    """Make the table of country facts say what a file says; tell whether anything changed.

    Raises `PackageRefused` with every fault of the file.
    """
    facts = read_facts(data)
    rows = [{**asdict(fact), "kind": fact.kind.value, "url": fact.url or None} for fact in facts]
    before = [asdict(row) for row in queries.country_facts(session).values()]
    if _by_country_and_kind(before) == _by_country_and_kind(rows):
        return False
    session.execute(delete(CountryFact))
    session.execute(insert(CountryFact), rows)
    record(session, actor_id=None, action="facts.loaded", subject="facts", now=now, facts=len(rows))
    session.flush()
    return True


def _by_country_and_kind(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["country"], row["kind"]))
