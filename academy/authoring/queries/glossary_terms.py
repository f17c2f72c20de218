"""Reads of the glossary as it is kept: a page of it, one term, all of it for a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from academy.authoring.models import GlossaryTerm, GlossaryWord
from academy.authoring.rules.glossary_terms import version_of
from academy.content.glossary_file import Term
from academy.kernel.text import fold, normal

PAGE = 50


@dataclass(frozen=True, slots=True)
class StoredTerm:
    """A term of the glossary, and where it is kept."""

    id: UUID
    term: Term

    @property
    def version(self) -> str:
        """The name of the term as it stands."""
        return version_of(self.term)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: terms or words with a text in them, or without a word in a language."""

    search: str = ""
    without: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class TermsPage:
    """Some of the terms that were looked for, and how many there are."""

    terms: tuple[StoredTerm, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are: one at least."""
        return max(1, -(-self.total // PAGE))


def terms_page(session: Session, wanted: Wanted) -> TermsPage:
    """Return a page of the glossary, by term: three reads."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(GlossaryTerm).where(*conditions)) or 0
    rows = session.execute(_TERMS.where(*conditions).limit(PAGE).offset((wanted.page - 1) * PAGE))
    found = {row.id: (row.term, row.note) for row in rows}
    words = _words(session, [GlossaryWord.term_id.in_(found)])
    return TermsPage(tuple(_stored(found, words)), total, wanted.page)


def find_term(session: Session, term_id: UUID) -> StoredTerm | None:
    """Return a term."""
    rows = session.execute(_TERMS.where(GlossaryTerm.id == term_id))
    found = {row.id: (row.term, row.note) for row in rows}
    words = _words(session, [GlossaryWord.term_id == term_id])
    return next(iter(_stored(found, words)), None)


def every_term(session: Session) -> tuple[StoredTerm, ...]:
    """Return the whole glossary, by term: two reads."""
    found = {row.id: (row.term, row.note) for row in session.execute(_TERMS)}
    return tuple(_stored(found, _words(session, [])))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    folded = fold(wanted.search)
    if folded:
        word = GlossaryWord.text.icontains(normal(wanted.search), autoescape=True)
        conditions.append(
            GlossaryTerm.folded.contains(folded, autoescape=True)
            | GlossaryTerm.id.in_(select(GlossaryWord.term_id).where(word))
        )
    if wanted.without:
        has = select(GlossaryWord.term_id).where(GlossaryWord.locale == wanted.without)
        conditions.append(GlossaryTerm.id.not_in(has))
    return conditions


def _words(session: Session, conditions: list[ColumnElement[bool]]) -> dict[UUID, dict[str, str]]:
    rows = session.execute(
        select(GlossaryWord.term_id, GlossaryWord.locale, GlossaryWord.text).where(*conditions)
    )
    words: dict[UUID, dict[str, str]] = {}
    for term_id, locale, text in rows:
        words.setdefault(term_id, {})[locale] = text
    return words


def _stored(
    found: dict[UUID, tuple[str, str]], words: dict[UUID, dict[str, str]]
) -> Iterable[StoredTerm]:
    for key, (term, note) in found.items():
        yield StoredTerm(key, Term(term, note, words.get(key, {})))


_TERMS = select(GlossaryTerm.id, GlossaryTerm.term, GlossaryTerm.note).order_by(GlossaryTerm.folded)
