"""What is said of questions from and for other systems: what they lose, and why they stay out."""

from collections.abc import Mapping

from academy.authoring.messages.changes import value_text
from academy.authoring.rules.question_files import QuestionsRefused
from academy.content.changes import Thing
from academy.content.formats.losses import Loss, LossCode
from academy.content.formats.values import Format, FormatFault, FormatRefused
from academy.web.i18n import _, _l, _n, number_text

FORMATS: Mapping[Format, str] = {
    Format.MOODLE_XML: _l("Moodle XML"),
    Format.GIFT: _l("GIFT"),
    Format.QTI_3: _l("QTI 3"),
    Format.QTI_2: _l("QTI 2"),
    Format.AIKEN: _l("Aiken"),
}
"""What the formats are called, in the order in which they are offered."""

LOSSES: Mapping[LossCode, str] = {
    LossCode.STYLING: _l("Styling was left out: %(said)s"),
    LossCode.BLOCKS: _l("Paragraphs or lists became plain lines: %(said)s"),
    LossCode.TABLE: _l("A table became plain lines."),
    LossCode.PICTURE: _l("A picture in a text was left out: %(said)s"),
    LossCode.MEDIA: _l("Sound, film or another object was left out: %(said)s"),
    LossCode.LINK: _l("A link was left out, its words stayed: %(said)s"),
    LossCode.FORMULA: _l("A formula is kept as it was typed, and is not drawn: %(said)s"),
    LossCode.SCRIPT: _l("A script or a style sheet was left out: %(said)s"),
    LossCode.HIDDEN_CHARACTER: _l("Marks that nobody can see were left out: %(said)s"),
    LossCode.FIELD: _l("There is no place for this, and it was left out: %(said)s"),
    LossCode.SETTING: _l("A setting was left out: %(said)s"),
    LossCode.FEEDBACK: _l("Feedback was left out: %(said)s"),
    LossCode.TAG: _l("A tag was left out: %(said)s"),
    LossCode.MARKING: _l("The marking rule could not be carried; look at it again: %(said)s"),
    LossCode.MARKS: _l("The marks could not be carried as they were: %(said)s"),
    LossCode.NEGATIVE_TOTAL: _l(
        "Marks below zero counted where the question comes from; here such an answer earns nothing."
    ),
    LossCode.SHARE: _l("A share of the marks could not be carried as it was: %(said)s"),
    LossCode.WILDCARD: _l("An answer with a wildcard was left out: %(said)s"),
    LossCode.ANSWER: _l("An answer that nobody could ever give was left out: %(said)s"),
    LossCode.SAME_OPTION: _l("The same option stood there twice, and is there once: %(said)s"),
    LossCode.UNIT: _l("A unit could not be carried: %(said)s"),
    LossCode.STRAY_TEXT: _l("Text that belongs to no question was left out: %(said)s"),
    LossCode.PART: _l("A part was left out: %(said)s"),
    LossCode.NOT_A_QUESTION: _l("This asks nothing: %(said)s"),
    LossCode.UNKNOWN_TYPE: _l("There is no such type of question: %(said)s"),
    LossCode.SYNTAX: _l("It is not written as the format asks for: %(said)s"),
    LossCode.NO_TEXT: _l("There is no text where one is needed."),
    LossCode.NO_KEY: _l("Nothing says what is right."),
    LossCode.TOO_FEW: _l("There is too little to choose from: %(said)s"),
    LossCode.TOO_MANY: _l("There are too many parts: %(said)s"),
    LossCode.TOO_LONG: _l("A text is too long: %(said)s"),
    LossCode.SAME_TEXT: _l("Two parts read the same and count differently: %(said)s"),
    LossCode.NOT_A_NUMBER: _l("This should be a number: %(said)s"),
    LossCode.NO_PICTURE: _l("The picture that it asks about is missing: %(said)s"),
    LossCode.MISSING_FILE: _l("A file is missing: %(said)s"),
}
"""What each loss means; `said` is what was lost, as the file has it."""

FAULTS: Mapping[FormatFault, str] = {
    FormatFault.TOO_LARGE: _l("This file is too large. Divide it."),
    FormatFault.NOT_UTF8: _l("This file is not UTF-8 text. Save it as UTF-8 and send it again."),
    FormatFault.NOT_XML: _l("This file is not sound XML. Export it again."),
    FormatFault.DECLARES_TYPES: _l("This file declares document types, which is not allowed."),
    FormatFault.TOO_DEEP: _l("This file is nested too deeply."),
    FormatFault.TOO_MANY_PARTS: _l("This file has too many parts. Divide it."),
    FormatFault.UNKNOWN_FORMAT: _l(
        "Nobody can tell which format this file has. Choose the format, and send it again."
    ),
    FormatFault.OTHER_FORMAT: _l("This file has another format: %(found)s"),
    FormatFault.BAD_ARCHIVE: _l("This archive cannot be opened. Export it again."),
    FormatFault.UNSAFE_PATH: _l("This archive holds a file outside its own folder: %(file)s"),
    FormatFault.NO_QUESTIONS: _l("There is no question in this file."),
}
"""Why a whole file stays out."""

REFUSALS: Mapping[QuestionsRefused, str] = {
    QuestionsRefused.NOTHING_TAKEN: _l("Tick at least one question."),
}


def loss_text(loss: Loss) -> str:
    """Say what was lost."""
    what = loss.detail.get("what", "")
    if loss.code is LossCode.UNKNOWN_TYPE:
        what = value_text(Thing.QUESTION_TYPE, what)
    detail = (what, loss.detail.get("value", ""))
    return str(LOSSES[loss.code]) % {"said": ": ".join(filter(None, detail))}


def file_refused_text(refused: FormatRefused) -> str:
    """Say why a whole file stays out."""
    return str(FAULTS[refused.reason]) % {"found": "", "file": "", **refused.detail}


def added_text(added: int) -> str:
    """Say what came in."""
    return _n(
        "One question was added to the end of the quiz.",
        "%(number)s questions were added to the end of the quiz.",
        added,
        number=number_text(added),
    )


def no_file_text() -> str:
    """Ask for a file."""
    return _("Choose a file first.")
