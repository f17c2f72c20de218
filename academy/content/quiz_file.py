"""From `quizzes/<id>.yaml` to a quiz. Grading is elsewhere; here a key has to make sense."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from academy.content import bounds
from academy.content.drawing import chosen
from academy.content.faults import FaultCode
from academy.content.model import (
    Conduct,
    Counts,
    Difficulty,
    Draw,
    Feedback,
    Marking,
    Mode,
    Question,
    Quiz,
)
from academy.content.questions.kind import Common, QuestionKind
from academy.content.questions.kinds import KINDS
from academy.content.questions.parts import number_text
from academy.content.source import Source, unique_id

_LEAST_MARKS = Fraction(1, 100)


def read_quiz(source: Source) -> Quiz:
    """Return the quiz; what is wrong is noted."""
    own: dict[str, int] = {}
    found = source.records("questions")
    questions = tuple(
        question for each in found if (question := read_question(each, own)) is not None
    )
    quiz = Quiz(
        title=source.text("title", bounds.TITLE),
        intro=source.text("intro", optional=True),
        pass_mark=source.whole("pass_mark", 1, bounds.PERCENT),
        attempts=source.whole("attempts", 0, bounds.ATTEMPTS),
        shuffle=source.flag("shuffle"),
        questions=questions,
        draw=source.whole("draw", 1, max(1, len(found)), default=0),
        draws=_draws(source, questions),
        conduct=_conduct(source),
    )
    source.end()
    return quiz


def note_unknown(source: Source, quiz: Quiz, others: Collection[str]) -> None:
    """Note what has to be passed before and is none of the other quizzes."""
    for wanted in quiz.conduct.requires:
        if wanted not in others:
            source.fault(FaultCode.UNKNOWN_QUIZ, "requires", unit=wanted)


def read_question(source: Source, own: dict[str, int]) -> Question | None:
    """Return a question, or `None` where its type is none; `own` are the ids so far."""
    name = unique_id(source, own)
    word = source.text("type", bounds.WORD)
    kind = KINDS.get(word)
    common = _common(source, name, kind)
    if kind is None:
        if word:
            known = ", ".join(KINDS)
            source.fault(FaultCode.NOT_A_CHOICE, "type", key="type", value=word, choices=known)
        return None
    question: Question = kind.read(source, common)
    source.end()
    return question


def _common(source: Source, name: str, kind: QuestionKind[Question] | None) -> Common:
    return Common(
        id=name,
        marks=_marks(source),
        text=source.text("text"),
        feedback=_feedback(source),
        marking=Marking.ALL_OR_NOTHING if kind is None else _marking(source, kind),
        outcome=source.id("outcome") if "outcome" in source else "",
        difficulty=source.word("difficulty", Difficulty, Difficulty.UNSAID),
        hints=source.texts("hints", optional=True),
        penalty=_share(source, "penalty"),
    )


def _marks(source: Source) -> Fraction:
    marks = source.number("marks", Fraction(1))
    if not _LEAST_MARKS <= marks <= bounds.MARKS:
        low, high = number_text(_LEAST_MARKS), str(bounds.MARKS)
        source.fault(FaultCode.OUT_OF_RANGE, "marks", key="marks", low=low, high=high)
    return marks


def _share(source: Source, key: str) -> Fraction:
    share = source.number(key, Fraction(0))
    if not 0 <= share <= 1:
        source.fault(FaultCode.OUT_OF_RANGE, key, key=key, low="0", high="1")
    return share


def _marking(source: Source, kind: QuestionKind[Question]) -> Marking:
    """Return the rule that a question is marked by: one of those that its type knows."""
    default = None if kind.names_marking else kind.markings[0]
    marking = source.word("marking", Marking, default)
    if marking not in kind.markings:
        known = ", ".join(kind.markings)
        source.fault(FaultCode.NOT_A_CHOICE, "marking", key="marking", value=marking, choices=known)
        return kind.markings[0]
    return marking


def _feedback(source: Source) -> Feedback:
    feedback = source.record("feedback")
    if feedback is None:
        return Feedback("", "")
    words = Feedback(
        right=feedback.text("right"),
        wrong=feedback.text("wrong"),
        partly=feedback.text("partly", optional=True),
        general=feedback.text("general", optional=True),
    )
    feedback.end()
    return words


def _draws(source: Source, questions: Sequence[Question]) -> tuple[Draw, ...]:
    """Return the rules to draw by; the first that cannot be met with the others is noted."""
    if "draws" not in source:
        return ()
    if "draw" in source:
        source.fault(FaultCode.DRAW_AND_DRAWS, "draw")
    draws: list[Draw] = []
    short = False
    for each in source.records("draws"):
        rule = Draw(
            each.whole("count", 1, bounds.PARTS),
            each.id("outcome") if "outcome" in each else "",
            each.word("difficulty", Difficulty, Difficulty.UNSAID),
        )
        each.end()
        before = len(chosen(draws, questions))
        draws.append(rule)
        there = len(chosen(draws, questions)) - before
        if questions and there < rule.count and not short:
            detail = {"count": str(rule.count), "there": str(there)}
            each.fault(FaultCode.TOO_FEW_TO_DRAW, "count", **detail)
            short = True
    return tuple(draws)


def _conduct(source: Source) -> Conduct:
    return Conduct(
        mode=source.word("mode", Mode, Mode.DEFERRED),
        counts=source.word("counts", Counts, Counts.BEST),
        certainty=source.flag("certainty", default=False),
        minutes=source.whole("minutes", 1, bounds.MINUTES, default=0),
        wait=source.whole("wait", 1, bounds.WAIT, default=0),
        requires=source.texts("requires", bounds.WORD, optional=True),
        markers=source.whole("markers", 1, bounds.MARKERS, default=1),
        peers=source.whole("peers", 1, bounds.PEERS, default=0),
    )
