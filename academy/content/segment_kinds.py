"""What a text is in its unit: it says how a translation is judged and shown."""

from enum import StrEnum


class SegmentKind(StrEnum):
    """What a text is in its unit."""

    TITLE = "title"
    SUMMARY = "summary"
    OUTCOME = "outcome"
    STATEMENT = "statement"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    BOX_TITLE = "box-title"
    ALT = "alt"
    INTRO = "intro"
    QUESTION = "question"
    PASSAGE = "passage"
    PROMPT = "prompt"
    OPTION = "option"
    HINT = "hint"
    FEEDBACK = "feedback"
    CRITERION = "criterion"
    LABEL = "label"
    ACCEPT = "accept"


PLAIN = frozenset(
    {
        SegmentKind.TITLE,
        SegmentKind.SUMMARY,
        SegmentKind.OUTCOME,
        SegmentKind.STATEMENT,
        SegmentKind.LABEL,
        SegmentKind.ACCEPT,
    }
)
"""Kinds that are text and no Markdown."""
