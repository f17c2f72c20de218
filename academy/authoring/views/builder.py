"""What the quiz builder shows and keeps: a form, what its buttons do to it, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import request

from academy.authoring import queries, service
from academy.authoring.forms.questions.changes import Changed, Step, bring_back, change
from academy.authoring.forms.questions.drawn import Drawing, Said, field_of
from academy.authoring.forms.questions.fields import QUESTIONS, Fields
from academy.authoring.forms.questions.kinds import KINDS
from academy.authoring.forms.quiz import Filled, fill_quiz, read_quiz
from academy.authoring.messages import quizzes
from academy.authoring.policy import Permission
from academy.authoring.rules.drafts import quiz_part
from academy.authoring.rules.typed import Problem
from academy.authoring.service import Outcome
from academy.authoring.views.quiz_pictures import picture_addresses, sized
from academy.authoring.views.shared import CONFLICT, REFUSED, Held, held, saving
from academy.content.document import quiz_from_plain
from academy.content.draft import QuizFault, check_quiz
from academy.content.faults import Severity
from academy.content.model import Quiz
from academy.content.writer import quiz_plain
from academy.db.transaction import current_session
from academy.kernel.clock import now
from academy.kernel.memory import Memory
from academy.kernel.refusal import NotFound

_LATER = timedelta(milliseconds=1)
_PUBLISHED = "published"
_JUDGED: Memory[object, tuple[QuizFault, ...]] = Memory(64)


@dataclass(frozen=True, slots=True)
class Gone:
    """What was deleted last, and where it is still kept: the id of a save, or `published`."""

    at: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on the page, and what came of sending it."""

    quiz: Quiz
    fields: Fields
    base: str
    said: str = ""
    problems: Mapping[str, Problem] = field(default_factory=dict[str, Problem])
    touched: str = ""
    gone: Gone = Gone()
    conflict: Outcome | None = None

    @property
    def status(self) -> int:
        """The status of the answer."""
        if self.conflict:
            return CONFLICT
        return REFUSED if self.problems else 200


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is wrong, in a list of all of them, and the field where it is shown.

    `number` is the place of its question, or 0 where it concerns the quiz as a whole.
    """

    words: str
    field: str
    number: int
    is_serious: bool


def held_quiz(
    course: str, unit: str, permission: Permission = Permission.EDIT
) -> tuple[Held, Quiz]:
    """Return a course to do something with, and one of its quizzes."""
    here = held(course, permission)
    found = here.draft.package.quizzes.get(unit)
    if found is None:
        raise NotFound
    return here, found


def faults_of(here: Held, unit: str, quiz: Quiz) -> tuple[QuizFault, ...]:
    """Return everything that is wrong with a quiz; what was judged once is remembered."""
    units = tuple(each.id for each in here.draft.course.units)
    pictures = tuple(here.draft.package.media)
    return _JUDGED.recall(
        (unit, quiz, units, pictures),
        lambda: check_quiz(unit, quiz, units=units, pictures=pictures),
    )


def lines_of(faults: Sequence[QuizFault], fields: Fields) -> list[Line]:
    """Return what is wrong in words, in the order of the page."""
    asked = fields.get(QUESTIONS, ())
    return [
        Line(
            quizzes.quiz_fault_text(found),
            field_of(fields, found),
            asked.index(found.question) + 1 if found.question in asked else 0,
            is_serious=found.fault.severity is Severity.ERROR,
        )
        for found in faults
    ]


def stored(here: Held, unit: str) -> Sheet:
    """Return a quiz as it stands in the draft."""
    quiz, part = here.draft.package.quizzes[unit], here.draft.changed.get(quiz_part(unit))
    return Sheet(
        quiz=quiz,
        fields=fill_quiz(quiz),
        base=here.draft.version(quiz_part(unit)),
        said=quizzes.last_saved_text(part.saved_at) if part else "",
        gone=Gone(request.args.get("gone", ""), request.args.get("kept", "")),
    )


def keep(here: Held, unit: str, step: Step) -> Sheet:
    """Save the form as it is after a step; what a step deletes is saved once more before."""
    sent, before = request.form.to_dict(flat=False), here.draft.package.quizzes[unit]
    base = request.form.get("over") or request.form.get("base", "")
    own, name, gone = saving(here.draft.course_id, base=base), quiz_part(unit), Gone()
    changed = _changed(here, unit, sent, step=step)
    filled = sized(here.draft.package, read_quiz(changed.fields, before))
    if step.verb == "remove":
        whole = quiz_plain(read_quiz(sent, before).quiz)
        first = service.save(current_session(), own, name, body=whole)
        gone = Gone(step.at, _where(here.draft.course_id, name, first))
        own = own if first.is_conflict else replace(own, base=first.version, now=own.now + _LATER)
    done = service.save(current_session(), own, name, body=quiz_plain(filled.quiz))
    return Sheet(
        quiz=filled.quiz,
        fields=filled.fields,
        base=base if done.is_conflict else done.version,
        said=_said(changed, filled, faults_of(here, unit, filled.quiz)),
        problems=filled.problems,
        touched=changed.touched,
        gone=Gone() if done.is_conflict else gone,
        conflict=done if done.is_conflict else None,
    )


def around(here: Held, unit: str, sheet: Sheet) -> dict[str, Any]:
    """Return what the builder's page is drawn from."""
    lines = lines_of(faults_of(here, unit, sheet.quiz), sheet.fields)
    said: dict[str, list[Said]] = {
        name: [Said(quizzes.problem_text(problem), is_typed=True)]
        for name, problem in sheet.problems.items()
    }
    for line in lines:
        said.setdefault(line.field, []).append(Said(line.words))
    return {
        "here": here,
        "unit": unit,
        "sheet": sheet,
        "lines": lines,
        "drawing": Drawing(
            sheet.fields,
            here.draft.course.language,
            said,
            picture_addresses(here.draft.package),
        ),
        "kinds": KINDS,
    }


def _changed(here: Held, unit: str, sent: Fields, *, step: Step) -> Changed:
    if step.verb == "back":
        old = _old_quiz(here, unit, request.form.get("kept", ""))
        return bring_back(sent, fill_quiz(old), step.at) if old else Changed(sent)
    packages = (here.draft.package, here.draft.published)
    quizzes_there = [each.quizzes.get(unit) for each in packages if each]
    return change(sent, step, [fill_quiz(each) for each in quizzes_there if each])


def _said(changed: Changed, filled: Filled, faults: Sequence[QuizFault]) -> str:
    """Say what became of the form."""
    if changed.is_full:
        return str(quizzes.NO_ROOM)
    return str(quizzes.ALL_BUT) if filled.problems else quizzes.saved_text(now(), faults)


def _where(course: str, name: str, outcome: Outcome) -> str:
    """Return where a part as it was just saved is kept."""
    saves = queries.history(current_session(), course, name)
    same = (each.id for each in saves if each.version == outcome.version)
    found = outcome.save_id or next(same, None)
    return found.hex if found else _PUBLISHED


def _old_quiz(here: Held, unit: str, kept: str) -> Quiz | None:
    """Return a quiz as it was when something of it was deleted."""
    if kept == _PUBLISHED:
        return here.draft.published.quizzes.get(unit) if here.draft.published else None
    try:
        save_id = UUID(kept)
    except ValueError:
        return None
    found = queries.find_save(current_session(), here.draft.course_id, save_id)
    is_own = found is not None and found.save.name == quiz_part(unit)
    return quiz_from_plain(found.body) if found and is_own else None
