"""Files that people mark."""

from collections.abc import Sequence
from typing import ClassVar

from academy.authoring.forms.questions.fields import Fields, Reader
from academy.authoring.forms.questions.kind import QuestionForm
from academy.authoring.forms.questions.rubrics import INNER, fill_rubric, read_rubric
from academy.content.model import Question
from academy.content.questions.file_upload import EXTENSIONS, USUAL_KILOBYTES, FileUpload
from academy.content.questions.kind import Common
from academy.web.i18n import _l


class FileUploadForm(QuestionForm[FileUpload]):
    """Which files, how many and how large, and what they are marked by."""

    name: ClassVar[str] = "file-upload"
    label: ClassVar[str] = _l("Files that people mark")
    model: ClassVar[type[Question]] = FileUpload
    starts: ClassVar[Fields] = {"extensions": ("pdf", "png", "jpg"), "rubric": ()}
    inner: ClassVar[Sequence[str]] = INNER

    known: ClassVar[Sequence[str]] = EXTENSIONS
    """The kinds of file that an author may allow."""

    def read(self, common: Common, fields: Reader) -> FileUpload:
        """Return the question that the fields hold."""
        return FileUpload(
            **common,
            extensions=tuple(each for each in fields.ids("extensions") if each in EXTENSIONS),
            files=fields.whole("files", 1),
            kilobytes=fields.whole("kilobytes", USUAL_KILOBYTES),
            rubric=read_rubric(fields),
            notes=fields.text("notes"),
        )

    def fill(self, question: FileUpload) -> Fields:
        """Return the fields of a question."""
        return {
            "extensions": list(question.extensions),
            "files": [str(question.files)],
            "kilobytes": [str(question.kilobytes)],
            "notes": [question.notes],
            **fill_rubric(question.rubric),
        }
