"""What the demo finds: the published courses, as a crowd of learners meets them."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from academy.catalogue import queries as catalogue
from academy.catalogue.queries import RevisionRef
from academy.content.model import Package
from academy.demo.rules.histories import Step, Walk
from academy.demo.rules.quizzes import sheets_of
from academy.demo.rules.rows import Diploma
from academy.kernel.languages import LANGUAGES
from academy.schema import metadata


@dataclass(frozen=True, slots=True)
class Offer:
    """A course that learners can take, and what its certificates say."""

    walk: Walk
    diploma: Diploma


def courses(session: Session) -> list[str]:
    """Return the ids of all courses that were ever published."""
    course = metadata.tables["course"].c
    return list(session.scalars(select(course.id).order_by(course.id)))


def offers(session: Session, chance: Random) -> list[Offer]:
    """Return every published course in its newest wording."""
    refs = (catalogue.newest_revision(session, course) for course in courses(session))
    return [_offer(session, ref, chance) for ref in refs if ref]


def people(session: Session) -> int:
    """Return how many people there are."""
    return session.scalar(select(func.count()).select_from(metadata.tables["users"])) or 0


def _offer(session: Session, ref: RevisionRef, chance: Random) -> Offer:
    package = catalogue.package_of(session, ref.revision_id)
    words = {
        language.tag: json.dumps(_words(session, ref, language.tag), ensure_ascii=False)
        for language in LANGUAGES
    }
    diploma = Diploma(ref.revision_id.hex, ref.edition, package.course.hours, words)
    return Offer(_walk(ref, package, chance), diploma)


def _walk(ref: RevisionRef, package: Package, chance: Random) -> Walk:
    units = package.course.units
    quizzes = {unit: sheets_of(quiz, chance) for unit, quiz in package.quizzes.items()}
    return Walk(
        course=ref.course_id,
        edition=ref.edition_id.hex,
        steps=[Step(unit.id, unit.required, quizzes.get(unit.id)) for unit in units],
        minimum=package.course.completion.minimum_score or 0,
        needed=frozenset(unit.id for unit in units if unit.required),
        scored=frozenset(unit.id for unit in units if unit.required and unit.id in quizzes),
    )


def _words(session: Session, ref: RevisionRef, language: str) -> dict[str, Any]:
    """Return what a certificate says, in the course's own language and in one other at most.

    Real certificates say it in all of them; half a million times that would be most of the file.
    """
    own = catalogue.outline(session, ref.revision_id, language)
    source = catalogue.outline(session, ref.revision_id, own.language)
    return {
        "source": own.language,
        "title": {words.lang: words.text for words in (source.title, own.title)},
        "statement": {words.lang: words.text for words in (source.statement, own.statement)},
    }
