"""Files that people mark."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from academy.assessment.rules.items.kind import Answer, Fields, InputFault, Kind
from academy.assessment.rules.uploads import FileText, HandedIn
from academy.content.questions.file_upload import FileUpload

FileAnswer = list[dict[str, str | int]]


class FileUploadKind(Kind[FileUpload, FileAnswer]):
    """The answer is the files, in the order in which they came; their bytes are stored elsewhere.

    Which these are is not read from the form, which anybody may fill in with the digest of another
    learner's file: `rules.received` puts them into the field, as what no form can hold.
    """

    name: ClassVar[str] = "file-upload"
    is_marked_by_people: ClassVar[bool] = True
    is_upload: ClassVar[bool] = True
    script: ClassVar[str] = "file-upload.js"

    def parse(
        self, question: FileUpload, fields: Fields, order: Sequence[str]
    ) -> FileAnswer | InputFault | None:
        """Read the files that were put into the field."""
        del question, order
        texts = [text for text in fields.get("", ()) if isinstance(text, FileText)]
        return written([text.file() for text in texts]) or None

    def fill(self, question: FileUpload, answer: FileAnswer, order: Sequence[str]) -> Fields:
        """Put the files into the field, and beside it what a page says of each, in their order."""
        del question, order
        files = files_of(answer)
        return {
            "": tuple(FileText.of(file) for file in files),
            "name": tuple(file.name for file in files),
            "bytes": tuple(str(file.bytes) for file in files),
            "mark": tuple(file.mark for file in files),
        }

    def share(self, question: FileUpload, answer: FileAnswer) -> Fraction:
        """Give nothing: people have not marked it yet."""
        del question, answer
        return Fraction(0)

    def key(self, question: FileUpload) -> FileAnswer:
        """Return no files: no program knows any that earn everything."""
        del question
        return []


def files_of(answer: FileAnswer) -> tuple[HandedIn, ...]:
    """Return the files that an answer holds."""
    return tuple(
        HandedIn(str(file["name"]), str(file["digest"]), int(file["bytes"])) for file in answer
    )


def files_in(answer: Answer | None) -> tuple[HandedIn, ...]:
    """Return the files that an answer of any type holds: none, unless it is one of files."""
    parts = answer if isinstance(answer, list) else []
    return files_of([part for part in parts if isinstance(part, dict)])


def written(files: Sequence[HandedIn]) -> FileAnswer:
    """Return an answer that holds these files."""
    return [{"name": file.name, "digest": file.digest, "bytes": file.bytes} for file in files]
