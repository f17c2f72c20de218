"""Which questions rules can be met with, and which of them come first."""

from collections.abc import Sequence

from academy.content.model import Draw, Question


def chosen(rules: Sequence[Draw], questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return, in their order, the first questions that the rules can be met with.

    Every question is taken for which there is still room, if need be by letting another rule have
    one that was taken before. What can be taken together is a transversal matroid (Edmonds and
    Fulkerson 1965), so that taking them in order leaves out none that comes before another which
    could have made way for it.
    """
    rooms = [rule for rule in rules for _ in range(rule.count)]
    taken: dict[int, Question] = {}
    for question in questions:
        if len(taken) == len(rooms):
            break
        _make_room(question, rooms, taken, tried=set())
    ids = {question.id for question in taken.values()}
    return tuple(question for question in questions if question.id in ids)


def _make_room(
    question: Question, rooms: Sequence[Draw], taken: dict[int, Question], *, tried: set[int]
) -> bool:
    """Put a question into a room that fits; whoever has it moves to another, if any does."""
    for place, rule in enumerate(rooms):
        if place in tried or not rule.fits(question):
            continue
        tried.add(place)
        if place not in taken or _make_room(taken[place], rooms, taken, tried=tried):
            taken[place] = question
            return True
    return False
