"""From a package back to its files: the same package, the same bytes, and read back, the same."""

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

import yaml

from academy.content.model import Conduct, Course, Draw, Package, Question, Quiz, Unit
from academy.content.po import write_po
from academy.content.questions.kinds import question_kind
from academy.content.questions.parts import given, number_text
from academy.content.segments import segments

Plain = dict[str, Any]
_WIDE = 1_000_000


def write_package(package: Package) -> dict[str, bytes]:
    """Return the files of a package by their paths."""
    files = {"course.yaml": write_course(package.course)}
    for unit, lesson in package.lessons.items():
        files[f"lessons/{unit}.md"] = lesson.encode()
    for unit, quiz in package.quizzes.items():
        files[f"quizzes/{unit}.yaml"] = write_quiz(quiz)
    for name, data in package.media.items():
        files[f"media/{name}"] = data
    places = {segment.key: segment.file for segment in segments(package)}
    for language, catalogue in package.catalogues.items():
        files[f"locale/{language}.po"] = write_po(catalogue, places)
    return files


def write_course(course: Course) -> bytes:
    """Return the file of a course's own words and structure."""
    return _yaml(course_plain(course))


def write_quiz(quiz: Quiz) -> bytes:
    """Return the file of a quiz."""
    return _yaml(quiz_plain(quiz))


def course_plain(course: Course) -> Plain:
    """Return a course as `course.yaml` has it."""
    plain: Plain = {
        "id": course.id,
        "track": course.track.value,
        "level": course.level.value,
        "language": course.language,
        "hours": course.hours,
        "title": course.title,
        "summary": course.summary,
        "outcomes": list(course.outcomes),
        "competences": list(course.competences),
        "modules": [
            {
                "id": module.id,
                "title": module.title,
                "units": [_unit(unit) for unit in module.units],
            }
            for module in course.modules
        ],
        "certificate": {"statement": course.certificate.statement},
    }
    if course.completion.minimum_score is not None:
        plain["completion"] = {"minimum_score": course.completion.minimum_score}
    return plain


def quiz_plain(quiz: Quiz) -> Plain:
    """Return a quiz as `quizzes/<id>.yaml` has it."""
    return {
        "title": quiz.title,
        **given("intro", quiz.intro),
        "pass_mark": quiz.pass_mark,
        "attempts": quiz.attempts,
        "shuffle": quiz.shuffle,
        **({"draw": quiz.draw} if quiz.draw else {}),
        **({"draws": [_draw(rule) for rule in quiz.draws]} if quiz.draws else {}),
        **_conduct(quiz.conduct),
        "questions": [question_plain(question) for question in quiz.questions],
    }


def question_type(question: Question) -> str:
    """Return the name of a question's type in quiz files."""
    return question_kind(question).name


def question_plain(question: Question) -> Plain:
    """Return a question as a quiz file has it: also what `flask questions grade` takes."""
    kind = question_kind(question)
    is_named = kind.names_marking or question.marking is not kind.markings[0]
    feedback = question.feedback
    return {
        "id": question.id,
        "type": kind.name,
        "marks": _number(question.marks),
        "text": question.text,
        **({"marking": question.marking.value} if is_named else {}),
        **given("outcome", question.outcome),
        **given("difficulty", question.difficulty.value),
        **kind.plain(question),
        **({"hints": list(question.hints)} if question.hints else {}),
        **({"penalty": number_text(question.penalty)} if question.penalty else {}),
        "feedback": {
            "right": feedback.right,
            "wrong": feedback.wrong,
            **given("partly", feedback.partly),
            **given("general", feedback.general),
        },
    }


def _number(number: Fraction) -> int | str:
    """Return a number that is whole in most files and documents, and a text where it is not."""
    return int(number) if number.denominator == 1 else number_text(number)


def _draw(rule: Draw) -> Plain:
    return {
        "count": rule.count,
        **given("outcome", rule.outcome),
        **given("difficulty", rule.difficulty.value),
    }


def _conduct(conduct: Conduct) -> Plain:
    """Return what is not as usual."""
    usual = Conduct()
    said: dict[str, Any] = {each.name: getattr(conduct, each.name) for each in fields(Conduct)}
    said |= {"mode": conduct.mode.value, "counts": conduct.counts.value}
    said |= {"requires": list(conduct.requires)}
    return {name: value for name, value in said.items() if value not in (getattr(usual, name), [])}


def _unit(unit: Unit) -> Plain:
    plain: Plain = {"id": unit.id, "kind": unit.kind.value, "minutes": unit.minutes}
    return plain if unit.required else {**plain, "required": False}


def _yaml(plain: Mapping[str, Any]) -> bytes:
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=_WIDE).encode()
