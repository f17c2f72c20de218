"""Short ways to read one question of each format."""

# ruff: noqa: E501 - what is written as one line is read as one

from typing import Any

from academy.content.formats.door import read
from academy.content.formats.plain import reading_plain
from academy.content.formats.values import Format

HEAD = "<name><text>N</text></name><questiontext format='html'><text>Q</text></questiontext>"


def one(data: str, form: Format) -> dict[str, Any]:
    """Return the only item of a file, or why it is refused, with the codes of its losses."""
    found = reading_plain(read(data.encode(), "file", form))
    told = (found["items"] or found["refused"])[0]
    if "why" in told:
        return {"why": told["why"]["code"]}
    return told | {"lost": [loss["code"] for loss in told["losses"]]}


def gift(text: str) -> dict[str, Any]:
    return one(text, Format.GIFT)


def moodle(kind: str, inner: str, head: str = HEAD) -> dict[str, Any]:
    return one(f"<quiz><question type='{kind}'>{head}{inner}</question></quiz>", Format.MOODLE_XML)


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    return f"<answer fraction='{fraction}'><text>{text}</text>{more}</answer>"


def qti(body: str, *, declared: str = "", program: str = "", more: str = "") -> dict[str, Any]:
    item = f"<assessmentItem identifier='i' title='T'>{declared}<itemBody>{body}</itemBody>"
    return one(f"{item}{program}{more}</assessmentItem>", Format.QTI_2)


def response(
    inner: str = "", *, base: str = "identifier", many: str = "single", name: str = "RESPONSE"
) -> str:
    return (
        f"<responseDeclaration identifier='{name}' cardinality='{many}' baseType='{base}'>"
        f"{inner}</responseDeclaration>"
    )


def correct(*values: str) -> str:
    return (
        f"<correctResponse>{''.join(f'<value>{each}</value>' for each in values)}</correctResponse>"
    )


def mapping(entries: dict[str, str], attributes: str = "") -> str:
    inner = "".join(
        f"<mapEntry mapKey='{key}' mappedValue='{value}'/>" for key, value in entries.items()
    )
    return f"<mapping {attributes}>{inner}</mapping>"


MATCH = "<responseProcessing template='http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct'/>"
MAP = "<responseProcessing template='http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response'/>"


def choices(*names: str, attributes: str = "maxChoices='1'", element: str = "choice") -> str:
    inner = "".join(f"<simpleChoice identifier='{name}'>{name}!</simpleChoice>" for name in names)
    return f"<{element}Interaction responseIdentifier='RESPONSE' {attributes}>{inner}</{element}Interaction>"


def score(test: str, value: str = "<baseValue baseType='float'>1</baseValue>") -> str:
    given = f"<setOutcomeValue identifier='SCORE'>{value}</setOutcomeValue>"
    return f"<responseProcessing><responseCondition><responseIf>{test}{given}</responseIf></responseCondition></responseProcessing>"
