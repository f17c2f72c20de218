"""Questions that come from other systems, as a quiz takes them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from academy.content import bounds
from academy.content.formats.values import ReadItem
from academy.content.model import Question, Quiz
from academy.content.pictures import Size
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.kinds import question_kind

LARGEST = 5_000_000
"""Bytes of a file of questions."""

_LONGEST_ID = 64
_OF_CIRCLE = 3
"""Numbers of a circle: where its middle is, and its radius."""


class QuestionsRefused(StrEnum):
    """Why no questions came in."""

    NOTHING_TAKEN = "nothing-taken"


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture of a question as the course keeps it: its name there, and how large it is."""

    name: str
    size: Size


def has_room(quiz: Quiz, coming: int) -> bool:
    """Tell whether a quiz takes so many more questions."""
    return len(quiz.questions) + coming <= bounds.PARTS


def pictures_asked_about(item: ReadItem) -> Mapping[str, bytes]:
    """Return the pictures that a question is about, of those that came with it."""
    names = question_kind(item.question).pictures(item.question)
    return {name: data for name, data in item.pictures.items() if name in names}


def with_free_ids(questions: Sequence[Question], taken: Collection[str]) -> tuple[Question, ...]:
    """Return questions with ids that are not taken: their own where that is free.

    An id stays what it was for ever, so those that were published once are taken, too.
    """
    used, free = set(taken), list[Question]()
    for question in questions:
        endings = ("" if number == 1 else f"-{number}" for number in count(1))
        names = (f"{question.id[: _LONGEST_ID - len(end)].rstrip('-')}{end}" for end in endings)
        name = next(name for name in names if name not in used)
        used.add(name)
        free.append(replace(question, id=name))
    return tuple(free)


def with_pictures(question: Question, kept: Mapping[str, Kept]) -> Question:
    """Return a question about a picture as the course keeps it, its spots where they belong."""
    if not isinstance(question, Hotspot) or question.picture not in kept:
        return question
    picture = kept[question.picture]
    width, height = picture.size
    scale = (width / question.width, height / question.height)
    spots = tuple(
        replace(spot, numbers=_scaled(spot, scale, picture.size)) for spot in question.spots
    )
    return replace(question, picture=picture.name, width=width, height=height, spots=spots)


def _scaled(spot: Spot, scale: tuple[float, float], size: Size) -> tuple[int, ...]:
    """Return a spot's numbers on a picture of another size; they stay on it."""
    if spot.shape is Shape.CIRCLE and len(spot.numbers) == _OF_CIRCLE:
        x, y, radius = spot.numbers
        return (*_pair((x, y), scale, size), max(1, int(radius * min(scale))))
    pairs = zip(spot.numbers[::2], spot.numbers[1::2], strict=False)
    return tuple(number for pair in pairs for number in _pair(pair, scale, size))


def _pair(pair: tuple[int, int], scale: tuple[float, float], size: Size) -> tuple[int, int]:
    return (
        min(size[0], round(pair[0] * scale[0])),
        min(size[1], round(pair[1] * scale[1])),
    )
