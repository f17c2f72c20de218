"""What changed in a quiz, question by question, each known by its id."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from academy.content.changes import (
    Change,
    How,
    Thing,
    flag,
    ids_change,
    text_change,
    texts_change,
    value_change,
)
from academy.content.model import Conduct, Question, Quiz
from academy.content.questions.kinds import question_kind
from academy.content.questions.parts import number_text
from academy.content.writer import question_type


def quiz_changes(old: Quiz, new: Quiz) -> Iterator[Change]:
    """Yield what changed below the title."""
    if old == new:
        return
    yield from text_change(Thing.INTRO, old.intro, new.intro)
    yield from value_change(Thing.PASS_MARK, [str(old.pass_mark)], [str(new.pass_mark)])
    yield from value_change(Thing.ATTEMPTS, [str(old.attempts)], [str(new.attempts)])
    yield from value_change(Thing.SHUFFLE, flag(old.shuffle), flag(new.shuffle))
    yield from value_change(Thing.DRAW, _draws(old), _draws(new))
    yield from _conduct(old.conduct, new.conduct)
    yield from _questions(old, new)


def _draws(quiz: Quiz) -> Sequence[str]:
    """Return how many questions are drawn, with the rules for it where there are some."""
    rules = [
        " ".join(filter(None, (str(rule.count), rule.outcome, rule.difficulty.value)))
        for rule in quiz.draws
    ]
    return rules or [str(quiz.draw)]


def _conduct(old: Conduct, new: Conduct) -> Iterator[Change]:
    yield from value_change(Thing.MODE, [old.mode.value], [new.mode.value])
    yield from value_change(Thing.COUNTS, [old.counts.value], [new.counts.value])
    yield from value_change(Thing.CERTAINTY, flag(old.certainty), flag(new.certainty))
    yield from value_change(Thing.TIME_LIMIT, [str(old.minutes)], [str(new.minutes)])
    yield from value_change(Thing.WAIT, [str(old.wait)], [str(new.wait)])
    yield from value_change(Thing.REQUIRES, old.requires, new.requires)
    yield from value_change(Thing.MARKERS, [str(old.markers)], [str(new.markers)])
    yield from value_change(Thing.PEERS, [str(old.peers)], [str(new.peers)])


def _questions(old: Quiz, new: Quiz) -> Iterator[Change]:
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    texts = [{name: each.text for name, each in side.items()} for side in (before, after)]
    for change in ids_change(Thing.QUESTION, texts[0], texts[1]):
        question = after.get(change.part) or before[change.part]
        yield replace(change, part="", question=question.id, about=question.text)
    for question in new.questions:
        was = before.get(question.id)
        if was is not None and was != question:
            for change in _question(was, question):
                yield replace(change, question=question.id, about=question.text)


def _question(old: Question, new: Question) -> Iterator[Change]:
    yield from value_change(Thing.QUESTION_TYPE, [question_type(old)], [question_type(new)])
    yield from value_change(Thing.MARKS, [number_text(old.marks)], [number_text(new.marks)])
    yield from value_change(Thing.OUTCOME_TAG, [old.outcome], [new.outcome])
    yield from value_change(Thing.DIFFICULTY, [old.difficulty.value], [new.difficulty.value])
    yield from _key(old, new)
    yield from _own(old, new)
    yield from _said(old, new)


def _said(old: Question, new: Question) -> Iterator[Change]:
    yield from texts_change(Thing.HINT, old.hints, new.hints)
    yield from value_change(Thing.PENALTY, [number_text(old.penalty)], [number_text(new.penalty)])
    before, after = old.feedback, new.feedback
    yield from text_change(Thing.RIGHT_FEEDBACK, before.right, after.right)
    yield from text_change(Thing.WRONG_FEEDBACK, before.wrong, after.wrong)
    yield from text_change(Thing.PARTLY_FEEDBACK, before.partly, after.partly)
    yield from text_change(Thing.GENERAL_FEEDBACK, before.general, after.general)


def _key(old: Question, new: Question) -> Iterator[Change]:
    """Yield what was right and what is right now, where these are not the same."""
    kinds = question_kind(old), question_kind(new)
    before, after = kinds[0].right(old), kinds[1].right(new)
    is_other_order = kinds[0].order(old) != kinds[1].order(new)
    if type(old) is not type(new) or set(before) != set(after) or is_other_order:
        yield Change(
            Thing.KEY, How.CHANGED, before=tuple(before.values()), after=tuple(after.values())
        )


def _own(old: Question, new: Question) -> Iterator[Change]:
    """Yield what changed in what only this type of question has."""
    if type(old) is not type(new):
        return
    yield from value_change(Thing.MARKING, [old.marking.value], [new.marking.value])
    yield from question_kind(new).changes(old, new)
