"""What publishing would change: nothing, words only, or what progress and answers hang on.

A change of words is a new revision of the same edition, for everybody. A change of structure, keys
or rules is a new edition, which a learner under way may move to (DESIGN.md, the second promise).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from academy.content.model import Course, Package, Question, Quiz, Unit
from academy.content.questions.kinds import question_kind


class Change(StrEnum):
    """How deep a change goes."""

    NONE = "none"
    WORDING = "wording"
    STRUCTURE = "structure"


class ReasonCode(StrEnum):
    """Why a change is one of structure."""

    IDENTITY = "identity"
    ON_CERTIFICATE = "on-certificate"
    COMPLETION_RULE = "completion-rule"
    MODULES = "modules"
    UNIT_GAINED = "unit-gained"
    UNIT_LOST = "unit-lost"
    UNIT_MOVED = "unit-moved"
    UNIT_KIND = "unit-kind"
    UNIT_REQUIRED = "unit-required"
    PASS_MARK = "pass-mark"  # noqa: S105
    ATTEMPTS = "attempts"
    SHUFFLE = "shuffle"
    DRAW = "draw"
    CONDUCT = "conduct"
    QUESTION_GAINED = "question-gained"
    QUESTION_LOST = "question-lost"
    QUESTION_TYPE = "question-type"
    MARKS = "marks"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Reason:
    """One change of structure, and the unit and question where it is."""

    code: ReasonCode
    unit: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed. Units are gained, lost or kept by id; one that became another kind is both."""

    kind: Change
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: tuple[str, ...]
    reasons: tuple[Reason, ...]


def compare(old: Package, new: Package) -> Comparison:
    """Return what the new package changes."""
    before = {(unit.id, unit.kind) for unit in old.course.units}
    after = {(unit.id, unit.kind) for unit in new.course.units}
    reasons = (*_course(old.course, new.course), *_quizzes(old, new))
    return Comparison(
        kind=_kind(old, new, reasons),
        gained=tuple(unit.id for unit in new.course.units if (unit.id, unit.kind) not in before),
        lost=tuple(unit.id for unit in old.course.units if (unit.id, unit.kind) not in after),
        kept=tuple(unit.id for unit in new.course.units if (unit.id, unit.kind) in before),
        reasons=reasons,
    )


def _kind(old: Package, new: Package, reasons: tuple[Reason, ...]) -> Change:
    if reasons:
        return Change.STRUCTURE
    return Change.NONE if old == new else Change.WORDING


def _course(old: Course, new: Course) -> Iterator[Reason]:
    if (old.id, old.track, old.language) != (new.id, new.track, new.language):
        yield Reason(ReasonCode.IDENTITY)
    if (old.hours, old.level, old.competences) != (new.hours, new.level, new.competences):
        yield Reason(ReasonCode.ON_CERTIFICATE)
    if old.completion != new.completion:
        yield Reason(ReasonCode.COMPLETION_RULE)
    if [module.id for module in old.modules] != [module.id for module in new.modules]:
        yield Reason(ReasonCode.MODULES)
    yield from _units(old, new)


def _units(old: Course, new: Course) -> Iterator[Reason]:
    before = {unit.id: unit for unit in old.units}
    after = {unit.id: unit for unit in new.units}
    yield from (Reason(ReasonCode.UNIT_LOST, unit) for unit in before if unit not in after)
    yield from (Reason(ReasonCode.UNIT_GAINED, unit) for unit in after if unit not in before)
    kept = before.keys() & after.keys()
    places = zip(_order(old, kept), _order(new, kept), strict=True)
    yield from (Reason(ReasonCode.UNIT_MOVED, now[1]) for then, now in places if then != now)
    for unit in new.units:
        if unit.id in kept:
            yield from _unit(before[unit.id], unit)


def _order(course: Course, kept: frozenset[str] | set[str]) -> list[tuple[str, str]]:
    """Return the units that both have, each with its module."""
    return [
        (module.id, unit.id)
        for module in course.modules
        for unit in module.units
        if unit.id in kept
    ]


def _unit(old: Unit, new: Unit) -> Iterator[Reason]:
    if old.kind is not new.kind:
        yield Reason(ReasonCode.UNIT_KIND, new.id)
    if old.required != new.required:
        yield Reason(ReasonCode.UNIT_REQUIRED, new.id)


def _quizzes(old: Package, new: Package) -> Iterator[Reason]:
    for unit, quiz in new.quizzes.items():
        if unit in old.quizzes:
            yield from _quiz(unit, old.quizzes[unit], quiz)


def _quiz(unit: str, old: Quiz, new: Quiz) -> Iterator[Reason]:
    if old.pass_mark != new.pass_mark:
        yield Reason(ReasonCode.PASS_MARK, unit)
    if old.attempts != new.attempts:
        yield Reason(ReasonCode.ATTEMPTS, unit)
    if old.shuffle != new.shuffle:
        yield Reason(ReasonCode.SHUFFLE, unit)
    if _drawing(old) != _drawing(new):
        yield Reason(ReasonCode.DRAW, unit)
    if old.conduct != new.conduct:
        yield Reason(ReasonCode.CONDUCT, unit)
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    for lost in before.keys() - after.keys():
        yield Reason(ReasonCode.QUESTION_LOST, unit, lost)
    for name, question in after.items():
        yield from _question(unit, before.get(name), question)


def _drawing(quiz: Quiz) -> object:
    """Return what is drawn by: the rules, and of each question what they ask for."""
    tags = {(each.id, each.outcome, each.difficulty) for each in quiz.questions}
    return quiz.draw, quiz.draws, tags if quiz.draws else None


def _question(unit: str, old: Question | None, new: Question) -> Iterator[Reason]:
    if old is None:
        yield Reason(ReasonCode.QUESTION_GAINED, unit, new.id)
    elif type(old) is not type(new):
        yield Reason(ReasonCode.QUESTION_TYPE, unit, new.id)
    else:
        if old.marks != new.marks:
            yield Reason(ReasonCode.MARKS, unit, new.id)
        if answer_key(old) != answer_key(new):
            yield Reason(ReasonCode.KEY, unit, new.id)


def answer_key(question: Question) -> object:
    """Return all that decides what an answer earns, and nothing that is only said about it."""
    own = question_kind(question).key(question)
    return own, question.marking, question.penalty, len(question.hints)
