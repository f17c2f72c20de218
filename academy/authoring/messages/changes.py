"""What changed in a course, and what follows from it, in words.

Every table here is total: a test holds it against its enumeration.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from academy.content.compare import Reason, ReasonCode
from academy.content.reading import Change, How, Thing, UnitChange
from academy.kernel.languages import find_language
from academy.web.i18n import _, _l, _n, number_text, percent_text

THINGS: dict[Thing, str] = {
    Thing.TITLE: _l("Title"),
    Thing.SUMMARY: _l("Summary of the course"),
    Thing.OUTCOME: _l("Learning outcome"),
    Thing.STATEMENT: _l("Sentence on the certificate"),
    Thing.COMPETENCE: _l("Competence"),
    Thing.IDENTITY: _l("Id of the course"),
    Thing.TRACK: _l("Subject"),
    Thing.LEVEL: _l("Level"),
    Thing.LANGUAGE: _l("Language it is written in"),
    Thing.HOURS: _l("Hours"),
    Thing.MINIMUM_SCORE: _l("Score that the course asks for"),
    Thing.MODULE: _l("Module"),
    Thing.UNIT: _l("Step"),
    Thing.MINUTES: _l("Minutes"),
    Thing.REQUIRED: _l("Needed to complete the course"),
    Thing.HEADING: _l("Heading"),
    Thing.PARAGRAPH: _l("Paragraph"),
    Thing.LIST_ITEM: _l("List item"),
    Thing.CELL: _l("Table cell"),
    Thing.BOX: _l("Title of a box"),
    Thing.PICTURE: _l("Picture"),
    Thing.CODE: _l("Code"),
    Thing.FACT: _l("Fact of the learner’s country"),
    Thing.LAYOUT: _l("The same words in another form"),
    Thing.MARKUP: _l("The file is written in another way; no word that is read has changed"),
    Thing.INTRO: _l("Introduction"),
    Thing.PASS_MARK: _l("Needed to pass"),
    Thing.ATTEMPTS: _l("Attempts"),
    Thing.SHUFFLE: _l("Questions come in a new order each time"),
    Thing.DRAW: _l("Questions that each attempt asks"),
    Thing.QUESTION: _l("Question"),
    Thing.QUESTION_TYPE: _l("Kind of question"),
    Thing.MARKS: _l("Marks"),
    Thing.MARKING: _l("How marks are given"),
    Thing.KEY: _l("What is right"),
    Thing.OPTION: _l("Answer to choose"),
    Thing.PROMPT: _l("Left side of a pair"),
    Thing.ORDER_ITEM: _l("Item to put in order"),
    Thing.ACCEPTED: _l("Word that counts as right"),
    Thing.NUMBER_UNIT: _l("Unit behind the number"),
    Thing.RIGHT_FEEDBACK: _l("What is said when it is right"),
    Thing.WRONG_FEEDBACK: _l("What is said when it is wrong"),
    Thing.MODE: _l("When learners hear how they did"),
    Thing.COUNTS: _l("Which attempt counts"),
    Thing.CERTAINTY: _l("Learners say how sure they are"),
    Thing.TIME_LIMIT: _l("Time for one attempt, in minutes"),
    Thing.WAIT: _l("Time between two attempts, in minutes"),
    Thing.REQUIRES: _l("Quizzes to be passed before"),
    Thing.MARKERS: _l("People who mark each free answer"),
    Thing.PEERS: _l("Fellow learners who review each free answer"),
    Thing.OUTCOME_TAG: _l("Outcome it belongs to"),
    Thing.DIFFICULTY: _l("How hard it is"),
    Thing.PARTLY_FEEDBACK: _l("What is said when it is partly right"),
    Thing.GENERAL_FEEDBACK: _l("What is said whatever was answered"),
    Thing.HINT: _l("Hint"),
    Thing.PENALTY: _l("What a hint or a wrong try costs"),
    Thing.PASSAGE: _l("Text with gaps"),
    Thing.GAP: _l("Gap"),
    Thing.ROW: _l("Row"),
    Thing.COLUMN: _l("Column"),
    Thing.SPOT: _l("Place on the picture"),
    Thing.GROUP: _l("Group"),
    Thing.GROUP_ITEM: _l("Item to put into a group"),
    Thing.SEVERAL: _l("Several may be chosen"),
    Thing.UNIT_OF_MEASURE: _l("Unit of measure"),
    Thing.CRITERION: _l("Criterion of the rubric"),
    Thing.LEVEL_OF_CRITERION: _l("Level of a criterion"),
    Thing.MARKERS_NOTES: _l("Notes for markers"),
    Thing.ANSWER_LIMITS: _l("Limits of the answer"),
    Thing.OPTION_FEEDBACK: _l("What is said to whoever chooses this answer"),
}

HOWS: dict[How, str] = {
    How.ADDED: _l("New"),
    How.REMOVED: _l("Gone"),
    How.CHANGED: _l("Changed"),
    How.MOVED: _l("In another place"),
}

REASONS: dict[ReasonCode, str] = {
    ReasonCode.IDENTITY: _l("The course has another id, subject or source language."),
    ReasonCode.ON_CERTIFICATE: _l(
        "Hours, level or competences are others: they stand on certificates."
    ),
    ReasonCode.COMPLETION_RULE: _l("The course asks for another score."),
    ReasonCode.MODULES: _l("The modules are others, or in another order."),
    ReasonCode.UNIT_GAINED: _l("“%(unit)s” is new."),
    ReasonCode.UNIT_LOST: _l("“%(unit)s” is gone."),
    ReasonCode.UNIT_MOVED: _l("“%(unit)s” stands in another place."),
    ReasonCode.UNIT_KIND: _l("“%(unit)s” is a quiz that was a lesson, or the other way round."),
    ReasonCode.UNIT_REQUIRED: _l("“%(unit)s” is needed now and was not, or the other way round."),
    ReasonCode.PASS_MARK: _l("“%(unit)s” has another pass mark."),
    ReasonCode.ATTEMPTS: _l("“%(unit)s” may be tried more often, or less."),
    ReasonCode.SHUFFLE: _l(
        "“%(unit)s” asks its questions in a new order each time, or does so no longer."
    ),
    ReasonCode.DRAW: _l("“%(unit)s” draws its questions in another way."),
    ReasonCode.CONDUCT: _l("“%(unit)s” is conducted in another way: time, feedback or marking."),
    ReasonCode.QUESTION_GAINED: _l("“%(unit)s” has a new question: “%(question)s”"),
    ReasonCode.QUESTION_LOST: _l("“%(unit)s” has lost a question: “%(question)s”"),
    ReasonCode.QUESTION_TYPE: _l("In “%(unit)s”, a question is of another kind: “%(question)s”"),
    ReasonCode.MARKS: _l("In “%(unit)s”, a question brings other marks: “%(question)s”"),
    ReasonCode.KEY: _l("In “%(unit)s”, other answers are right: “%(question)s”"),
}

_CODES: dict[str, str] = {
    "ai": _l("Artificial intelligence"),
    "cybersecurity": _l("Cybersecurity"),
    "ecommerce": _l("E-commerce"),
    "foundation": _l("Foundation"),
    "intermediate": _l("Intermediate"),
    "vocational": _l("Vocational"),
    "single-choice": _l("One answer is right"),
    "multiple-response": _l("Several answers may be right"),
    "true-false": _l("True or false"),
    "numeric": _l("A number"),
    "short-text": _l("A word or two"),
    "matching": _l("What belongs together"),
    "ordering": _l("Put in order"),
    "free-text": _l("A text that people mark"),
    "file-upload": _l("Files that people mark"),
    "cloze": _l("Text with gaps"),
    "quantity": _l("A number with its unit"),
    "calculated": _l("A number worked out from numbers that are drawn"),
    "hotspot": _l("A place on a picture"),
    "matrix": _l("Table to tick"),
    "categorise": _l("Put into groups"),
    "partial": _l("Part of the marks; what is wrong takes away what is right"),
    "partial-without-penalty": _l("Part of the marks; what is wrong costs nothing"),
    "negative": _l("What is wrong costs marks, below 0 too"),
    "weights": _l("Each answer is worth what you say"),
    "easy": _l("Easy"),
    "medium": _l("Medium"),
    "hard": _l("Hard"),
    "deferred": _l("After they submit"),
    "immediate": _l("At once, question by question"),
    "adaptive": _l("At once, and they may try again"),
    "best": _l("The best one"),
    "last": _l("The last one"),
    "first": _l("The first one"),
    "average": _l("The average of all"),
    "all-or-nothing": _l("All marks or none"),
    "bullets": _l("List"),
    "numbers": _l("Numbered list"),
    "quotation": _l("Quotation"),
    "table": _l("Table"),
    "table-head": _l("Head of a table"),
    "footnote": _l("Footnote"),
    "note": _l("Note"),
    "tip": _l("Tip"),
    "warning": _l("Warning"),
    "example": _l("Example"),
    "check": _l("Self-test"),
    "fact": _l("Fact of the learner’s country"),
    "h1": _l("Title"),
    "h2": _l("Heading"),
    "h3": _l("Smaller heading"),
}
"""What the codes of a package's files are called; a text is never among them."""


