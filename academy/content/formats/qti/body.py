"""What an item shows: its texts in one flow, its interactions in their places."""

from collections.abc import Callable
from dataclasses import dataclass, field

from academy.content.formats.flow import QUESTION_TEXT, Flow
from academy.content.formats.texts import Texts
from academy.content.formats.xml import Node

_INTERACTION = "Interaction"
_HIDDEN = frozenset({"feedbackInline", "feedbackBlock"})
_INSIDE = frozenset({"prompt", "templateInline", "templateBlock", "contentBody", "hottext"})

Place = Callable[[Node, Flow], None]
"""Puts something into the flow for an interaction or a gap."""


@dataclass(slots=True)
class Walk:
    """Goes through a body, once."""

    texts: Texts
    place: Place
    rubrics: list[str] = field(default_factory=list[str])
    feedbacks: list[Node] = field(default_factory=list[Node])

    def into(self, flow: Flow, node: Node) -> Flow:
        """Put what is in a node into a flow."""
        for piece in node.pieces:
            if isinstance(piece, str):
                flow.text(piece)
            else:
                self._node(flow, piece)
        return flow

    def markdown(self, node: Node) -> str:
        """Return what is in a node as Markdown of its own."""
        flow = self.into(Flow(self.texts.losses), node)
        return self.texts.written(flow)

    def _node(self, flow: Flow, node: Node) -> None:
        if node.name.endswith(_INTERACTION) or node.name == "gap":
            self.place(node, flow)
        elif node.name in _HIDDEN:
            self.feedbacks.append(node)
        elif node.name == "rubricBlock":
            self._rubric(flow, node)
        elif node.name in _INSIDE:
            self._inside(flow, node)
        elif node.name == "object" and node["type"].startswith("image/"):
            flow.start("img", {"src": node["data"], "alt": node.text.strip()})
        else:
            self._element(flow, node)

    def _element(self, flow: Flow, node: Node) -> None:
        flow.start(node.name, node.attributes)
        self.into(flow, node)
        flow.end(node.name, is_text=node["class"] == QUESTION_TEXT)

    def _inside(self, flow: Flow, node: Node) -> None:
        block = node.name in {"prompt", "templateBlock"}
        if block:
            flow.new_line()
        self.into(flow, node)
        if block:
            flow.new_line()

    def _rubric(self, flow: Flow, node: Node) -> None:
        """Show what learners are to read; what only others are, is for whoever marks."""
        if not node["view"] or "candidate" in node["view"].split():
            flow.new_line()
            self.into(flow, node)
            flow.new_line()
        else:
            self.rubrics.append(self.markdown(node))
