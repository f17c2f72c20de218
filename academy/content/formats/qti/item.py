"""From one QTI item to a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.pictures import picture_name
from academy.content.formats.qti.choices import choice
from academy.content.formats.qti.feedback import Feedbacks, feedbacks_of
from academy.content.formats.qti.hotspots import hotspot
from academy.content.formats.qti.others import extended_text, slider, upload
from academy.content.formats.qti.source import Source, source_of
from academy.content.formats.qti.together import associate, gap_match, match, order
from academy.content.formats.qti.written import one_entry, several_entries
from academy.content.formats.texts import How, Texts
from academy.content.formats.xml import Node
from academy.content.model import Question

_BLOCKS: Mapping[str, Callable[[Source, Feedbacks], Question]] = {
    "choiceInteraction": choice,
    "hottextInteraction": choice,
    "hotspotInteraction": hotspot,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": associate,
    "gapMatchInteraction": gap_match,
    "extendedTextInteraction": extended_text,
    "uploadInteraction": upload,
    "sliderInteraction": slider,
}
_READ = frozenset({
    "responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback",
})  # fmt: skip
_REFUSED = frozenset({"templateDeclaration", "templateProcessing"})
_SILENT = frozenset({"identifier", "title", "label", "toolName", "toolVersion", "schemaLocation"})
_USUAL = {"adaptive": "false", "timeDependent": "false"}
_OUTCOMES = frozenset(
    {"SCORE", "MAXSCORE", "FEEDBACK", "MINSCORE", "FEEDBACKBASIC", "completionStatus"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A question that was read, and the pictures it names."""

    question: Question
    pictures: Mapping[str, bytes]


Files = Callable[[str], bytes | None]
"""Finds a file of the package by its path from the item."""


def read_item(item: Node, texts: Texts, *, name: str, files: Files) -> Found:
    """Return the question of an item; raise `ItemRefused`."""
    for child in item.children:
        if child.name in _REFUSED:
            raise ItemRefused(LossCode.UNKNOWN_TYPE, what=child.name)
    source = source_of(item, texts)
    body = item.first("itemBody")
    if body is None:
        raise ItemRefused(LossCode.NO_TEXT, what="itemBody")
    source.head.id = name
    pictures = _pictures(item, texts, files)
    source.body(body)
    feedbacks = feedbacks_of(source)
    source.head.text = texts.markdown(" ".join(item["title"].split()), How.PLAIN)
    question = _question(source, feedbacks)
    feedbacks.rest()
    question = replace(question, feedback=source.head.feedback)
    _rest(source, feedbacks)
    return Found(question, pictures)


def _question(source: Source, feedbacks: Feedbacks) -> Question:
    """Return the question of the type that the interactions make."""
    names = [node.name for node in (*source.blocks, *source.inline)]
    if not names:
        raise ItemRefused(LossCode.NOT_A_QUESTION, what="itemBody")
    if not source.blocks:
        alone = names == ["textEntryInteraction"] and not source.has_passage
        return (one_entry if alone else several_entries)(source, feedbacks)
    kind = source.blocks[0].name
    gaps = (
        all(node.name == "gap" for node in source.inline)
        if kind == "gapMatchInteraction"
        else not source.inline
    )
    if len(source.blocks) > 1 or not gaps:
        raise ItemRefused(LossCode.TOO_MANY, what=", ".join(names))
    if kind not in _BLOCKS:
        raise ItemRefused(LossCode.UNKNOWN_TYPE, what=kind)
    if kind != "gapMatchInteraction":
        source.head.text = source.asked() or source.head.text
    return _BLOCKS[kind](source, feedbacks)


def _rest(source: Source, feedbacks: Feedbacks) -> None:
    """Note everything that no one asked for."""
    item, losses = source.node, source.losses
    for rubric in source.rubrics:
        losses.add(LossCode.FIELD, what="rubricBlock", value=rubric)
    for child in item.children:
        if child.name not in _READ:
            value = child["href"] or child.text
            losses.add(LossCode.FIELD, what=child.name, value=value)
    for name, value in item.attributes.items():
        if name not in _SILENT and value.strip() != _USUAL.get(name, ""):
            losses.add(LossCode.SETTING, what=name, value=value)
    used = {node["outcomeIdentifier"] for node in feedbacks.nodes}
    for name, outcome in source.examiner.program.outcomes.items():
        if name not in _OUTCOMES | used and outcome.value:
            losses.add(LossCode.FIELD, what=name, value=", ".join(map(str, outcome.value)))


def _pictures(item: Node, texts: Texts, files: Files) -> dict[str, bytes]:
    """Return the pictures that an item shows, of those that came with it."""
    found: dict[str, bytes] = {}
    for node in item.deep("img", "object"):
        path = node["src"] or node["data"]
        if not path or (node.name == "object" and not node["type"].startswith("image/")):
            continue
        data = files(path)
        if data is None:
            texts.losses.add(LossCode.MISSING_FILE, what=path)
        else:
            found.setdefault(picture_name(path), data)
    return found
