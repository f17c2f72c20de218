"""Places on a picture."""

from collections.abc import Sequence

from academy.content import bounds
from academy.content.formats.build import rule_of
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.numbers import number
from academy.content.formats.pictures import picture_name
from academy.content.formats.qti.choices import examined, is_one, judged, settings
from academy.content.formats.qti.examine import Choices
from academy.content.formats.qti.feedback import Feedbacks
from academy.content.formats.qti.source import Source
from academy.content.formats.texts import Ids, letter
from academy.content.formats.xml import Node
from academy.content.model import Marking, Question
from academy.content.questions.hotspot import Hotspot, Shape, Spot

_SHAPES = {"rect": Shape.RECTANGLE, "circle": Shape.CIRCLE, "poly": Shape.POLYGON}
_COUNTS = {Shape.RECTANGLE: 4, Shape.CIRCLE: 3}
_LEAST_CORNERS = 6
_MOST_CORNERS = 200
_ALT = 1_000


def hotspot(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a picture and its spots."""
    node = source.blocks[0]
    declared = source.response(node)
    picture = next(node.deep("object", "img"), None)
    found = node.all("hotspotChoice")
    if picture is None:
        raise ItemRefused(LossCode.NO_PICTURE, what=node.name)
    size = _size(picture)
    names = [each["identifier"] for each in found]
    earned = examined(source, declared, names)
    settings(source, node, found)
    right = _right(earned, single=is_one(declared))
    if not right:
        raise ItemRefused(LossCode.NO_KEY)
    said = feedbacks.options(declared, names, right) if is_one(declared) else {}
    if not is_one(declared):
        judged(feedbacks, declared, names, right=right)
        said = feedbacks.own(declared, names)
    source.head.marks = earned.marks
    marking = _rule(source, earned, single=is_one(declared))
    return Hotspot(
        **source.head.common(source.losses, marking),
        picture=picture_name(picture["data"] or picture["src"]),
        alt=source.texts.words(picture["alt"] or picture.text or source.node["title"], limit=_ALT),
        width=size[0],
        height=size[1],
        spots=_spots(source, found, right, said=said, size=size),
        several=not is_one(declared),
    )


def _size(picture: Node) -> tuple[int, int]:
    """Return how wide and high a picture is said to be; raise `ItemRefused`."""
    width, height = (int(number(picture[name]) or 0) for name in ("width", "height"))
    if not (0 < width <= bounds.PIXELS and 0 < height <= bounds.PIXELS):
        raise ItemRefused(LossCode.NOT_A_NUMBER, what="width height")
    return width, height


def _right(earned: Choices, *, single: bool) -> list[str]:
    """Return the spots that are right: only one where one is chosen."""
    right = [name for name, share in earned.shares.items() if share > 0]
    best = max(right, key=lambda name: earned.shares[name], default="")
    return [best] if single and right else right


def _rule(source: Source, earned: Choices, *, single: bool) -> Marking:
    """Return the rule: spots have no weights of their own."""
    shares = [*earned.shares.values()]
    if earned.rule is not None:
        return earned.rule
    if single:
        found = Marking.ALL_OR_NOTHING
        plain = sum(shares) == max(shares) and not any(share < 0 for share in shares)
    else:
        found = rule_of(shares, floor=earned.floor)
        plain = found is not Marking.WEIGHTS
    if not plain:
        source.losses.add(LossCode.MARKING, what="mapping")
    return found if found is not Marking.WEIGHTS else Marking.PARTIAL


def _spots(
    source: Source,
    found: Sequence[Node],
    right: Sequence[str],
    *,
    said: dict[str, str],
    size: tuple[int, int],
) -> tuple[Spot, ...]:
    ids = Ids()
    spots: list[Spot] = []
    for place, node in enumerate(found):
        name = node["identifier"]
        shape, numbers = _shape(node)
        label = source.texts.words(node["hotspotLabel"] or node["label"])
        spot = Spot(
            ids.of(name, letter(place)),
            shape,
            _inside(shape, numbers, size),
            label,
            correct=name in right,
            feedback=said.get(name, ""),
        )
        if spot.box is None:
            raise ItemRefused(LossCode.SYNTAX, what=f"{node['shape']} {node['coords']}")
        if spot.numbers != numbers:
            source.losses.add(LossCode.SETTING, what="coords", value=node["coords"])
        spots.append(spot)
    return tuple(spots)


def _inside(shape: Shape, numbers: tuple[int, ...], size: tuple[int, int]) -> tuple[int, ...]:
    """Return a shape without what of it lies beside the picture; a circle becomes smaller."""
    if shape is Shape.CIRCLE:
        x, y, radius = numbers
        return x, y, min(radius, x, y, size[0] - x, size[1] - y)
    return tuple(min(max(each, 0), size[place % 2]) for place, each in enumerate(numbers))


def _shape(node: Node) -> tuple[Shape, tuple[int, ...]]:
    """Return a shape and its numbers in pixels; raise `ItemRefused`."""
    shape = _SHAPES.get(node["shape"])
    values = [number(each) for each in node["coords"].replace(" ", ",").split(",") if each]
    whole = tuple(round(each) for each in values if each is not None)
    if shape is None or len(whole) < len(values) or not _is_whole(shape, len(whole)):
        raise ItemRefused(LossCode.SYNTAX, what=f"{node['shape']} {node['coords']}")
    return shape, whole


def _is_whole(shape: Shape, count: int) -> bool:
    if shape is Shape.POLYGON:
        return count % 2 == 0 and _LEAST_CORNERS <= count <= _MOST_CORNERS
    return count == _COUNTS[shape]
