"""Questions on a picture, and those that people mark, as QTI items."""

from fractions import Fraction

from academy.content.formats.losses import LossCode
from academy.content.formats.qti.draft import RESPONSE, Draft
from academy.content.formats.qti.write_parts import (
    constant,
    html,
    identifier,
    mapping,
    node,
    response,
    variable,
)
from academy.content.formats.qti.write_shared import all_or_nothing, declared_choice, mapped
from academy.content.formats.shares import shares_of
from academy.content.formats.xml import Node
from academy.content.model import Marking, Option
from academy.content.questions.file_upload import FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.hotspot import Hotspot, Shape, Spot

_NONE = Fraction(0)
_SHAPES = {Shape.RECTANGLE: "rect", Shape.CIRCLE: "circle", Shape.POLYGON: "poly"}
MIME = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
}


def hotspot(draft: Draft, question: Hotspot) -> None:
    """Write a picture and its spots."""
    if question.picture not in draft.item.pictures:
        draft.losses.add(LossCode.MISSING_FILE, what=question.picture)
    draft.media = {**draft.item.pictures}
    options = [Option(each.id, each.text, correct=each.correct) for each in question.spots]
    single = not question.several
    declared = declared_choice(draft, options, single=single)
    if question.marking is Marking.ALL_OR_NOTHING:
        all_or_nothing(draft)
    else:
        shares = shares_of(options, question.marking, draft.losses, single=single)
        entries = [(identifier(name), draft.marks * share, True) for name, share in shares.items()]
        lower = -draft.marks if question.marking is Marking.NEGATIVE else _NONE
        mapping(declared, entries, lower=lower, upper=draft.marks)
        mapped(draft)
    picture = node(
        "object",
        question.alt,
        data=f"../media/{question.picture}",
        type=MIME.get(question.picture.rpartition(".")[2], "image/png"),
        width=str(question.width),
        height=str(question.height),
    )
    spots = [_spot(draft, each) for each in question.spots]
    shown = node("hotspotInteraction", picture, *spots, responseIdentifier=RESPONSE)
    shown.attributes["maxChoices"] = "1" if single else "0"
    draft.ask(shown)


def _spot(draft: Draft, spot: Spot) -> Node:
    if spot.feedback:
        chosen = node("member", constant(identifier(spot.id)), variable(RESPONSE))
        draft.say_of(chosen, spot.feedback)
    found = node(
        "hotspotChoice",
        identifier=identifier(spot.id),
        shape=_SHAPES[spot.shape],
        coords=",".join(map(str, spot.numbers)),
    )
    if spot.text:
        found.attributes["hotspotLabel"] = spot.text
    return found


def free_text(draft: Draft, question: FreeText) -> None:
    """Write a text that people mark."""
    for name in ("words_least", "words_most"):
        if getattr(question, name):
            value = str(getattr(question, name))
            draft.losses.add(LossCode.FIELD, what=name, value=value)
    draft.responses.append(response(RESPONSE, "string", "single"))
    shown = node("extendedTextInteraction", responseIdentifier=RESPONSE)
    _people(draft, shown, question)


def file_upload(draft: Draft, question: FileUpload) -> None:
    """Write files that people mark."""
    for name in ("files", "kilobytes"):
        draft.losses.add(LossCode.FIELD, what=name, value=str(getattr(question, name)))
    draft.responses.append(response(RESPONSE, "file", "single"))
    kinds = " ".join(MIME[name] for name in question.extensions)
    shown = node("uploadInteraction", responseIdentifier=RESPONSE, type=kinds)
    _people(draft, shown, question)


def _people(draft: Draft, shown: Node, question: FreeText | FileUpload) -> None:
    notes = question.notes
    draft.is_marked_by_people = True
    pieces = [node("rubricBlock", node("p", *html(notes)), view="scorer")] if notes else []
    draft.ask(*pieces, shown)
    for criterion in question.rubric:
        levels = ", ".join(f"{level.text} ({level.points})" for level in criterion.levels)
        draft.losses.add(LossCode.FIELD, what=f"rubric {criterion.text}", value=levels)
    for name in ("right", "wrong", "partly"):
        text = getattr(draft.question.feedback, name)
        if text:
            draft.losses.add(LossCode.FEEDBACK, what=name, value=text)
