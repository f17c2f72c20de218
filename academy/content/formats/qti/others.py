"""Interactions that people mark, and those that have one number."""

from fractions import Fraction

from academy.content.formats.build import Answer, numeric
from academy.content.formats.losses import ItemRefused, LossCode
from academy.content.formats.numbers import number
from academy.content.formats.qti.feedback import Feedbacks
from academy.content.formats.qti.source import Source
from academy.content.model import Question
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from academy.content.questions.free_text import FreeText

_TYPES = {
    "application/pdf": ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg",),
    "image/webp": ("webp",),
    "text/plain": ("txt",),
    "text/csv": ("csv",),
    "application/zip": ("zip",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
}


def extended_text(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a text that people mark."""
    del feedbacks
    node = source.blocks[0]
    for name in (
        "expectedLength",
        "expectedLines",
        "maxStrings",
        "minStrings",
        "patternMask",
        "placeholderText",
    ):
        if node[name]:
            source.losses.add(LossCode.SETTING, what=name, value=node[name])
    declared = source.response(node)
    if declared.value or declared.mapped:
        key = ", ".join(map(str, declared.value or ()))
        source.losses.add(LossCode.MARKING, what=f"correctResponse {key}")
    source.head.marks = source.examiner.declared_marks()
    notes = "  \n".join(source.rubrics)
    source.rubrics.clear()
    return FreeText(**source.head.common(source.losses), notes=source.texts.fitting(notes))


def upload(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a file that people mark."""
    del feedbacks
    node = source.blocks[0]
    kinds = node["type"].split()
    found = tuple(name for kind in kinds for name in _TYPES.get(kind, ()))
    for kind in kinds:
        if kind not in _TYPES:
            source.losses.add(LossCode.SETTING, what="type", value=kind)
    source.head.marks = source.examiner.declared_marks()
    notes = "  \n".join(source.rubrics)
    source.rubrics.clear()
    return FileUpload(
        **source.head.common(source.losses),
        extensions=found or EXTENSIONS,
        notes=source.texts.fitting(notes),
    )


def slider(source: Source, feedbacks: Feedbacks) -> Question:
    """Return a number: that it was chosen on a scale is not kept."""
    node = source.blocks[0]
    declared = source.response(node)
    for name in ("lowerBound", "upperBound", "step", "orientation"):
        if node[name]:
            source.losses.add(LossCode.SETTING, what=name, value=node[name])
    found = [atom for atom in declared.value or () if isinstance(atom, Fraction)]
    if not found:
        raise ItemRefused(LossCode.NO_KEY)
    step = number(node["step"]) or Fraction(1)
    most = source.examiner.score({declared.id: (found[0],)})
    wrong = found[0] + step
    if not source.examiner.is_known or most <= 0:
        source.examiner.fails("responseProcessing")
        most = source.examiner.declared_marks()
    feedbacks.judged({declared.id: (found[0],)}, {declared.id: (wrong,)})
    source.head.marks = most
    return numeric(source.head, [Answer(str(found[0]), Fraction(1))], source.losses)
