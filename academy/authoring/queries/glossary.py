"""Reads of the glossary: what the Academy agreed to call things."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from academy.authoring.models import GlossaryTerm, GlossaryWord
from academy.authoring.rules.glossary import GlossaryEntry
from academy.kernel.languages import DEFAULT


def agreed_words(session: Session, source: str, locale: str) -> tuple[GlossaryEntry, ...]:
    """Return what is agreed for translating from one language into another, in one read.

    Terms are kept in English; a course that is written in another language is translated by the
    words that its own language has for them.
    """
    target, own = aliased(GlossaryWord), aliased(GlossaryWord)
    said = GlossaryTerm.term if source == DEFAULT.tag else own.text
    statement = (
        select(said, GlossaryTerm.note, target.text)
        .join(target, target.term_id == GlossaryTerm.id)
        .where(target.locale == locale)
        .order_by(GlossaryTerm.folded)
    )
    if source != DEFAULT.tag:
        statement = statement.join(own, own.term_id == GlossaryTerm.id).where(own.locale == source)
    return tuple(
        GlossaryEntry(term, note, {locale: text}) for term, note, text in session.execute(statement)
    )
