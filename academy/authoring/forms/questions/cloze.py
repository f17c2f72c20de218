"""A passage with gaps, each filled by choosing, by a word or by a number."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.gaps import INNER, fill_gap, read_gap
from academy.authoring.forms.questions.kind import Lists, QuestionForm
from academy.content.model import Question
from academy.content.questions.cloze import AnyGap, Cloze, GapKind
from academy.content.questions.kind import Common
from academy.web.i18n import _l

_LISTS = {kind: f"of-{kind}" for kind in GapKind}
"""The lists that say of a gap just added how it is filled; later its own field does."""


class ClozeForm(QuestionForm[Cloze]):
    """The passage and its gaps. There is a button for each kind of gap."""

    name: ClassVar[str] = "cloze"
    label: ClassVar[str] = _l("Text with gaps")
    model: ClassVar[type[Question]] = Cloze
    starts: ClassVar[Fields] = {
        "passage": ("",),
        "gaps": ("a",),
        _LISTS[GapKind.CHOICE]: ("a",),
        _LISTS[GapKind.TEXT]: (),
        _LISTS[GapKind.NUMBER]: (),
    }
    adds: ClassVar[Lists] = {name: ("gaps", name) for name in _LISTS.values()}
    inner: ClassVar[Sequence[str]] = INNER

    def read(self, common: Common, fields: Reader) -> Cloze:
        """Return the question that the fields hold."""
        return Cloze(**common, passage=fields.text("passage"), gaps=tuple(_gaps(fields)))

    def fill(self, question: Cloze) -> Fields:
        """Return the fields of a question."""
        filled: dict[str, Sequence[str]] = {
            "passage": [question.passage],
            "gaps": [gap.id for gap in question.gaps],
        }
        for gap in question.gaps:
            own = fill_gap(gap)
            filled.update({joined("gaps", gap.id, name): held for name, held in own.items()})
        return filled


def _gaps(fields: Reader) -> Iterator[AnyGap]:
    fresh = {gap: kind for kind, name in _LISTS.items() for gap in fields.ids(name)}
    for gap in fields.ids("gaps"):
        yield read_gap(fields.within("gaps", gap), gap, fresh.get(gap, GapKind.TEXT))
