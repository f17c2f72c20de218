"""Places to find on a picture of the course."""

import re
from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.every_question import word_of
from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import CORRECT
from academy.content.bounds import PARTS
from academy.content.model import Question
from academy.content.questions.hotspot import Hotspot, Shape, Spot
from academy.content.questions.kind import Common
from academy.web.i18n import _l

_YES = "1"
_WHOLE = re.compile(r"(?<!\d)\d{1,5}(?!\d)")


class HotspotForm(QuestionForm[Hotspot]):
    """The picture and its spots; the picture's size is written by whoever knows the picture."""

    name: ClassVar[str] = "hotspot"
    label: ClassVar[str] = _l("A place on a picture")
    model: ClassVar[type[Question]] = Hotspot
    starts: ClassVar[Fields] = {
        "picture": ("",),
        "alt": ("",),
        "width": ("0",),
        "height": ("0",),
        "several": (),
        "spots": ("a", "b"),
        CORRECT: ("a",),
    }

    def read(self, common: Common, fields: Reader) -> Hotspot:
        """Return the question that the fields hold."""
        return Hotspot(
            **common,
            picture=fields.text("picture"),
            alt=fields.text("alt"),
            width=fields.whole("width", 0, blank=0),
            height=fields.whole("height", 0, blank=0),
            several=fields.flag("several"),
            spots=_spots(fields),
        )

    def fill(self, question: Hotspot) -> Fields:
        """Return the fields of a question."""
        filled: dict[str, Sequence[str]] = {
            "picture": [question.picture],
            "alt": [question.alt],
            "width": [str(question.width)],
            "height": [str(question.height)],
            "several": [_YES] if question.several else [],
            "spots": [spot.id for spot in question.spots],
            CORRECT: [spot.id for spot in question.spots if spot.correct],
        }
        for spot in question.spots:
            filled[joined("spots", spot.id, "shape")] = [spot.shape.value]
            filled[joined("spots", spot.id, "numbers")] = [" ".join(map(str, spot.numbers))]
            filled[joined("spots", spot.id, "text")] = [spot.text]
            filled[joined("spots", spot.id, "feedback")] = [spot.feedback]
        return filled


def _spots(fields: Reader) -> tuple[Spot, ...]:
    right = fields.chosen(CORRECT)
    return tuple(
        _spot(fields.within("spots", each), each, correct=each in right)
        for each in fields.ids("spots")
    )


def _spot(fields: Reader, spot_id: str, *, correct: bool) -> Spot:
    numbers = _WHOLE.findall(fields.word("numbers"))[:PARTS]
    return Spot(
        id=spot_id,
        shape=word_of(fields.word("shape"), tuple(Shape), Shape.RECTANGLE),
        numbers=tuple(map(int, numbers)),
        text=fields.text("text"),
        correct=correct,
        feedback=fields.text("feedback"),
    )
