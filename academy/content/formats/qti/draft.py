"""A QTI item while it is written: declarations, body, program, feedbacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from academy.content.formats.flow import QUESTION_TEXT
from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.numbers import is_decimal
from academy.content.formats.qti.feedback import ANSWER
from academy.content.formats.qti.write_parts import (
    condition,
    constant,
    html,
    identifier,
    node,
    number_text,
    put,
    variable,
)
from academy.content.formats.values import Item
from academy.content.formats.xml import Node
from academy.content.model import Question

RESPONSE = "RESPONSE"
_FEEDBACK, _GENERAL = "FEEDBACK", "GENERAL"


@dataclass(slots=True)
class Draft:
    """What is gathered for an item; `media` are the files that it shows, by name."""

    item: Item
    losses: Losses
    responses: list[Node] = field(default_factory=list[Node])
    body: list[Node] = field(default_factory=list[Node])
    rules: list[Node] = field(default_factory=list[Node])
    said: list[tuple[Node, str]] = field(default_factory=list[tuple[Node, str]])
    media: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    is_marked_by_people: bool = False

    @property
    def question(self) -> Question:
        """The question."""
        return self.item.question

    @property
    def marks(self) -> Fraction:
        """Its marks."""
        return self.item.question.marks

    def ask(self, *pieces: Node) -> None:
        """Put the question and what answers it into the body."""
        self.body = [node("p", *html(self.question.text)), *pieces]

    def ask_passage(self, passage: Iterable["str | Node"]) -> None:
        """Put the question and a passage into the body."""
        asked = node("p", *html(self.question.text))
        asked.attributes["class"] = QUESTION_TEXT
        self.body = [asked, node("div", *passage)]

    def say_of(self, test: Node, feedback: str) -> None:
        """Say something to whoever gives one answer."""
        self.said.append((test, feedback))

    def node(self) -> Node:
        """Return the whole item."""
        if not is_decimal(self.marks):
            self.losses.add(LossCode.MARKS, value=str(self.marks))
        score = node(
            "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
        )
        score.attributes["normalMaximum"] = number_text(self.marks)
        score.pieces.append(node("defaultValue", node("value", "0")))
        name = " ".join(self.item.name.split()) or self.question.id
        item = node(
            "assessmentItem",
            *self.responses,
            score,
            identifier=identifier(self.question.id),
            title=name,
            adaptive="false",
            timeDependent="false",
        )
        shown = self._feedback(item)
        item.pieces.append(node("itemBody", *self.body))
        if self.rules:
            item.pieces.append(node("responseProcessing", *self.rules))
        item.pieces += shown
        return item

    def _feedback(self, item: Node) -> list[Node]:
        """Return what is said, and let the program say when."""
        said = self.question.feedback
        if self.is_marked_by_people:
            if said.general:
                self.losses.add(LossCode.FEEDBACK, what="general", value=said.general)
            return []
        judged = (("right", said.right), ("partly", said.partly), ("wrong", said.wrong))
        shown = [_modal(_FEEDBACK, name, text) for name, text in judged if text]
        if shown:
            item.pieces.append(_outcome(_FEEDBACK))
            self.rules.append(self._judging(partly=bool(said.partly)))
        if said.general:
            item.pieces.append(_outcome(_GENERAL))
            self.rules.append(put(_GENERAL, constant("general")))
            shown.append(_modal(_GENERAL, "general", said.general))
        return [*shown, *self._of_answers(item)]

    def _of_answers(self, item: Node) -> list[Node]:
        """Return what is said of single answers."""
        shown: list[Node] = []
        if self.said:
            item.pieces.append(_outcome(ANSWER))
        for place, (test, text) in enumerate(self.said, start=1):
            self.rules.append(condition(test, put(ANSWER, constant(f"answer-{place}"))))
            shown.append(_modal(ANSWER, f"answer-{place}", text))
        return shown

    def _judging(self, *, partly: bool) -> Node:
        """Return what tells right from wrong by the marks."""
        full = constant(number_text(self.marks - self.marks / 10**6), "float")
        right = node("responseIf", node("gte", variable("SCORE"), full), _judge("right"))
        parts = [right]
        if partly:
            some = node("gt", variable("SCORE"), constant("0", "float"))
            parts.append(node("responseElseIf", some, _judge("partly")))
        parts.append(node("responseElse", _judge("wrong")))
        return node("responseCondition", *parts)


def _judge(name: str) -> Node:
    return put(_FEEDBACK, constant(name))


def _outcome(name: str) -> Node:
    return node("outcomeDeclaration", identifier=name, cardinality="single", baseType="identifier")


def _modal(outcome: str, name: str, text: str) -> Node:
    return node(
        "modalFeedback",
        *html(text),
        outcomeIdentifier=outcome,
        identifier=name,
        showHide="show",
    )
