"""From `course.yaml` to a course."""

from collections.abc import Mapping
from dataclasses import replace

from academy.content import bounds
from academy.content.faults import FaultCode
from academy.content.model import (
    COURSE,
    CertificateTerms,
    Completion,
    Course,
    Level,
    Module,
    Track,
    Unit,
    UnitKind,
)
from academy.content.source import unique_id
from academy.content.yaml_nodes import Record
from academy.kernel.languages import LANGUAGES, find_language

FILE = "course.yaml"


def read_course(record: Record) -> Course:
    """Return the course, its units still without titles."""
    course = Course(
        id=record.id(),
        track=record.word("track", Track),
        level=record.word("level", Level),
        language=_language(record),
        hours=record.whole("hours", 1, bounds.HOURS),
        title=record.text("title", bounds.TITLE),
        summary=record.text("summary"),
        outcomes=record.texts("outcomes"),
        competences=record.texts("competences", bounds.WORD, optional=True),
        modules=_modules(record),
        completion=_completion(record),
        certificate=_certificate(record),
    )
    record.end()
    _check_rule(record, course)
    return course


def with_titles(course: Course, titles: Mapping[str, str]) -> Course:
    """Return the course with the titles that its lessons and quizzes have."""
    modules = tuple(
        replace(
            module,
            units=tuple(replace(unit, title=titles.get(unit.id, "")) for unit in module.units),
        )
        for module in course.modules
    )
    return replace(course, modules=modules)


def _language(record: Record) -> str:
    tag = record.text("language", bounds.WORD)
    if tag and find_language(tag) is None:
        known = ", ".join(language.tag for language in LANGUAGES)
        record.fault(FaultCode.UNKNOWN_LANGUAGE, "language", language=tag, languages=known)
    return tag


def _modules(record: Record) -> tuple[Module, ...]:
    modules: list[Module] = []
    own: dict[str, int] = {}
    lines: dict[str, int] = {}
    for each in record.records("modules"):
        name, title = unique_id(each, own), each.text("title", bounds.TITLE)
        units = tuple(_unit(unit, lines) for unit in each.records("units"))
        each.end()
        modules.append(Module(name, title, units))
    return tuple(modules)


def _unit(record: Record, lines: dict[str, int]) -> Unit:
    unit = Unit(
        id=unique_id(record, lines),
        kind=record.word("kind", UnitKind),
        minutes=record.whole("minutes", 1, bounds.MINUTES),
        required=record.flag("required", default=True),
        title="",
    )
    record.end()
    if unit.id == COURSE:
        record.fault(FaultCode.RESERVED_ID, "id", id=unit.id)
    return unit


def _completion(record: Record) -> Completion:
    rule = record.record("completion", optional=True)
    if rule is None:
        return Completion()
    score = rule.whole("minimum_score", 1, bounds.PERCENT, default=0)
    rule.end()
    return Completion(minimum_score=score or None)


def _certificate(record: Record) -> CertificateTerms:
    terms = record.record("certificate")
    if terms is None:
        return CertificateTerms("")
    statement = terms.text("statement")
    terms.end()
    return CertificateTerms(statement)


def _check_rule(record: Record, course: Course) -> None:
    """Note a rule that everybody or nobody could meet."""
    required = [unit for unit in course.units if unit.required]
    if course.units and not required:
        record.fault(FaultCode.NOTHING_REQUIRED, "modules")
    quizzes = [unit for unit in required if unit.kind is UnitKind.QUIZ]
    if course.completion.minimum_score and not quizzes:
        record.fault(FaultCode.SCORE_WITHOUT_QUIZ, "completion")
