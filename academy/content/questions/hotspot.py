"""Places on a picture, one or several of which are right."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, How, Thing, flag, text_change, value_change
from academy.content.codes import FaultCode
from academy.content.model import Marking, Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind, Size
from academy.content.questions.parts import check_texts, given, parts_change
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id

_WHOLE = re.compile(r"[0-9]{1,5}")
_CORNERS = 3
_SIDES, _CIRCLE = 4, 3


class Shape(StrEnum):
    """How the numbers of a spot are read, in pixels of the picture.

    A rectangle is left, top, right, bottom; a circle its centre and its radius; a polygon the
    corners, x and y by turns.
    """

    RECTANGLE = "rectangle"
    CIRCLE = "circle"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place. `text` names it for whoever cannot see it; it may be left out."""

    id: str
    shape: Shape
    numbers: tuple[int, ...]
    text: str = ""
    correct: bool = False
    feedback: str = ""

    @property
    def box(self) -> tuple[int, int, int, int] | None:
        """Left, top, right and bottom of all of it; `None` where the numbers make no such shape."""
        numbers = self.numbers
        match self.shape:
            case Shape.RECTANGLE if len(numbers) == _SIDES:
                left, top, right, bottom = numbers
            case Shape.CIRCLE if len(numbers) == _CIRCLE:
                x, y, radius = numbers
                left, top, right, bottom = x - radius, y - radius, x + radius, y + radius
            case Shape.POLYGON if len(numbers) >= 2 * _CORNERS and not len(numbers) % 2:
                xs, ys = numbers[::2], numbers[1::2]
                left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
            case _:
                return None
        return (left, top, right, bottom) if left < right and top < bottom else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot(Question):
    """A picture of the course, so many pixels large, and its spots.

    `several` says that more than one may be chosen.
    """

    picture: str
    alt: str
    width: int
    height: int
    spots: tuple[Spot, ...]
    several: bool = False

    @property
    def places(self) -> tuple[Spot, ...]:
        """The spots as a page numbers them: from the top, then from the left.

        So a number says where to look, in every language, and nothing of what is right.
        """
        return tuple(sorted(self.spots, key=_place))

    def holds(self, spot: Spot) -> bool:
        """Tell whether a spot is a shape that lies on the picture."""
        box = spot.box
        return box is not None and (
            min(box) >= 0 and box[2] <= self.width and box[3] <= self.height
        )


class HotspotKind(QuestionKind[Hotspot]):
    """The picture and its spots."""

    name: ClassVar[str] = "hotspot"
    model: ClassVar[type[Question]] = Hotspot
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.ALL_OR_NOTHING,
        Marking.PARTIAL,
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.NEGATIVE,
    )

    def read(self, source: Source, common: Common) -> Hotspot:
        """Return the question."""
        question = Hotspot(
            **common,
            picture=source.text("picture", bounds.WORD),
            alt=source.text("alt"),
            width=source.whole("width", 1, bounds.PIXELS),
            height=source.whole("height", 1, bounds.PIXELS),
            several=source.flag("several", default=False),
            spots=(),
        )
        return _with_spots(question, source)

    def plain(self, question: Hotspot) -> Plain:
        """Return the picture and its spots."""
        return {
            "picture": question.picture,
            "alt": question.alt,
            "width": question.width,
            "height": question.height,
            **({"several": True} if question.several else {}),
            "spots": [_plain(spot) for spot in question.spots],
        }

    def key(self, question: Hotspot) -> object:
        """Return where the spots are, on which picture, and which are right."""
        spots = frozenset((s.id, s.shape, s.numbers, s.correct) for s in question.spots)
        return question.picture, question.width, question.height, question.several, spots

    def right(self, question: Hotspot) -> dict[object, str]:
        """Return the right spots."""
        return {spot.id: spot.text or spot.id for spot in question.spots if spot.correct}

    def texts(self, question: Hotspot) -> Found:
        """Yield what the picture shows, and the texts of the spots."""
        yield question.alt, SegmentKind.ALT
        for spot in question.spots:
            yield spot.text, SegmentKind.OPTION
            yield spot.feedback, SegmentKind.FEEDBACK

    def words(self, question: Hotspot, speaker: Speaker) -> OwnWords:
        """Return the words of the spots, in the order of the page, and the picture."""
        return OwnWords(
            choices=tuple(speaker.choice(s.id, s.text, s.feedback) for s in question.places),
            picture=speaker.picture(
                question.picture, question.alt, width=question.width, height=question.height
            ),
        )

    def changes(self, old: Hotspot, new: Hotspot) -> Iterator[Change]:
        """Yield how the picture and the spots changed."""
        pictures = [[f"{each.picture}: {each.width} × {each.height}"] for each in (old, new)]
        yield from value_change(Thing.PICTURE, pictures[0], pictures[1])
        yield from text_change(Thing.PICTURE, old.alt, new.alt)
        yield from value_change(Thing.SEVERAL, flag(old.several), flag(new.several))
        yield from parts_change(Thing.SPOT, old.spots, new.spots)
        before = {spot.id: spot for spot in old.spots}
        for spot in new.spots:
            yield from _spot_changes(before.get(spot.id, spot), spot)

    def pictures(self, question: Hotspot) -> Mapping[str, Size]:
        """Return the picture."""
        return {question.picture: (question.width, question.height)}


