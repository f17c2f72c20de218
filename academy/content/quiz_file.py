"""From `quizzes/<id>.yaml` to a quiz. Grading is elsewhere; here a key has to make sense."""

from collections.abc import Callable, Iterable
from typing import TypedDict

from academy.content import bounds
from academy.content.course_file import unique_id
from academy.content.faults import FaultCode
from academy.content.model import (
    AnyQuestion,
    Entry,
    Feedback,
    Marking,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Prompt,
    Quiz,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from academy.content.yaml_nodes import Record
from academy.kernel.text import fold

BAR = "|"
"""Parts the words in the translation of one accepted word."""


class _Common(TypedDict):
    id: str
    marks: int
    text: str
    feedback: Feedback


def read_quiz(record: Record) -> Quiz:
    """Return the quiz; what is wrong is noted."""
    own: dict[str, int] = {}
    questions = record.records("questions")
    quiz = Quiz(
        title=record.text("title", bounds.TITLE),
        intro=record.text("intro", optional=True),
        pass_mark=record.whole("pass_mark", 1, bounds.PERCENT),
        attempts=record.whole("attempts", 0, bounds.ATTEMPTS),
        shuffle=record.flag("shuffle"),
        questions=tuple(
            question for each in questions if (question := _question(each, own)) is not None
        ),
        draw=record.whole("draw", 1, max(1, len(questions)), default=0),
    )
    record.end()
    return quiz


def _question(record: Record, own: dict[str, int]) -> AnyQuestion | None:
    common = _Common(
        id=unique_id(record, own),
        marks=record.whole("marks", 1, bounds.MARKS, default=1),
        text=record.text("text"),
        feedback=_feedback(record),
    )
    kind = record.text("type", bounds.WORD)
    make = _TYPES.get(kind)
    if make is None:
        if kind:
            known = ", ".join(_TYPES)
            record.fault(FaultCode.NOT_A_CHOICE, "type", key="type", value=kind, choices=known)
        return None
    question = make(record, common)
    record.end()
    return question


def _feedback(record: Record) -> Feedback:
    feedback = record.record("feedback")
    if feedback is None:
        return Feedback("", "")
    words = Feedback(right=feedback.text("right"), wrong=feedback.text("wrong"))
    feedback.end()
    return words


def _single_choice(record: Record, common: _Common) -> SingleChoice:
    options = _options(record, common["id"])
    right = sum(option.correct for option in options)
    if right > 1:
        detail = {"question": common["id"], "count": str(right)}
        record.fault(FaultCode.TWO_RIGHT_OPTIONS, "options", **detail)
    return SingleChoice(**common, options=options)


def _multiple_response(record: Record, common: _Common) -> MultipleResponse:
    marking = record.word("marking", Marking)
    return MultipleResponse(**common, marking=marking, options=_options(record, common["id"]))


def _true_false(record: Record, common: _Common) -> TrueFalse:
    return TrueFalse(**common, answer=record.flag("answer"))


def _numeric(record: Record, common: _Common) -> Numeric:
    answer, tolerance = record.number("answer"), record.number("tolerance")
    if tolerance < 0:
        record.fault(FaultCode.BELOW_ZERO, "tolerance", key="tolerance")
    unit = record.text("unit", bounds.WORD, optional=True)
    return Numeric(**common, answer=answer, tolerance=tolerance, unit=unit)


def _short_text(record: Record, common: _Common) -> ShortText:
    words = record.texts("accept", bounds.WORD)
    if "accept" in record and not words:
        record.fault(FaultCode.TOO_FEW, "accept", key="accept", limit="1")
    seen: set[str] = set()
    for word in words:
        if BAR in word:
            record.fault(FaultCode.BAR_IN_WORD, "accept", word=word)
        elif not fold(word) or fold(word) in seen:
            record.fault(FaultCode.SAME_WORD, "accept", word=word)
        seen.add(fold(word))
    return ShortText(**common, accept=words)


def _matching(record: Record, common: _Common) -> Matching:
    own: dict[str, int] = {}
    options = _entries(record, "options")
    known = [option.id for option in options]
    prompts: list[Prompt] = []
    for each in record.records("prompts"):
        name, text, option = unique_id(each, own), each.text("text"), each.id("option")
        each.end()
        if option and option not in known:
            listed = ", ".join(known)
            each.fault(FaultCode.UNKNOWN_OPTION, "option", option=option, options=listed)
        prompts.append(Prompt(name, text, option))
    _check_texts(record, "prompts", prompts)
    return Matching(**common, prompts=tuple(prompts), options=options)


def _ordering(record: Record, common: _Common) -> Ordering:
    return Ordering(**common, items=_entries(record, "items"))


def _options(record: Record, question: str) -> tuple[Option, ...]:
    own: dict[str, int] = {}
    options: list[Option] = []
    for each in record.records("options", at_least=2):
        option = Option(
            id=unique_id(each, own),
            text=each.text("text"),
            correct=each.flag("correct", default=False),
            feedback=each.text("feedback", optional=True),
        )
        each.end()
        options.append(option)
    if options and not any(option.correct for option in options):
        record.fault(FaultCode.NO_RIGHT_OPTION, "options", question=question)
    _check_texts(record, "options", options)
    return tuple(options)


def _entries(record: Record, key: str) -> tuple[Entry, ...]:
    own: dict[str, int] = {}
    entries: list[Entry] = []
    for each in record.records(key, at_least=2):
        entries.append(Entry(unique_id(each, own), each.text("text")))
        each.end()
    _check_texts(record, key, entries)
    return tuple(entries)


def _check_texts(record: Record, key: str, parts: Iterable[Option | Entry | Prompt]) -> None:
    """Note two parts that read the same: no answer could be told from another."""
    seen: dict[str, str] = {}
    for part in parts:
        first = seen.setdefault(part.text, part.id)
        if part.text and first != part.id:
            record.fault(FaultCode.SAME_TEXT, key, first=first, second=part.id)


_TYPES: dict[str, Callable[[Record, _Common], AnyQuestion]] = {
    "single-choice": _single_choice,
    "multiple-response": _multiple_response,
    "true-false": _true_false,
    "numeric": _numeric,
    "short-text": _short_text,
    "matching": _matching,
    "ordering": _ordering,
}
