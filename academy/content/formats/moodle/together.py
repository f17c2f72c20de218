"""Moodle's questions whose parts belong together or come one after another."""

from academy.content.formats.losses import LossCode
from academy.content.formats.moodle.source import Source
from academy.content.formats.pairs import matching, ordering
from academy.content.formats.texts import How
from academy.content.model import Marking, Question

_ORDER_RULES = {
    "-1": Marking.ALL_OR_NOTHING,
    "ALL_OR_NOTHING": Marking.ALL_OR_NOTHING,
    "0": Marking.PARTIAL_WITHOUT_PENALTY,
    "ABSOLUTE_POSITION": Marking.PARTIAL_WITHOUT_PENALTY,
}


def match(source: Source) -> Question:
    """Return a matching."""
    pairs: list[tuple[str, str]] = []
    for place in source.fields.all("subquestion"):
        answer = place.one("answer")
        place.asked |= {"text"}
        place.rest(source.losses)
        # Moodle shows these answers as a line of words, except where they are dragged.
        how = How.AUTO if answer is None or not answer["format"] else source.how_of(answer)
        words = "" if answer is None else source.texts.markdown(answer.content, how)
        pairs.append((source.markdown(place), words))
    return matching(source.head, pairs, source.losses)


def ordered(source: Source) -> Question:
    """Return items to be put in order."""
    rule = source.fields.value("gradingtype", "0")
    marking = _ORDER_RULES.get(rule)
    if marking is None:
        source.losses.add(LossCode.MARKING, what=f"gradingtype {rule}")
        marking = Marking.PARTIAL_WITHOUT_PENALTY
    parts: list[tuple[str, str]] = []
    for place in source.fields.all("answer"):
        place.asked |= {"text", "feedback"}
        feedback = source.markdown(place.one("feedback"))
        if feedback:
            source.losses.add(LossCode.FEEDBACK, what=place.content, value=feedback)
        parts.append(("", source.markdown(place)))
    return ordering(source.head, parts, source.losses, marking=marking)
