"""The units of translation: every text of a package, with the context it is kept under.

The rule is that of courses/README.md: one block, one entry, keyed by unit and source text. Where
the same text stands twice in a unit, it is one entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from academy.content.markdown import BOX_OPEN, Block, blocks, parse
from academy.content.model import COURSE, Course, Package, Question, Quiz, UnitKind
from academy.content.questions.kind import Found
from academy.content.questions.kinds import question_kind
from academy.content.segment_kinds import SegmentKind


@dataclass(frozen=True, slots=True)
class Segment:
    """One text to translate. `unit` is gettext's context, `source` its msgid.

    `line` is 0 in YAML files: a package no longer knows where its texts stood.
    """

    unit: str
    source: str
    file: str
    line: int
    kind: SegmentKind

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue keeps the translation under."""
        return self.unit, self.source


def segments(package: Package) -> tuple[Segment, ...]:
    """Return every text of the package once, in the order in which it is learned."""
    found: dict[tuple[str, str], Segment] = {}
    for segment in _all(package):
        if segment.source:
            found.setdefault(segment.key, segment)
    return tuple(found.values())


@lru_cache(maxsize=4096)
def lesson_segments(unit: str, source: str) -> tuple[Segment, ...]:
    """Return the texts of one lesson; a lesson that did not change is not parsed again."""
    return tuple(
        Segment(
            unit,
            block.text,
            f"lessons/{unit}.md",
            block.line,
            SegmentKind.TITLE if place == 0 else _kind(block),
        )
        for place, block in enumerate(blocks(parse(source)))
    )


def _all(package: Package) -> Iterator[Segment]:
    for source, kind in _course(package.course):
        yield Segment(COURSE, source, "course.yaml", 0, kind)
    for unit in package.course.units:
        if unit.kind is UnitKind.LESSON:
            yield from lesson_segments(unit.id, package.lessons[unit.id])
            continue
        for source, kind in _quiz(package.quizzes[unit.id]):
            yield Segment(unit.id, source, f"quizzes/{unit.id}.yaml", 0, kind)


def _kind(block: Block) -> SegmentKind:
    if block.picture:
        return SegmentKind.ALT
    return _KINDS.get(block.opener.type, SegmentKind.PARAGRAPH)


_KINDS = {
    "heading_open": SegmentKind.HEADING,
    "th_open": SegmentKind.CELL,
    "td_open": SegmentKind.CELL,
    BOX_OPEN: SegmentKind.BOX_TITLE,
}


def _course(course: Course) -> Found:
    yield course.title, SegmentKind.TITLE
    yield course.summary, SegmentKind.SUMMARY
    for outcome in course.outcomes:
        yield outcome, SegmentKind.OUTCOME
    for module in course.modules:
        yield module.title, SegmentKind.TITLE
    yield course.certificate.statement, SegmentKind.STATEMENT


def _quiz(quiz: Quiz) -> Found:
    yield quiz.title, SegmentKind.TITLE
    yield quiz.intro, SegmentKind.INTRO
    for question in quiz.questions:
        yield question.text, SegmentKind.QUESTION
        yield from question_kind(question).texts(question)
        yield from _said(question)


def _said(question: Question) -> Found:
    """Yield what is said of any question."""
    yield from ((hint, SegmentKind.HINT) for hint in question.hints)
    feedback = question.feedback
    for text in (feedback.right, feedback.wrong, feedback.partly, feedback.general):
        yield text, SegmentKind.FEEDBACK
