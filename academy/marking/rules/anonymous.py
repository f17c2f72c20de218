"""Answers as those see them who must not know whose they are."""

from pathlib import PurePosixPath

from academy.assessment.rules.items.file_upload import files_in, written
from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.uploads import HandedIn


def without_names(answer: Answer) -> Answer:
    """Return an answer whose files are numbered: their names often hold their author's."""
    files = files_in(answer)
    return written([_numbered(place, file) for place, file in enumerate(files, 1)]) or answer


def find_file(answer: Answer, mark: str) -> HandedIn | None:
    """Return the file that a page calls so, or `None` where the answer has none."""
    return next((file for file in files_in(answer) if file.mark == mark), None)


def _numbered(place: int, file: HandedIn) -> HandedIn:
    ending = PurePosixPath(file.name).suffix.lower()
    return HandedIn(f"{place}{ending}", file.digest, file.bytes)
