"""Prompts, each with the option that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from academy.content.changes import Change, Thing
from academy.content.codes import FaultCode
from academy.content.model import Entry, Marking, Question
from academy.content.questions.kind import Common, Found, Plain, QuestionKind
from academy.content.questions.parts import (
    check_texts,
    entry_plain,
    parts_change,
    read_entries,
    spoken,
)
from academy.content.questions.words import OwnWords, Speaker
from academy.content.segment_kinds import SegmentKind
from academy.content.source import Source, unique_id


@dataclass(frozen=True, slots=True)
class Prompt:
    """The left side of a matching, and the id of the option that belongs to it."""

    id: str
    text: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Each prompt has one option; options may be left over."""

    marking: Marking = Marking.PARTIAL_WITHOUT_PENALTY
    prompts: tuple[Prompt, ...]
    options: tuple[Entry, ...]


class MatchingKind(QuestionKind[Matching]):
    """Prompts and options."""

    name: ClassVar[str] = "matching"
    model: ClassVar[type[Question]] = Matching
    markings: ClassVar[tuple[Marking, ...]] = (
        Marking.PARTIAL_WITHOUT_PENALTY,
        Marking.ALL_OR_NOTHING,
        Marking.PARTIAL,
        Marking.NEGATIVE,
    )

    def read(self, source: Source, common: Common) -> Matching:
        """Return the question."""
        options = read_entries(source, "options")
        prompts = read_prompts(source, "prompts", "option", known=[option.id for option in options])
        return Matching(**common, prompts=prompts, options=options)

    def plain(self, question: Matching) -> Plain:
        """Return the prompts and the options."""
        return {
            "prompts": [
                {"id": each.id, "text": each.text, "option": each.option}
                for each in question.prompts
            ],
            "options": [entry_plain(option) for option in question.options],
        }

    def key(self, question: Matching) -> object:
        """Return the pairs, and what else could be chosen."""
        pairs = frozenset((prompt.id, prompt.option) for prompt in question.prompts)
        return pairs, frozenset(option.id for option in question.options)

    def right(self, question: Matching) -> dict[object, str]:
        """Return the pairs."""
        options = {option.id: option.text for option in question.options}
        return {
            (each.id, each.option): f"{each.text} → {options.get(each.option, each.option)}"
            for each in question.prompts
        }

    def texts(self, question: Matching) -> Found:
        """Yield both sides."""
        yield from ((prompt.text, SegmentKind.PROMPT) for prompt in question.prompts)
        yield from ((option.text, SegmentKind.OPTION) for option in question.options)

    def words(self, question: Matching, speaker: Speaker) -> OwnWords:
        """Return both sides."""
        return OwnWords(spoken(question.options, speaker), spoken(question.prompts, speaker))

    def changes(self, old: Matching, new: Matching) -> Iterator[Change]:
        """Yield how both sides changed."""
        yield from parts_change(Thing.PROMPT, old.prompts, new.prompts)
        yield from parts_change(Thing.OPTION, old.options, new.options)


def read_prompts(source: Source, key: str, goal: str, *, known: list[str]) -> tuple[Prompt, ...]:
    """Return a list of parts, each of which names one of several known ids under `goal`."""
    own: dict[str, int] = {}
    prompts: list[Prompt] = []
    for each in source.records(key):
        name, text, option = unique_id(each, own), each.text("text"), each.id(goal)
        each.end()
        if option and option not in known:
            listed = ", ".join(known)
            each.fault(FaultCode.UNKNOWN_OPTION, goal, option=option, options=listed)
        prompts.append(Prompt(name, text, option))
    check_texts(source, key, prompts)
    return tuple(prompts)
