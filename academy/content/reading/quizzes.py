"""What changed in a quiz, question by question, each known by its id."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from academy.content.model import (
    AnyQuestion,
    Entry,
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
from academy.content.reading.changes import (
    Change,
    How,
    Thing,
    flag,
    ids_change,
    text_change,
    texts_change,
    value_change,
)
from academy.content.writer import number_text, question_type
from academy.kernel.text import fold

Part = Option | Prompt | Entry


def quiz_changes(old: Quiz, new: Quiz) -> Iterator[Change]:
    """Yield what changed below the title."""
    if old == new:
        return
    yield from text_change(Thing.INTRO, old.intro, new.intro)
    yield from value_change(Thing.PASS_MARK, [str(old.pass_mark)], [str(new.pass_mark)])
    yield from value_change(Thing.ATTEMPTS, [str(old.attempts)], [str(new.attempts)])
    yield from value_change(Thing.SHUFFLE, flag(old.shuffle), flag(new.shuffle))
    yield from value_change(Thing.DRAW, [str(old.draw)], [str(new.draw)])
    yield from _questions(old, new)


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


def _question(old: AnyQuestion, new: AnyQuestion) -> Iterator[Change]:
    yield from value_change(Thing.QUESTION_TYPE, [question_type(old)], [question_type(new)])
    yield from value_change(Thing.MARKS, [str(old.marks)], [str(new.marks)])
    yield from _key(old, new)
    yield from _own(old, new)
    yield from text_change(Thing.RIGHT_FEEDBACK, old.feedback.right, new.feedback.right)
    yield from text_change(Thing.WRONG_FEEDBACK, old.feedback.wrong, new.feedback.wrong)


def _key(old: AnyQuestion, new: AnyQuestion) -> Iterator[Change]:
    """Yield what was right and what is right now, where these are not the same."""
    before, after = _right(old), _right(new)
    if type(old) is not type(new) or set(before) != set(after) or _order(old) != _order(new):
        yield Change(
            Thing.KEY, How.CHANGED, before=tuple(before.values()), after=tuple(after.values())
        )


def _right(question: AnyQuestion) -> dict[object, str]:
    """Return what is right, by what tells it from another answer, as it reads."""
    match question:
        case SingleChoice() | MultipleResponse():
            return {option.id: option.text for option in question.options if option.correct}
        case TrueFalse():
            return {question.answer: flag(question.answer)[0]}
        case Numeric():
            return _right_number(question)
        case ShortText():
            return {fold(word): word for word in question.accept}
        case _:
            return _right_places(question)


def _right_number(question: Numeric) -> dict[object, str]:
    """Return the number and, where there is one, how far from it still counts."""
    number = {("answer", question.answer): number_text(question.answer)}
    if not question.tolerance:
        return {**number}
    return {**number, ("tolerance", question.tolerance): f"± {number_text(question.tolerance)}"}


def _right_places(question: Matching | Ordering) -> dict[object, str]:
    if isinstance(question, Ordering):
        return {item.id: item.text for item in question.items}
    options = {option.id: option.text for option in question.options}
    return {
        (prompt.id, prompt.option): f"{prompt.text} → {options.get(prompt.option, prompt.option)}"
        for prompt in question.prompts
    }


def _order(question: AnyQuestion) -> list[str]:
    """Return the order that is right, where an order is the answer."""
    return [item.id for item in question.items] if isinstance(question, Ordering) else []


def _own(old: AnyQuestion, new: AnyQuestion) -> Iterator[Change]:
    """Yield what changed in what only this type of question has."""
    match old, new:
        case (SingleChoice(), SingleChoice()) | (MultipleResponse(), MultipleResponse()):
            yield from _choices(old, new)
        case Matching(), Matching():
            yield from _parts(Thing.PROMPT, old.prompts, new.prompts)
            yield from _parts(Thing.OPTION, old.options, new.options)
        case Ordering(), Ordering():
            yield from _parts(Thing.ORDER_ITEM, old.items, new.items)
        case Numeric(), Numeric():
            yield from text_change(Thing.NUMBER_UNIT, old.unit, new.unit)
        case (ShortText(), ShortText()) if _right(old).keys() == _right(new).keys():
            yield from texts_change(Thing.ACCEPTED, old.accept, new.accept)
        case _:  # nothing that is not told as what is right, or as another type
            pass


def _choices(
    old: SingleChoice | MultipleResponse, new: SingleChoice | MultipleResponse
) -> Iterator[Change]:
    if isinstance(old, MultipleResponse) and isinstance(new, MultipleResponse):
        yield from value_change(Thing.MARKING, [old.marking.value], [new.marking.value])
    yield from _parts(Thing.OPTION, old.options, new.options)
    said = {option.id: option.feedback for option in old.options}
    for option in new.options:
        feedback = said.get(option.id, "")
        yield from text_change(Thing.OPTION_FEEDBACK, feedback, option.feedback, part=option.id)


def _parts(thing: Thing, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Change]:
    """Yield how the parts changed; where they stand in an ordering is its key."""
    before = {part.id: part.text for part in old}
    after = {part.id: part.text for part in new}
    for change in ids_change(thing, before, after):
        if change.how is not How.MOVED or thing is not Thing.ORDER_ITEM:
            yield change
