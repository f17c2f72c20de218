"""Files that people mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from academy.content import bounds
from academy.content.changes import Change, Thing, text_change, value_change
from academy.content.codes import FaultCode
from academy.content.model import Question
from academy.content.questions.by_people import ByPeople, ByPeopleKind, for_people
from academy.content.questions.kind import Common, Plain
from academy.content.questions.rubrics import read_rubric, rubric_changes
from academy.content.source import Source

EXTENSIONS = ("pdf", "png", "jpg", "webp", "txt", "csv", "docx", "xlsx", "pptx", "odt", "zip")
"""What may be handed in: each is known by its first bytes too, and none runs in a browser."""

USUAL_KILOBYTES = 2_000
"""How large a file may be where nothing is said: a photograph of a page fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUpload(ByPeople):
    """So many files at most, of these kinds, each of so many kilobytes at most."""

    extensions: tuple[str, ...]
    files: int = 1
    kilobytes: int = USUAL_KILOBYTES


class FileUploadKind(ByPeopleKind[FileUpload]):
    """Which files, how many and how large, and what they are marked by."""

    name: ClassVar[str] = "file-upload"
    model: ClassVar[type[Question]] = FileUpload

    def read(self, source: Source, common: Common) -> FileUpload:
        """Return the question."""
        files = source.whole("files", 1, bounds.FILES, default=1)
        room = bounds.KILOBYTES // min(max(1, files), bounds.FILES)
        return FileUpload(
            **common,
            extensions=_extensions(source),
            files=files,
            kilobytes=source.whole("kilobytes", 1, room, default=USUAL_KILOBYTES),
            rubric=read_rubric(source),
            notes=source.text("notes", optional=True),
        )

    def plain(self, question: FileUpload) -> Plain:
        """Return which files, the rubric and the notes."""
        return {
            "extensions": list(question.extensions),
            "files": question.files,
            "kilobytes": question.kilobytes,
            **for_people(question),
        }

    def changes(self, old: FileUpload, new: FileUpload) -> Iterator[Change]:
        """Yield how limits, rubric and notes changed."""
        yield from value_change(Thing.ANSWER_LIMITS, _limits(old), _limits(new))
        yield from rubric_changes(old.rubric, new.rubric)
        yield from text_change(Thing.MARKERS_NOTES, old.notes, new.notes)


def _extensions(source: Source) -> tuple[str, ...]:
    """Return the kinds of file; none, an unknown one and one that stands twice are faults."""
    key, found = "extensions", source.texts("extensions")
    for place, name in enumerate(found):
        if name not in EXTENSIONS:
            known = ", ".join(EXTENSIONS)
            source.fault(FaultCode.NOT_A_CHOICE, key, key=key, value=name, choices=known)
        elif name in found[:place]:
            source.fault(FaultCode.SAME_WORD, key, word=name)
    if not found and key in source:
        source.fault(FaultCode.TOO_FEW, key, key=key, limit="1")
    return found


def _limits(question: FileUpload) -> list[str]:
    return [*question.extensions, f"≤ {question.files} × {question.kilobytes} kB"]
