"""From a package back to its files: the same package, the same bytes, and read back, the same."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import yaml

from academy.content.model import (
    AnyQuestion,
    Course,
    Entry,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Package,
    Prompt,
    Quiz,
    ShortText,
    SingleChoice,
    TrueFalse,
    Unit,
)
from academy.content.po import write_po
from academy.content.segments import segments

Plain = dict[str, Any]
_WIDE = 1_000_000
_DECIMALS = 30


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
        **_given("intro", quiz.intro),
        "pass_mark": quiz.pass_mark,
        "attempts": quiz.attempts,
        "shuffle": quiz.shuffle,
        **({"draw": quiz.draw} if quiz.draw else {}),
        "questions": [question_plain(question) for question in quiz.questions],
    }


def question_type(question: AnyQuestion) -> str:
    """Return the name of a question's type in quiz files."""
    return _parts(question)[0]


def question_plain(question: AnyQuestion) -> Plain:
    """Return a question as a quiz file has it: also what `flask questions grade` takes."""
    kind, parts = _parts(question)
    return {
        "id": question.id,
        "type": kind,
        "marks": question.marks,
        "text": question.text,
        **parts,
        "feedback": {"right": question.feedback.right, "wrong": question.feedback.wrong},
    }


def number_text(number: Fraction) -> str:
    """Return a number exactly: with a decimal point where that is possible, else as `1/3`."""
    for places in range(_DECIMALS + 1):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}d}"
            cut = len(digits) - places
            sign = "-" if number < 0 else ""
            return sign + (f"{digits[:cut]}.{digits[cut:]}" if places else digits)
    return str(number)


def _parts(  # noqa: PLR0911 - one for each type
    question: AnyQuestion,
) -> tuple[str, Plain]:
    """Return the name of a question's type and what only this type has."""
    match question:
        case SingleChoice(options=options):
            return "single-choice", {"options": [_option(option) for option in options]}
        case MultipleResponse(options=options):
            listed = [_option(option) for option in options]
            return "multiple-response", {"marking": question.marking.value, "options": listed}
        case TrueFalse():
            return "true-false", {"answer": question.answer}
        case ShortText():
            return "short-text", {"accept": list(question.accept)}
        case Numeric():
            return "numeric", _numeric(question)
        case Matching():
            return "matching", {
                "prompts": [_prompt(prompt) for prompt in question.prompts],
                "options": [_entry(option) for option in question.options],
            }
        case _:
            return "ordering", {"items": [_entry(item) for item in question.items]}


def _numeric(question: Numeric) -> Plain:
    return {
        "answer": number_text(question.answer),
        "tolerance": number_text(question.tolerance),
        **_given("unit", question.unit),
    }


def _unit(unit: Unit) -> Plain:
    plain: Plain = {"id": unit.id, "kind": unit.kind.value, "minutes": unit.minutes}
    return plain if unit.required else {**plain, "required": False}


def _option(option: Option) -> Plain:
    correct = {"correct": True} if option.correct else {}
    return {"id": option.id, "text": option.text, **correct, **_given("feedback", option.feedback)}


def _entry(entry: Entry) -> Plain:
    return {"id": entry.id, "text": entry.text}


def _prompt(prompt: Prompt) -> Plain:
    return {"id": prompt.id, "text": prompt.text, "option": prompt.option}


def _given(key: str, text: str) -> dict[str, str]:
    """Return a key that is written only where there is a text."""
    return {key: text} if text else {}


def _yaml(plain: Mapping[str, Any]) -> bytes:
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=_WIDE).encode()
