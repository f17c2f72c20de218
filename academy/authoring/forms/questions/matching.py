"""What belongs together: each prompt on the left with one option on the right."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader, joined
from academy.authoring.forms.questions.kind import Common, Lists, QuestionForm
from academy.authoring.forms.questions.parts import fill_entries, read_entries
from academy.content.model import Entry, Question
from academy.content.questions.matching import Matching, Prompt
from academy.web.i18n import _l


class MatchingForm(QuestionForm[Matching]):
    """Prompts and options; options may be left over."""

    name: ClassVar[str] = "matching"
    label: ClassVar[str] = _l("What belongs together")
    model: ClassVar[type[Question]] = Matching
    starts: ClassVar[Fields] = {"prompts": ("a", "b"), "options": ("a", "b")}
    adds: ClassVar[Lists] = {"pairs": ("prompts", "options")}

    def read(self, common: Common, fields: Reader) -> Matching:
        """Return the question that the fields hold."""
        options = read_entries(fields, "options")
        known = frozenset(option.id for option in options)
        prompts = tuple(
            _prompt(each, fields.within("prompts", each), known) for each in fields.ids("prompts")
        )
        return Matching(**common, prompts=prompts, options=options)

    def fill(self, question: Matching) -> Fields:
        """Return the fields of a question."""
        left: dict[str, Sequence[str]] = {
            joined("prompts", prompt.id, "option"): [prompt.option] for prompt in question.prompts
        }
        prompts = fill_entries("prompts", (Entry(each.id, each.text) for each in question.prompts))
        return {**prompts, **left, **fill_entries("options", question.options)}


def _prompt(prompt: str, fields: Reader, options: frozenset[str]) -> Prompt:
    """Return a prompt; one that was added with an option of its own id belongs to that."""
    own = prompt if prompt in options else ""
    return Prompt(prompt, fields.text("text"), fields.id("option") if fields.has("option") else own)
