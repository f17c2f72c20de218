"""The pictures that a quiz shows: whether the course has them, as large as its questions say."""

from collections.abc import Iterator, Mapping

from academy.content.faults import Fault, FaultCode
from academy.content.model import Quiz
from academy.content.pictures import picture_of, picture_size
from academy.content.questions.kinds import question_kind
from academy.content.yaml_nodes import near_miss

Lines = Mapping[str, int]
"""The line that first has a text."""


def pictures_of(quiz: Quiz) -> frozenset[str]:
    """Return the names of the pictures that a quiz shows."""
    shown = (question_kind(each).pictures(each) for each in quiz.questions)
    return frozenset(name for pictures in shown for name in pictures if name)


def picture_faults(
    file: str, quiz: Quiz, media: Mapping[str, bytes | None], *, lines: Lines
) -> Iterator[Fault]:
    """Yield what is wrong with the pictures of a quiz.

    `media` are the pictures of the course; where the bytes of one are `None`, only its name counts.
    """
    known = [name for name in media if picture_of(name) == name]
    for question in quiz.questions:
        for name, size in question_kind(question).pictures(question).items():
            line = lines.get(name, 0)
            if name and name not in known:
                detail = {"picture": name, **near_miss(name, known)}
                yield Fault(file, line, FaultCode.MISSING_PICTURE, detail)
            true = picture_size(name, media.get(name) or b"")
            if true and true != size:
                detail = {"picture": name, "width": str(true[0]), "height": str(true[1])}
                yield Fault(file, line, FaultCode.PICTURE_SIZE, detail)