def _with_spots(question: Hotspot, source: Source) -> Hotspot:
    own: dict[str, int] = {}
    spots: list[Spot] = []
    for each in source.records("spots"):
        spot = _spot(each, own)
        spots.append(spot)
        if not question.holds(spot):
            each.fault(FaultCode.BAD_SPOT, "numbers", spot=spot.id, shape=spot.shape.value)
    right = sum(spot.correct for spot in spots)
    detail = {"question": question.id, "count": str(right)}
    if spots and not right:
        source.fault(FaultCode.NO_RIGHT_SPOT, "spots", **detail)
    elif right > 1 and not question.several:
        source.fault(FaultCode.TWO_RIGHT_SPOTS, "spots", **detail)
    check_texts(source, "spots", spots)
    return replace(question, spots=tuple(spots))


def _spot(source: Source, own: dict[str, int]) -> Spot:
    spot = Spot(
        id=unique_id(source, own),
        shape=source.word("shape", Shape),
        numbers=_pixels(source),
        text=source.text("text", optional=True),
        correct=source.flag("correct", default=False),
        feedback=source.text("feedback", optional=True),
    )
    source.end()
    return spot


def _pixels(source: Source) -> tuple[int, ...]:
    texts = tuple(map(str, source.texts("numbers", bounds.WORD)))
    if not all(map(_WHOLE.fullmatch, texts)):
        source.fault(FaultCode.NOT_A_NUMBER, "numbers", key="numbers", example="120")
        return ()
    return tuple(map(int, texts))


def _plain(spot: Spot) -> Plain:
    return {
        "id": spot.id,
        "shape": spot.shape.value,
        "numbers": list(spot.numbers),
        **given("text", spot.text),
        **({"correct": True} if spot.correct else {}),
        **given("feedback", spot.feedback),
    }


def _place(spot: Spot) -> tuple[int, int, str]:
    left, top, _, _ = spot.box or (0, 0, 0, 0)
    return top, left, spot.id


def _spot_changes(old: Spot, new: Spot) -> Iterator[Change]:
    drawn = [" ".join((spot.shape.value, *map(str, spot.numbers))) for spot in (old, new)]
    if drawn[0] != drawn[1]:
        yield Change(Thing.SPOT, How.CHANGED, before=(drawn[0],), after=(drawn[1],), part=new.id)
    yield from text_change(Thing.OPTION_FEEDBACK, old.feedback, new.feedback, part=new.id)
