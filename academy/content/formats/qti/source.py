"""One QTI item under way: its declarations, its body, and what tries it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from academy.content.formats.build import Head
from academy.content.formats.flow import BLOCK, SPLIT, Flow, markdown_of
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.passages import place_of
from academy.content.formats.qti.body import Walk
from academy.content.formats.qti.declarations import Declared, outcomes_of, responses_of
from academy.content.formats.qti.examine import Examiner
from academy.content.formats.qti.program import program_of
from academy.content.formats.runs import Runs
from academy.content.formats.texts import Texts
from academy.content.formats.xml import Node

_INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction", "gap"})
_SKIPPED = frozenset({"endAttemptInteraction"})
_CHOICES = frozenset({"gapText", "gapImg", "prompt"})
_WITH_TEXT = frozenset({"gapMatchInteraction", "hottextInteraction"})


@dataclass(slots=True)
class Source:
    """An item: `inline` are its gaps by the number that stands in `runs`, `blocks` the rest.

    `files` are those of its package by their path from the item.
    """

    node: Node
    texts: Texts
    head: Head
    declared: Mapping[str, Declared]
    examiner: Examiner
    inline: list[Node] = field(default_factory=list[Node])
    blocks: list[Node] = field(default_factory=list[Node])
    runs: Runs = ()
    rubrics: list[str] = field(default_factory=list[str])
    feedbacks: list[Node] = field(default_factory=list[Node])

    @property
    def losses(self) -> Losses:
        """What is lost."""
        return self.texts.losses

    def response(self, node: Node) -> Declared:
        """Return what is declared of the response that an interaction takes."""
        found = self.declared.get(node["responseIdentifier"])
        return found or Declared(node["responseIdentifier"], "identifier", "single")

    def markdown(self, node: Node) -> str:
        """Return what is in a node as Markdown."""
        return Walk(self.texts, self._nothing).markdown(node)

    def with_feedback(self, node: Node) -> tuple[str, str]:
        """Return what a choice says, and what is said to whoever chooses it."""
        walk = Walk(self.texts, self._nothing)
        text = walk.markdown(node)
        return text, "  \n".join(self.markdown(each) for each in walk.feedbacks)

    def body(self, node: Node) -> None:
        """Read the body."""
        walk = Walk(self.texts, self._place, self.rubrics, self.feedbacks)
        self.runs = walk.into(Flow(self.losses), node).in_blocks()

    @property
    def has_passage(self) -> bool:
        """Whether the file says which text is the question and which the passage: ours does."""
        return any(SPLIT in run.text for run in self.runs)

    def asked(self) -> str:
        """Return the body as Markdown, without gaps."""
        runs = [
            replace(run, text=run.text.replace(BLOCK, "").replace(SPLIT, "")) for run in self.runs
        ]
        return self.texts.fitting(markdown_of(runs, self.losses))

    def _nothing(self, node: Node, _flow: Flow) -> None:
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what=node.name)

    def _place(self, node: Node, flow: Flow) -> None:
        if node.name in _INLINE:
            flow.raw(place_of(len(self.inline)))
            self.inline.append(node)
        elif node.name in _SKIPPED:
            self.losses.add(LossCode.SETTING, what=node.name, value=node["title"])
        else:
            self._block(node, flow)

    def _block(self, node: Node, flow: Flow) -> None:
        self.blocks.append(node)
        walk = Walk(self.texts, self._place, self.rubrics, self.feedbacks)
        for prompt in node.all("prompt"):
            flow.new_line()
            walk.into(flow, prompt)
        flow.new_line()
        if node.name in _WITH_TEXT:
            pieces = [
                each for each in node.pieces if isinstance(each, str) or each.name not in _CHOICES
            ]
            walk.into(flow, Node(node.name, {}, pieces))
        flow.new_line()


def source_of(item: Node, texts: Texts) -> Source:
    """Return an item that is ready to be read."""
    responses, outcomes = responses_of(item), outcomes_of(item)
    program = program_of(item, responses, outcomes)
    examiner = Examiner(program, texts.losses)
    return Source(item, texts, Head(), responses, examiner)
