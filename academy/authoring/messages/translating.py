"""What the translation desk calls things."""

from academy.authoring.rules.sifting import Show
from academy.authoring.rules.translating import State
from academy.content.segment_kinds import SegmentKind
from academy.web.i18n import _l

STATES: dict[State, str] = {
    State.UNTRANSLATED: _l("Untranslated"),
    State.STALE: _l("Needs review"),
    State.TRANSLATED: _l("Translated"),
    State.REVIEWED: _l("Reviewed"),
}
"""How a text stands."""

BADGES: dict[State, str] = {
    State.UNTRANSLATED: "bad",
    State.STALE: "wait",
    State.TRANSLATED: "",
    State.REVIEWED: "good",
}
"""The look of a state; its words say the same."""

SHOWS: dict[Show, str] = {
    Show.ALL: _l("All texts"),
    Show.UNTRANSLATED: _l("Untranslated"),
    Show.STALE: _l("Needs review"),
    Show.TRANSLATED: _l("Translated"),
    Show.REVIEWED: _l("Reviewed"),
    Show.FAULTS: _l("Worth another look"),
    Show.ELSEWHERE: _l("Changed in a file as well"),
}
"""What may be looked at alone."""

KINDS: dict[SegmentKind, str] = {
    SegmentKind.TITLE: _l("Title"),
    SegmentKind.SUMMARY: _l("Summary"),
    SegmentKind.OUTCOME: _l("Learning outcome"),
    SegmentKind.STATEMENT: _l("Statement on the certificate"),
    SegmentKind.HEADING: _l("Heading"),
    SegmentKind.PARAGRAPH: _l("Paragraph or list item"),
    SegmentKind.CELL: _l("Table cell"),
    SegmentKind.BOX_TITLE: _l("Title of a box"),
    SegmentKind.ALT: _l("Description of a picture"),
    SegmentKind.INTRO: _l("Introduction of a quiz"),
    SegmentKind.QUESTION: _l("Question"),
    SegmentKind.PROMPT: _l("What to match"),
    SegmentKind.OPTION: _l("Option"),
    SegmentKind.PASSAGE: _l("Text with gaps"),
    SegmentKind.HINT: _l("Hint"),
    SegmentKind.CRITERION: _l("Criterion of the rubric"),
    SegmentKind.FEEDBACK: _l("Feedback"),
    SegmentKind.LABEL: _l("Unit of measurement"),
    SegmentKind.ACCEPT: _l("Word that counts as right"),
}
"""What a text is in its unit."""

ACCEPT_HINT = _l("Write every word that counts as right, with a | between them.")
"""What to know about accepted words."""


def shows(*, has_conflicts: bool) -> dict[str, str]:
    """Return what may be looked at alone, and how it is called."""
    left_out = set[Show]() if has_conflicts else {Show.ELSEWHERE}
    return {show.value: words for show, words in SHOWS.items() if show not in left_out}