def value_text(thing: Thing, value: str) -> str:
    """Return a value that is no prose as a reader says it."""
    say = _VALUES.get(thing)
    return say(value) if say else value


def values_text(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was and what is, as a reader says it."""
    nothing = (_("None"),) if change.thing is Thing.MINIMUM_SCORE else ()
    before = tuple(value_text(change.thing, value) for value in change.before) or nothing
    after = tuple(value_text(change.thing, value) for value in change.after) or nothing
    return before, after


def summary_text(unit: UnitChange) -> str:
    """Say in one line what happened to a unit."""
    whole = next((each for each in unit.changes if each.thing is Thing.UNIT), None)
    if whole is not None and whole.how is How.ADDED:
        return _("This step is new.")
    if whole is not None and whole.how is How.REMOVED:
        return _("This step is gone.")
    count = len(unit.changes)
    return _n("%(count)s change", "%(count)s changes", count, count=number_text(count))


def reason_text(
    reason: Reason, titles: Mapping[str, str], questions: Mapping[tuple[str, str], str]
) -> str:
    """Say why a change is one of structure; units and questions are called by their words."""
    question = questions.get((reason.unit, reason.question), reason.question)
    return str(REASONS[reason.code]) % {
        "unit": titles.get(reason.unit, reason.unit),
        "question": question,
    }


def _count(value: str) -> str:
    return number_text(float(Fraction(value)))


def _share(value: str) -> str:
    return percent_text(float(100 * Fraction(value)))


def _percent(value: str) -> str:
    return percent_text(int(value))


def _yes_or_no(value: str) -> str:
    return _("Yes") if value == "true" else _("No")


def _code(value: str) -> str:
    return str(_CODES.get(value, value))


def _language(value: str) -> str:
    found = find_language(value)
    return found.name if found else value


def _attempts(value: str) -> str:
    return _("As many as you like") if value == "0" else _count(value)


def _draw(value: str) -> str:
    if value == "0":
        return _("All of them")
    count, *tags = value.split()
    return " ".join((_count(count), *map(_code, tags)))


def _no_limit(value: str) -> str:
    return _("None") if value == "0" else _count(value)


def _key(value: str) -> str:
    return {"true": _("The sentence is true."), "false": _("The sentence is false.")}.get(
        value, value
    )


_VALUES: dict[Thing, Callable[[str], str]] = {
    Thing.TRACK: _code,
    Thing.LEVEL: _code,
    Thing.LANGUAGE: _language,
    Thing.HOURS: _count,
    Thing.MINIMUM_SCORE: _percent,
    Thing.MINUTES: _count,
    Thing.REQUIRED: _yes_or_no,
    Thing.LAYOUT: _code,
    Thing.PASS_MARK: _percent,
    Thing.ATTEMPTS: _attempts,
    Thing.SHUFFLE: _yes_or_no,
    Thing.DRAW: _draw,
    Thing.MODE: _code,
    Thing.COUNTS: _code,
    Thing.CERTAINTY: _yes_or_no,
    Thing.TIME_LIMIT: _no_limit,
    Thing.WAIT: _no_limit,
    Thing.MARKERS: _count,
    Thing.PEERS: _no_limit,
    Thing.DIFFICULTY: _code,
    Thing.PENALTY: _share,
    Thing.QUESTION_TYPE: _code,
    Thing.MARKS: _count,
    Thing.MARKING: _code,
    Thing.KEY: _key,
}
