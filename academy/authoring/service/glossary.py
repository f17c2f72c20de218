"""The glossary of the Academy: adding, changing, removing, bringing in. Nothing here commits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.authoring.models import GlossaryTerm, GlossaryWord
from academy.authoring.queries.glossary_terms import StoredTerm, every_term, find_term
from academy.authoring.rules.glossary_terms import (
    GlossaryRefused,
    TermsPlan,
    merged,
    plan_terms,
)
from academy.content import bounds
from academy.content.glossary_file import Term
from academy.db.audit import record
from academy.kernel.ids import uuid7
from academy.kernel.refusal import Refusal
from academy.kernel.text import fold

_SUBJECT = "glossary"


@dataclass(frozen=True, slots=True)
class Filing:
    """Who changes the glossary, and when."""

    by: UUID | None
    now: datetime


@dataclass(frozen=True, slots=True)
class TermsDone:
    """What came of a file. `kept` are the words that differ from it and stayed.

    `version` names what there was to be done (`TermsPlan.version`).
    """

    new: int
    words: int
    kept: int
    version: str


def add_term(session: Session, filing: Filing, term: Term) -> UUID:
    """Add a term; raise `Refusal` where there is one of that name, however it is written."""
    (key,) = _add(session, filing, [term])
    _note(session, filing, "glossary.term-added", subject=f"{_SUBJECT}:{key}", term=term.source)
    return key


def change_term(session: Session, filing: Filing, term_id: UUID, *, term: Term, base: str) -> None:
    """Make a term what somebody wrote who began from `base`, its version.

    Raises `Refusal` where it is gone, or where somebody else changed it meanwhile.
    """
    stored = _locked(session, term_id)
    if stored is None:
        raise Refusal(GlossaryRefused.TERM_GONE)
    if stored.term == term:
        return
    if stored.version != base:
        raise Refusal(GlossaryRefused.TERM_CHANGED)
    _put(session, filing, {term_id: term})
    _note(
        session, filing, "glossary.term-changed", subject=f"{_SUBJECT}:{term_id}", term=term.source
    )


def remove_term(session: Session, filing: Filing, term_id: UUID) -> Term:
    """Take a term out, and return it as it was; raise `Refusal` where it is gone already."""
    stored = _locked(session, term_id)
    if stored is None:
        raise Refusal(GlossaryRefused.TERM_GONE)
    session.execute(delete(GlossaryWord).where(GlossaryWord.term_id == term_id))
    session.execute(delete(GlossaryTerm).where(GlossaryTerm.id == term_id))
    subject = f"{_SUBJECT}:{term_id}"
    _note(session, filing, "glossary.term-removed", subject=subject, term=stored.term.source)
    return stored.term


def planned_terms(session: Session, incoming: Iterable[Term]) -> TermsPlan:
    """Return what a file would do to the glossary, and do nothing."""
    return plan_terms((stored.term for stored in every_term(session)), incoming)


def bring_terms_in(
    session: Session, filing: Filing, incoming: Sequence[Term], *, taken: Collection[str]
) -> TermsDone:
    """Add what a file has and the glossary has not; of what differs, take what is `taken`."""
    session.execute(select(GlossaryTerm.id).order_by(GlossaryTerm.id).with_for_update())
    here = {fold(stored.term.source): stored for stored in every_term(session)}
    current = {name: stored.term for name, stored in here.items()}
    plan = plan_terms(current.values(), incoming)
    wanted = plan.taken(taken)
    decided = [*plan.filled, *wanted]
    changed = merged(current, decided)
    _add(session, filing, plan.new)
    _put(session, filing, {here[name].id: term for name, term in changed.items()})
    done = TermsDone(len(plan.new), len(decided), len(plan.conflicts) - len(wanted), plan.version)
    if plan.new or decided:
        _note(
            session, filing, "glossary.imported",
            subject=_SUBJECT, terms=done.new, words=done.words,
        )  # fmt: skip
    return done


def _locked(session: Session, term_id: UUID) -> StoredTerm | None:
    """Return a term; nobody else changes it until this is committed."""
    session.execute(select(GlossaryTerm.id).where(GlossaryTerm.id == term_id).with_for_update())
    return find_term(session, term_id)


def _add(session: Session, filing: Filing, terms: Sequence[Term]) -> list[UUID]:
    """Write new terms."""
    rows = {uuid7(filing.now): term for term in terms}
    if rows:
        values = [{"id": key, **_values(filing, term)} for key, term in rows.items()]
        _write(session, insert(GlossaryTerm), values)
        _say(session, rows)
    return list(rows)


def _put(session: Session, filing: Filing, terms: Mapping[UUID, Term]) -> None:
    """Write terms over what they were."""
    if terms:
        session.execute(delete(GlossaryWord).where(GlossaryWord.term_id.in_(list(terms))))
        values = [{"id": key, **_values(filing, term)} for key, term in terms.items()]
        _write(session, update(GlossaryTerm), values)
        _say(session, terms)


def _values(filing: Filing, term: Term) -> dict[str, Any]:
    folded = fold(term.source)
    if not folded:
        raise Refusal(GlossaryRefused.TERM_EMPTY)
    if len(folded) > bounds.WORD:
        raise Refusal(GlossaryRefused.TERM_TOO_LONG)
    return {
        "term": term.source,
        "folded": folded,
        "note": term.note,
        "saved_at": filing.now,
        "saved_by": filing.by,
    }


def _write(session: Session, statement: Any, values: list[dict[str, Any]]) -> None:
    try:
        session.execute(statement, values)
    except IntegrityError:
        raise Refusal(GlossaryRefused.TERM_TAKEN) from None


def _say(session: Session, terms: Mapping[UUID, Term]) -> None:
    words = [
        {"term_id": key, "locale": tag, "text": word}
        for key, term in terms.items()
        for tag, word in term.words.items()
        if word
    ]
    if words:
        session.execute(insert(GlossaryWord), words)


def _note(
    session: Session, filing: Filing, action: str, *, subject: str, **details: str | int
) -> None:
    record(session, actor_id=filing.by, action=action, subject=subject, now=filing.now, **details)
    session.flush()
