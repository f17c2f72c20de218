"""What people have to mark in a course: found in the revisions that were answered."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from academy.assessment.queries import corrections_at, revisions_answered
from academy.catalogue import queries as catalogue
from academy.content.model import Package, Quiz
from academy.marking.rules.work import Work, for_people, work_at


def work_in(session: Session, course_id: str, newest: Package) -> Mapping[str, Work]:
    """Return what is to be marked in a course, by quiz; `newest` is its newest revision.

    Quizzes come in the order of the course; those that left it since come last.
    """
    answered = revisions_answered(session, course_id)
    units = [*newest.quizzes, *(unit for unit in answered if unit not in newest.quizzes)]
    found: dict[str, Work] = {}
    for unit in units:
        quizzes = _quizzes(session, unit, answered.get(unit, ()), newest=newest)
        if any(any(for_people(quiz)) for _, quiz in quizzes):
            work = work_at(unit, quizzes, corrections_at(session, course_id, unit))
            found[unit] = work
    return {unit: work for unit, work in found.items() if work.questions}


def work_of(session: Session, course_id: str, unit_id: str, *, newest: Package) -> Work:
    """Return what is to be marked in one quiz."""
    revisions = revisions_answered(session, course_id).get(unit_id, ())
    quizzes = _quizzes(session, unit_id, revisions, newest=newest)
    return work_at(unit_id, quizzes, corrections_at(session, course_id, unit_id))


def _quizzes(
    session: Session, unit: str, revisions: tuple[UUID, ...], *, newest: Package
) -> list[tuple[UUID, Quiz]]:
    packages = [(key, catalogue.package_of(session, key)) for key in revisions]
    answered = [(key, package.quizzes[unit]) for key, package in packages]
    now = newest.quizzes.get(unit)
    # No attempt has this key: nobody answered the newest revision, or it is among the others.
    return [*answered, *([(_NOBODY, now)] if now else [])]


_NOBODY = UUID(int=0)
