"""Items to be put into groups."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.parts import fill_entries, read_entries
from academy.content.model import Entry, Question
from academy.content.questions.categorise import Categorise, Item
from academy.content.questions.kind import Common
from academy.web.i18n import _l


class CategoriseForm(QuestionForm[Categorise]):
    """Groups, and items, each with its group or with none."""

    name: ClassVar[str] = "categorise"
    label: ClassVar[str] = _l("Put into groups")
    model: ClassVar[type[Question]] = Categorise
    starts: ClassVar[Fields] = {"groups": ("a", "b"), "items": ("a", "b", "c")}

    def read(self, common: Common, fields: Reader) -> Categorise:
        """Return the question that the fields hold."""
        items = tuple(_item(each, fields.within("items", each)) for each in fields.ids("items"))
        return Categorise(**common, groups=read_entries(fields, "groups"), items=items)

    def fill(self, question: Categorise) -> Fields:
        """Return the fields of a question."""
        groups: dict[str, Sequence[str]] = {
            joined("items", item.id, "group"): [item.group] for item in question.items
        }
        items = fill_entries("items", (Entry(item.id, item.text) for item in question.items))
        return {**fill_entries("groups", question.groups), **items, **groups}


def _item(item: str, fields: Reader) -> Item:
    return Item(item, fields.text("text"), fields.id("group"))
